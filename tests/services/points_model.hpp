// Cards as one would keep them with counters on a table: each point is a thing of its own that lies in its
// lot, is taken by a row, or has expired. Too simple to be wrong, and too slow for anything but a test.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/card.hpp"
#include "models/transaction.hpp"

namespace loyalty::test {

struct ModelPoint {
  TransactionId lot{};
  std::optional<Instant> expires_at;
  std::optional<TransactionId> taken_by;  // none: it is there
  bool is_gone = false;                   // expired, or kept back for a debt
  bool is_expired = false;
};

struct ModelRow {
  TransactionId id{};
  TransactionType type{};
  std::int64_t stamps = 0;
  std::int64_t points = 0;
  std::int64_t cents = 0;
  std::string reference = {};
  std::optional<TransactionId> linked = {};
  std::int64_t owed = 0;  // of the points that it took
  bool is_voided = false;
  UserId by{};
  Instant at{};
};

class ModelCard {
 public:
  explicit ModelCard(Card enrolled) : card(std::move(enrolled)) {}

  // Points into and out of lots, by the row `id`.
  void give(TransactionId id, std::int64_t count, std::optional<Instant> expires_at);
  // How many of them are owed. `own`: the lot to begin with.
  std::int64_t take(TransactionId id, std::int64_t count, std::optional<TransactionId> own = {});
  void give_back(const ModelRow& taken, TransactionId id, std::optional<Instant> expires_at);
  // How many went.
  std::int64_t expire(Instant now);

  std::int64_t expired_of(TransactionId lot) const;
  std::int64_t balance() const;                        // what is there less what is owed
  std::int64_t available(Instant now) const;           // without what is due
  std::int64_t sum_points() const;                     // over the rows
  std::int64_t stamps() const;                         // over the rows
  std::map<TransactionId, std::int64_t> lots() const;  // that hold points
  std::optional<ExpiringPoints> next_expiring(Instant now) const;
  std::optional<Instant> first_expiry() const;
  ModelRow* find(TransactionId id);
  // The newest row that somebody made.
  const ModelRow& last() const;
  // The card as its rows say; times, version and the like are those of `stored`.
  Card with_balances(Card stored) const;

  Card card;
  std::vector<ModelRow> rows;

 private:
  std::vector<ModelPoint*> there();

  std::vector<ModelPoint> points_;
  std::int64_t debt_ = 0;
};

}  // namespace loyalty::test
