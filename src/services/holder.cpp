#include "services/holder.hpp"

#include "services/card_secrets.hpp"
#include "services/cards.hpp"
#include "storage/cards.hpp"
#include "storage/companies.hpp"
#include "storage/programs.hpp"
#include "storage/transactions.hpp"

namespace loyalty {

Outcome<HolderView> view_as_holder(storage::Transaction& tx, std::string_view card_token, Instant now) {
  const auto company = find_company_of_token(card_token);
  const auto owner = company ? storage::find_company(tx, *company) : std::nullopt;
  auto holder =
      owner && owner->is_active ? storage::find_card_by_token(tx, *company, card_token) : std::nullopt;
  if (!holder || holder->card.erased_at) return Refusal{.code = RefusalCode::card_not_found};
  show_points(tx, *holder, now);
  auto program = storage::find_program(tx, *company, holder->card.program_id);
  auto vendor = storage::find_vendor(tx, *company, holder->card.joined_vendor_id);
  if (!program || !vendor) throw storage::StorageFault("a card without a program");
  return HolderView{
      .holder = std::move(*holder), .program = std::move(*program), .vendor = std::move(*vendor)};
}

void list_latest(storage::Transaction& tx, HolderView& view, std::int64_t latest_max) {
  const auto& card = view.holder.card;
  view.latest = storage::list_transactions(tx, card.company_id, card.joined_vendor_id,
                                           {.card_id = card.id, .limit = latest_max});
}

}  // namespace loyalty
