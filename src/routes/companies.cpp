#include "routes/companies.hpp"

#include "schemas/company.hpp"
#include "services/companies.hpp"

namespace loyalty::routes {
namespace {

const Refusal no_company{.code = RefusalCode::company_not_found};
const Refusal no_vendor{.code = RefusalCode::vendor_not_found};

}  // namespace

awaitable<Response> list_companies(Call& call) {
  auto query = read_query_as<ListQuery>(call);
  if (!query) co_return std::move(query.error());
  auto before = read_id_cursor<CompanyId>(call, "companies", *query);
  if (!before) co_return std::move(before.error());
  auto rows = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::list_companies(tx, *before, query->limit + 1); });
  co_return answer_page<CompanyAnswer>(
      "companies", rows, query->limit, [](const Company& company) { return company.id; },
      [](const Company& company) { return CompanyAnswer{company}; });
}

awaitable<Response> create_company(Call& call) {
  auto body = read_json<CompanyCreate>(call);
  if (!body) co_return std::move(body.error());
  const auto now = call.request.received_at;
  const Company company{.id = call.services.ids.next_as<CompanyId>(now),
                        .name = body->name,
                        .country = body->country,
                        .created_at = now};
  co_await call.services.store.write([&](storage::Transaction& tx) {
    loyalty::create_company(tx, company);
    return Done{};
  });
  co_return answer(201, CompanyAnswer{company});
}

awaitable<Response> view_company(Call& call) {
  const auto id = id_parameter<CompanyId>(call);
  if (!id) co_return refuse(call, no_company);
  const auto company = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::view_company(tx, *id); });
  co_return company ? answer(200, CompanyAnswer{*company}) : refuse(call, company.error());
}

awaitable<Response> change_company(Call& call) {
  auto body = read_json<CompanyPatch>(call);
  if (!body) co_return std::move(body.error());
  const auto id = id_parameter<CompanyId>(call);
  if (!id) co_return refuse(call, no_company);
  const auto changed = co_await call.services.store.write([&](storage::Transaction& tx) {
    return loyalty::change_company(tx, *id, [&](Company& company) { apply(*body, company); });
  });
  // Whether its people may go on is decided anew.
  call.services.sessions.forget_all();
  co_return changed ? answer(200, CompanyAnswer{*changed}) : refuse(call, changed.error());
}

awaitable<Response> list_vendors(Call& call) {
  auto query = read_query_as<ListQuery>(call);
  if (!query) co_return std::move(query.error());
  auto before = read_id_cursor<VendorId>(call, "vendors", *query);
  if (!before) co_return std::move(before.error());
  auto rows = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::list_vendors(tx, *before, query->limit + 1); });
  co_return answer_page<VendorAnswer>(
      "vendors", rows, query->limit, [](const Vendor& vendor) { return vendor.id; },
      [](const Vendor& vendor) { return VendorAnswer{vendor}; });
}

awaitable<Response> create_vendor(Call& call) {
  auto body = read_json<VendorCreate>(call);
  if (!body) co_return std::move(body.error());
  const auto company = id_parameter<CompanyId>(call);
  if (!company) co_return refuse(call, no_company);
  const auto now = call.request.received_at;
  const Vendor vendor{.company_id = *company,
                      .id = call.services.ids.next_as<VendorId>(now),
                      .code = body->code,
                      .name = body->name,
                      .timezone = body->timezone,
                      .currency = body->currency,
                      .locale = body->locale,
                      .created_at = now};
  const auto created = co_await call.services.store.write(
      [&](storage::Transaction& tx) { return loyalty::create_vendor(tx, vendor); });
  if (!created) co_return refuse(call, created.error());
  call.services.sessions.forget_all();  // owners work for it from now on
  co_return answer(201, VendorAnswer{*created});
}

awaitable<Response> view_vendor(Call& call) {
  const auto id = id_parameter<VendorId>(call);
  if (!id) co_return refuse(call, no_vendor);
  const auto vendor = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::view_vendor(tx, *id); });
  co_return vendor ? answer(200, VendorAnswer{*vendor}) : refuse(call, vendor.error());
}

awaitable<Response> change_vendor(Call& call) {
  auto body = read_json<VendorPatch>(call);
  if (!body) co_return std::move(body.error());
  const auto id = id_parameter<VendorId>(call);
  if (!id) co_return refuse(call, no_vendor);
  const auto changed = co_await call.services.store.write([&](storage::Transaction& tx) {
    return loyalty::change_vendor(tx, *id, [&](Vendor& vendor) { apply(*body, vendor); });
  });
  call.services.sessions.forget_all();
  co_return changed ? answer(200, VendorAnswer{*changed}) : refuse(call, changed.error());
}

}  // namespace loyalty::routes
