#include "services/transactions.hpp"

#include "services/cards.hpp"

namespace loyalty {
namespace {

// card_not_found.
Outcome<storage::TransactionFilter> make_filter(storage::Transaction& tx, const Actor& actor,
                                                const HistoryChoice& choice) {
  auto filter = choice.filter;
  if (!choice.card) return filter;
  const auto code = parse_card_code(*choice.card);
  if (!code) return Refusal{.code = RefusalCode::card_not_found};
  const auto card = look_up_card(tx, actor, *code);
  if (!card) return card.error();
  filter.card_id = card->card.id;
  return filter;
}

}  // namespace

Outcome<std::vector<TransactionView>> list_transactions(storage::Transaction& tx, const Actor& actor,
                                                        const HistoryChoice& choice) {
  const auto filter = make_filter(tx, actor, choice);
  if (!filter) return filter.error();
  return storage::list_transactions(tx, actor.company_id, actor.vendor_id, *filter);
}

Outcome<TransactionView> view_transaction(storage::Transaction& tx, const Actor& actor, TransactionId id) {
  auto found = storage::find_transaction(tx, actor.company_id, actor.vendor_id, id);
  if (!found) return Refusal{.code = RefusalCode::transaction_not_found};
  return std::move(*found);
}

Outcome<std::vector<TransactionView>> list_card_transactions(storage::Transaction& tx, const Actor& actor,
                                                             CardId id, std::optional<TransactionId> before,
                                                             std::int64_t limit) {
  const auto card = storage::find_card(tx, actor.company_id, id);
  if (!is_of_program(card, actor.program_id)) return Refusal{.code = RefusalCode::card_not_found};
  return storage::list_transactions(tx, actor.company_id, actor.vendor_id,
                                    {.card_id = card->card.id, .before = before, .limit = limit});
}

Outcome<HistoryExport> begin_export(storage::Transaction& tx, const Actor& actor,
                                    const HistoryChoice& choice) {
  const auto filter = make_filter(tx, actor, choice);
  if (!filter) return filter.error();
  HistoryExport begun{
      .filter = *filter,
      .first_page = storage::list_transactions(tx, actor.company_id, actor.vendor_id, *filter)};
  const auto newest = storage::list_transactions(tx, actor.company_id, actor.vendor_id, {.limit = 1});
  if (!newest.empty()) begun.newest = newest.front().transaction.id;
  return begun;
}

}  // namespace loyalty
