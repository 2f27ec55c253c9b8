#include "routes/transactions.hpp"

#include "schemas/transaction.hpp"
#include "services/cards.hpp"
#include "storage/transactions.hpp"

namespace loyalty::routes {
namespace {

constexpr std::string_view list_name = "transactions";

Response answer_transactions(Call& call, std::vector<TransactionView>& rows, std::int64_t limit) {
  return answer_page<TransactionAnswer>(
      list_name, rows, limit, [](const TransactionView& row) { return row.transaction.id; },
      [&](const TransactionView& row) { return to_answer(row, call.vendor->code); });
}

// The filter without its card, or what is wrong with it.
Result<storage::TransactionFilter, Response> make_filter(const Call& call, const TransactionQuery& query) {
  auto before = read_id_cursor<TransactionId>(call, list_name, query.list);
  if (!before) return std::move(before.error());
  storage::TransactionFilter filter{.type = query.type,
                                    .staff_pin_id = query.staff_pin_id,
                                    .before = *before,
                                    .limit = query.list.limit + 1};
  if (query.from) filter.from = resolve_moment(*query.from, *call.zone, RangeEnd::begin);
  if (query.to) filter.to = resolve_moment(*query.to, *call.zone, RangeEnd::end);
  return filter;
}

}  // namespace

awaitable<Response> list_transactions(Call& call) {
  auto query = read_query_as<TransactionQuery>(call);
  if (!query) co_return std::move(query.error());
  auto filter = make_filter(call, *query);
  if (!filter) co_return std::move(filter.error());
  const auto actor = call.actor();
  const auto code = query->card ? parse_card_code(*query->card) : std::nullopt;
  auto rows = co_await call.services.store.read(
      [&](storage::Transaction& tx) -> Outcome<std::vector<TransactionView>> {
        if (query->card) {
          if (!code) return Refusal{.code = RefusalCode::card_not_found};
          const auto card = look_up_card(tx, actor, *code);
          if (!card) return card.error();
          filter->card_id = card->card.id;
        }
        return storage::list_transactions(tx, actor.company_id, actor.vendor_id, *filter);
      });
  if (!rows) co_return refuse(call, rows.error());
  co_return answer_transactions(call, *rows, query->list.limit);
}

awaitable<Response> list_card_transactions(Call& call) {
  auto query = read_query_as<ListQuery>(call);
  if (!query) co_return std::move(query.error());
  auto before = read_id_cursor<TransactionId>(call, list_name, *query);
  if (!before) co_return std::move(before.error());
  const auto actor = call.actor();
  const auto id = id_parameter<CardId>(call);
  auto rows = co_await call.services.store.read(
      [&](storage::Transaction& tx) -> Outcome<std::vector<TransactionView>> {
        const auto card = id ? storage::find_card(tx, actor.company_id, actor.vendor_id, *id) : std::nullopt;
        if (!card) return Refusal{.code = RefusalCode::card_not_found};
        return storage::list_transactions(
            tx, actor.company_id, actor.vendor_id,
            {.card_id = card->card.id, .before = *before, .limit = query->limit + 1});
      });
  if (!rows) co_return refuse(call, rows.error());
  co_return answer_transactions(call, *rows, query->limit);
}

}  // namespace loyalty::routes
