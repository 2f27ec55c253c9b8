// The rows and cards that a vendor's statistics have not counted yet, added up. What is rolled up and what is
// asked for go through here, so that both come to the same figures.
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "models/statistics.hpp"
#include "rules/statistics.hpp"
#include "storage/statistics.hpp"

namespace loyalty {

struct Tally {
  Figures sum;
  std::map<Date, Figures> days;
  PointsByExpiry expiries;  // changes of the points in lots
  std::map<CardId, Date> last_visits;
  // Cards by the day of a visit and the day of the visit before.
  std::map<std::pair<Date, Date>, std::int64_t> returns;
  std::int64_t rows = 0;
  std::int64_t cards = 0;
  TransactionId last_transaction_id{};
  CardId last_card_id{};
};

// At most `limit` rows and as many cards, with ids before `end`.
Tally count_up(storage::Transaction& tx, const storage::Totals& totals, BusinessCalendar& calendar,
               std::int64_t end = INT64_MAX, std::int64_t limit = INT64_MAX);

}  // namespace loyalty
