#include "routes/cards.hpp"

#include "drawing/qr.hpp"
#include "routes/enrolment.hpp"
#include "routes/once.hpp"
#include "schemas/card.hpp"
#include "schemas/enrolment.hpp"
#include "services/card_search.hpp"
#include "services/cards.hpp"
#include "services/programs.hpp"

namespace loyalty::routes {
namespace {

constexpr std::string_view list_name = "cards";
constexpr std::string_view search_name = "found_cards";

struct CardPage {
  Program program;
  std::vector<CardWithCustomer> cards;
  std::optional<std::string> next_cursor;
};

Response answer_cards(const CardPage& page) {
  Page<CardAnswer> shape;
  for (const auto& row : page.cards) shape.items.push_back({row, page.program});
  shape.next_cursor = page.next_cursor;
  return answer(200, shape);
}

// Without a program there are no cards, and nothing else of it shows in an empty page.
Program program_at_counter(storage::Transaction& tx, const Actor& actor) {
  auto found = view_program_at_counter(tx, actor);
  return found ? std::move(*found) : Program{};
}

CardPage list_page(storage::Transaction& tx, const Actor& actor, storage::CardFilter filter) {
  CardPage page{.program = program_at_counter(tx, actor)};
  const auto limit = static_cast<std::size_t>(filter.limit);
  ++filter.limit;
  page.cards = loyalty::list_cards(tx, actor, filter);
  if (page.cards.size() > limit) {
    page.cards.resize(limit);
    page.next_cursor = encode_cursor(list_name, {to_integer(page.cards.back().card.id)});
  }
  return page;
}

CardPage search_page(storage::Transaction& tx, const Actor& actor, const CardQuery& query,
                     const std::optional<storage::SearchPlace>& after) {
  CardPage page{.program = program_at_counter(tx, actor)};
  auto found =
      search_cards(tx, actor, {.text = *query.search, .status = query.status}, after, query.list.limit);
  page.cards = std::move(found.cards);
  if (found.next)
    page.next_cursor = encode_cursor(search_name, {found.next->term, to_integer(found.next->card_id)});
  return page;
}

Result<std::optional<storage::SearchPlace>, Response> read_search_cursor(const Call& call,
                                                                         const ListQuery& query) {
  if (!query.cursor) return std::optional<storage::SearchPlace>();
  const auto cursor = decode_cursor(search_name, *query.cursor);
  const bool fits = cursor && cursor->size() == 2 && std::holds_alternative<std::string>((*cursor)[0]) &&
                    std::holds_alternative<std::int64_t>((*cursor)[1]);
  if (!fits) return refuse(call, {FieldFault{.field = "cursor", .code = "invalid_cursor"}});
  return std::optional(
      storage::SearchPlace{.term = std::get<std::string>((*cursor)[0]),
                           .card_id = static_cast<CardId>(std::get<std::int64_t>((*cursor)[1]))});
}

struct CardInProgram {
  CardWithCustomer holder;
  Program program;
};

Response answer_card(const CardInProgram& found) {
  return answer(200, CardAnswer{found.holder, found.program});
}

}  // namespace

awaitable<Response> list_cards(Call& call) {
  auto query = read_query_as<CardQuery>(call);
  if (!query) co_return std::move(query.error());
  const auto actor = call.actor();
  if (query->search) {
    auto after = read_search_cursor(call, query->list);
    if (!after) co_return std::move(after.error());
    co_return answer_cards(co_await call.services.store.read(
        [&](storage::Transaction& tx) { return search_page(tx, actor, *query, *after); }));
  }
  auto before = read_id_cursor<CardId>(call, list_name, query->list);
  if (!before) co_return std::move(before.error());
  const storage::CardFilter filter{.status = query->status, .before = *before, .limit = query->list.limit};
  co_return answer_cards(co_await call.services.store.read(
      [&](storage::Transaction& tx) { return list_page(tx, actor, filter); }));
}

awaitable<Response> view_card(Call& call) {
  const auto actor = call.actor();
  const auto id = id_parameter<CardId>(call);
  const auto found =
      co_await call.services.store.read([&](storage::Transaction& tx) -> Outcome<CardInProgram> {
        auto holder = loyalty::view_card(tx, actor, id.value_or(CardId{}));
        if (!holder) return holder.error();
        return CardInProgram{std::move(*holder), program_at_counter(tx, actor)};
      });
  co_return found ? answer_card(*found) : refuse(call, found.error());
}

awaitable<Response> look_up_card(Call& call) {
  auto query = read_query_as<LookupQuery>(call);
  if (!query) co_return std::move(query.error());
  const auto actor = call.actor();
  const auto code = parse_card_code(query->code);
  if (!code) co_return refuse(call, Refusal{.code = RefusalCode::card_not_found});
  const auto found =
      co_await call.services.store.read([&](storage::Transaction& tx) -> Outcome<CardInProgram> {
        auto holder = loyalty::look_up_card(tx, actor, *code);
        if (!holder) return holder.error();
        return CardInProgram{std::move(*holder), program_at_counter(tx, actor)};
      });
  co_return found ? answer_card(*found) : refuse(call, found.error());
}

awaitable<Response> change_card(Call& call) {
  auto body = read_json<CardPatch>(call);
  if (!body) co_return std::move(body.error());
  const auto actor = call.actor();
  const auto id = id_parameter<CardId>(call);
  if (!id) co_return refuse(call, Refusal{.code = RefusalCode::card_not_found});
  const auto changed =
      co_await call.services.store.write([&](storage::Transaction& tx) -> Outcome<CardInProgram> {
        auto holder = change_card_status(tx, actor, *id, body->status);
        if (!holder) return holder.error();
        return CardInProgram{std::move(*holder), program_at_counter(tx, actor)};
      });
  co_return changed ? answer_card(*changed) : refuse(call, changed.error());
}

awaitable<Response> view_card_link(Call& call) {
  const auto actor = call.actor();
  const auto id = id_parameter<CardId>(call);
  const auto holder = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::view_card(tx, actor, id.value_or(CardId{})); });
  if (!holder) co_return refuse(call, holder.error());
  if (holder->card.erased_at) co_return refuse(call, Refusal{.code = RefusalCode::customer_erased});
  auto url = card_url(call, holder->card);
  auto drawn = drawing::draw_qr_svg(drawing::make_url_qr(url));
  co_return answer(200, CardLink{.card_url = std::move(url), .qr_svg = std::move(drawn)});
}

awaitable<Response> enrol_at_counter(Call& call) {
  auto body = read_json<EnrolRequest>(call);
  if (!body) co_return std::move(body.error());
  auto prepared = co_await prepare_enrolment(call, *body, call.vendor->code);
  if (!prepared) co_return std::move(prepared.error());
  co_return co_await write_once(call, [&](storage::Transaction& tx) -> Reply {
    const auto enrolled = enrol(tx, *prepared);
    if (!enrolled) return reply(call, enrolled.error());
    const auto& holder = enrolled->holder;
    return reply(enrolled->already_enrolled ? 200 : 201,
                 CounterEnrolAnswer{{.already_enrolled = enrolled->already_enrolled,
                                     .card_url = card_url(call, holder.card),
                                     .holder = holder,
                                     .program = enrolled->program}});
  });
}

}  // namespace loyalty::routes
