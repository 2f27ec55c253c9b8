// One request on its way through a handler, and the answers that handlers give.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/zone.hpp"
#include "http/message.hpp"
#include "http/router.hpp"
#include "models/user.hpp"
#include "routes/services.hpp"
#include "schemas/cursor.hpp"
#include "schemas/list.hpp"
#include "schemas/problem.hpp"
#include "schemas/reader.hpp"
#include "schemas/writer.hpp"
#include "services/actor.hpp"

namespace loyalty {

using boost::asio::awaitable;
using http::Response;

struct Call {
  Services& services;
  http::Request& request;
  const http::RouteMatch& match;
  Language language = Language::en;
  std::optional<Caller> caller;        // none where nobody needs to sign in
  const UserVendor* vendor = nullptr;  // of the vendor's routes; points into the caller
  std::optional<Zone> zone;            // the vendor's

  std::string_view parameter(std::string_view name) const { return match.parameter(name); }
  Actor actor() const;  // of the vendor's routes
  ProblemContext context() const;
};

using Handler = awaitable<Response> (*)(Call& call);

// ---- Answers ----
Response answer_json(int status, std::string body);
template <class Shape>
Response answer(int status, const Shape& shape) {
  return answer_json(status, write_json(shape));
}
Response answer_nothing();  // 204
Response answer_problem(const ProblemBody& problem);
Response refuse(const Call& call, const Refusal& refusal);
Response refuse(const Call& call, ProblemCode code);
Response refuse(const Call& call, const std::vector<FieldFault>& faults);

// ---- Requests ----
// 415 unless the content type is JSON (or there is no body).
std::optional<Response> check_content_type(const Call& call);
Response refuse_body(const Call& call, const BodyFault& fault);

template <class T>
Result<T, Response> read_json(const Call& call) {
  if (auto refused = check_content_type(call)) return std::move(*refused);
  auto body = read_body<T>(call.request.body);
  if (!body) return refuse_body(call, body.error());
  return std::move(*body);
}
template <class T>
Result<T, Response> read_query_as(const Call& call) {
  auto query = read_query<T>(call.request.query);
  if (!query) return refuse(call, query.error());
  return std::move(*query);
}
template <class Id>
std::optional<Id> id_parameter(const Call& call, std::string_view name = "id") {
  return parse_id_as<Id>(call.parameter(name));
}

// A cursor that is one id: of lists that run from the newest to the oldest.
template <class Id>
Result<std::optional<Id>, Response> read_id_cursor(const Call& call, std::string_view list,
                                                   const ListQuery& query) {
  if (!query.cursor) return std::optional<Id>();
  const auto cursor = decode_cursor(list, *query.cursor);
  const auto* id = cursor && cursor->size() == 1 ? std::get_if<std::int64_t>(&cursor->front()) : nullptr;
  if (id == nullptr) return refuse(call, {FieldFault{.field = "cursor", .code = "invalid_cursor"}});
  return std::optional(static_cast<Id>(*id));
}

// A page of `rows`, of which one more than the limit was asked for to see whether there is a next page.
template <class Item, class Row, class IdOf, class ToItem>
Response answer_page(std::string_view list, std::vector<Row>& rows, std::int64_t limit, IdOf id_of,
                     ToItem to_item) {
  const bool has_more = static_cast<std::int64_t>(rows.size()) > limit;
  if (has_more) rows.resize(static_cast<std::size_t>(limit));
  Page<Item> page;
  for (const auto& row : rows) page.items.push_back(to_item(row));
  if (has_more) page.next_cursor = encode_cursor(list, {to_integer(id_of(rows.back()))});
  return answer(200, page);
}

}  // namespace loyalty
