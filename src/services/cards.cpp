#include "services/cards.hpp"

#include "base/ids.hpp"
#include "services/card_change.hpp"
#include "storage/points.hpp"

namespace loyalty {
namespace {

template <class ById, class ByNumber, class ByQr>
Outcome<CardWithCustomer> find_by_code(storage::Transaction& tx, CompanyId company, const CardCode& code,
                                       ById by_id, ByNumber by_number, ByQr by_qr) {
  std::optional<CardWithCustomer> found;
  switch (code.kind) {
    case CardCode::Kind::number:
      found = by_number(tx, company, code.value);
      break;
    case CardCode::Kind::qr:
      found = by_qr(tx, company, code.value);
      break;
    case CardCode::Kind::id:
      if (const auto id = parse_id_as<CardId>(code.value)) found = by_id(tx, company, *id);
      break;
  }
  if (!found) return Refusal{.code = RefusalCode::card_not_found};
  return std::move(*found);
}

}  // namespace

bool is_of_program(const std::optional<CardWithCustomer>& found, std::optional<ProgramId> program) {
  return found && found->card.program_id == program;
}

void show_points(storage::Transaction& tx, CardWithCustomer& holder, Instant now) {
  auto& card = holder.card;
  if (!card.next_expiry_at) return;
  if (*card.next_expiry_at <= now) card.points_balance -= storage::sum_due(tx, card, now);
  holder.expiring = storage::find_next_expiring(tx, card, now);
}

Outcome<CardWithCustomer> look_up_card(storage::Transaction& tx, const Actor& actor, const CardCode& code) {
  auto found = find_by_code(tx, actor.company_id, code, storage::find_card, storage::find_card_by_number,
                            storage::find_card_by_qr);
  if (!found || found->card.program_id != actor.program_id) {
    return Refusal{.code = RefusalCode::card_not_found};
  }
  show_points(tx, *found, actor.now);
  return found;
}

Outcome<CardWithCustomer> lock_card_by_code(storage::Transaction& tx, CompanyId company,
                                            const CardCode& code) {
  return find_by_code(tx, company, code, storage::lock_card, storage::lock_card_by_number,
                      storage::lock_card_by_qr);
}

Outcome<CardWithCustomer> view_card(storage::Transaction& tx, const Actor& actor, CardId id) {
  auto found = storage::find_card(tx, actor.company_id, id);
  if (!is_of_program(found, actor.program_id)) return Refusal{.code = RefusalCode::card_not_found};
  show_points(tx, *found, actor.now);
  return std::move(*found);
}

std::vector<CardWithCustomer> list_cards(storage::Transaction& tx, const Actor& actor,
                                         const storage::CardFilter& filter) {
  if (!actor.program_id) return {};
  auto cards = storage::list_cards(tx, actor.company_id, *actor.program_id, filter);
  for (auto& holder : cards) show_points(tx, holder, actor.now);
  return cards;
}

Outcome<CardWithCustomer> change_card_status(storage::Transaction& tx, const Actor& actor, CardId id,
                                             CardStatus status) {
  auto found = storage::lock_card(tx, actor.company_id, id);
  if (!is_of_program(found, actor.program_id)) return Refusal{.code = RefusalCode::card_not_found};
  if (found->card.erased_at && status != CardStatus::closed) {
    return Refusal{.code = RefusalCode::customer_erased};
  }
  if (found->card.status != status) {
    const auto before = found->card;
    found->card.status = status;
    record(tx, before, found->card);
  }
  show_points(tx, *found, actor.now);
  return std::move(*found);
}

}  // namespace loyalty
