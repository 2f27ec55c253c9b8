#include "services/expiry.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "services/lots.hpp"
#include "storage/cards.hpp"
#include "storage/companies.hpp"
#include "storage/points.hpp"
#include "storage/programs.hpp"

namespace loyalty {

CompaniesWithDuePoints find_companies_with_due_points(storage::Transaction& tx,
                                                      std::optional<CompanyId> after,
                                                      std::int64_t companies_max, Instant now) {
  CompaniesWithDuePoints found;
  const auto page = storage::list_companies(tx, after, companies_max);
  for (const auto& company : page) {
    if (!storage::list_due_cards(tx, company.id, now, 1).empty()) found.companies.push_back(company.id);
  }
  if (std::ssize(page) == companies_max) found.next = page.back().id;
  return found;
}

ExpiryCount& ExpiryCount::operator+=(const ExpiryCount& more) {
  cards += more.cards;
  lots += more.lots;
  points += more.points;
  return *this;
}

ExpiryCount expire_due_cards(storage::Transaction& tx, CompanyId company, std::span<const TransactionId> ids,
                             std::int64_t lots_max, Instant now) {
  ExpiryCount count;
  std::map<ProgramId, VendorId> homes;
  auto due = storage::list_due_cards(tx, company, now, std::ssize(ids));
  // Two sweeps at once lock the cards in the same order, whichever of them they found.
  std::ranges::sort(due, {}, &storage::DueCard::card_id);
  for (std::size_t i = 0; i < due.size() && count.lots < lots_max; ++i) {
    auto holder = storage::lock_card(tx, company, due[i].card_id);
    if (!holder) throw storage::StorageFault("a card that is due is not there");
    ++count.cards;
    const auto [home, is_new] = homes.try_emplace(due[i].program_id);
    if (is_new) home->second = storage::find_home_vendor(tx, company, due[i].program_id).value();
    const auto row = expire_points(tx, holder->card, home->second, ids[i], now);
    if (!row) continue;
    count.points -= row->points_delta;
    count.lots += std::ssize(storage::list_allocations(tx, holder->card, row->id));
  }
  return count;
}

}  // namespace loyalty
