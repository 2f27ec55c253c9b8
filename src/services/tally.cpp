#include "services/tally.hpp"

#include <algorithm>

#include "base/ids.hpp"

namespace loyalty {
namespace {

void count_visit(Tally& tally, const storage::CountedRow& row, Date date) {
  const auto known = tally.last_visits.find(row.card_id);
  const auto before = known == tally.last_visits.end() ? row.last_visit : std::optional(known->second);
  if (before && date <= *before) return;
  // What lies before every span that holds `date` is all the same.
  const auto earliest = date - std::chrono::days{statistics_days_max};
  ++tally.returns[{date, std::max(before.value_or(earliest), earliest)}];
  tally.last_visits[row.card_id] = date;
}

void count_figures(Tally& tally, Date date, const Figures& figures) {
  tally.days[date] += figures;
  tally.sum += figures;
}

}  // namespace

Tally count_up(storage::Transaction& tx, const storage::Totals& totals, BusinessCalendar& calendar,
               std::int64_t end, std::int64_t limit) {
  Tally tally{.last_transaction_id = totals.last_transaction_id, .last_card_id = totals.last_card_id};
  // Ids rise with time and stand in the index; the times themselves do not.
  const auto date_of = [&](auto id) { return calendar.date_at(instant_of_id(to_integer(id))); };
  storage::each_uncounted_row(tx, totals, end, limit, [&](const storage::CountedRow& row) {
    const auto date = date_of(row.id);
    count_figures(tally, date, compute_figures(row.type, row.stamps_delta, row.points_delta));
    if (is_visit(row.type)) count_visit(tally, row, date);
    tally.last_transaction_id = row.id;
    ++tally.rows;
  });
  storage::each_uncounted_card(tx, totals, end, limit, [&](CardId card) {
    count_figures(tally, date_of(card), {.enrolments = 1});
    tally.last_card_id = card;
    ++tally.cards;
  });
  if (tally.rows > 0) {
    storage::each_uncounted_lot_change(
        tx, totals, tally.last_transaction_id,
        [&](Instant expires_at, std::int64_t points) { tally.expiries[expires_at] += points; });
  }
  return tally;
}

}  // namespace loyalty
