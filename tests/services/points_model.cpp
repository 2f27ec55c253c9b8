#include "services/points_model.hpp"

#include <algorithm>
#include <tuple>

namespace loyalty::test {
namespace {

constexpr Instant never = Instant::max();

bool is_there(const ModelPoint& point) { return !point.taken_by && !point.is_gone; }

bool is_due(const ModelPoint& point, Instant now) { return point.expires_at && *point.expires_at <= now; }

}  // namespace

void ModelCard::give(TransactionId id, std::int64_t count, std::optional<Instant> expires_at) {
  for (; count > 0; --count) {
    if (debt_ > 0) {
      --debt_;
    } else {
      points_.push_back({.lot = id, .expires_at = expires_at, .taken_by = {}});
    }
  }
}

std::int64_t ModelCard::take(TransactionId id, std::int64_t count, std::optional<TransactionId> own) {
  auto order = there();
  std::ranges::sort(order, {}, [&](const ModelPoint* point) {
    return std::tuple(point->lot != own, point->expires_at.value_or(never), point->lot);
  });
  for (auto* point : order) {
    if (count == 0) return 0;
    point->taken_by = id;
    --count;
  }
  debt_ += count;
  return count;
}

void ModelCard::give_back(const ModelRow& taken, TransactionId id, std::optional<Instant> expires_at) {
  const auto settled = std::min(debt_, taken.owed);
  debt_ -= settled;
  std::vector<ModelPoint*> back;
  for (auto& point : points_) {
    if (point.taken_by == taken.id) back.push_back(&point);
  }
  std::ranges::sort(back, {}, [](const ModelPoint* point) { return point->lot; });
  for (auto* point : back) {
    if (debt_ > 0) {
      --debt_;
      point->is_gone = true;
    } else {
      point->taken_by.reset();
    }
  }
  give(id, taken.owed - settled, expires_at);
}

std::int64_t ModelCard::expire(Instant now) {
  std::int64_t count = 0;
  for (auto* point : there()) {
    if (!is_due(*point, now)) continue;
    point->is_gone = true;
    point->is_expired = true;
    ++count;
  }
  return count;
}

std::int64_t ModelCard::expired_of(TransactionId lot) const {
  return std::ranges::count_if(points_,
                               [&](const ModelPoint& point) { return point.lot == lot && point.is_expired; });
}

std::int64_t ModelCard::balance() const { return std::ranges::count_if(points_, is_there) - debt_; }

std::int64_t ModelCard::available(Instant now) const {
  return balance() - std::ranges::count_if(points_, [&](const ModelPoint& point) {
           return is_there(point) && is_due(point, now);
         });
}

std::int64_t ModelCard::sum_points() const {
  std::int64_t sum = 0;
  for (const auto& row : rows) sum += row.points;
  return sum;
}

std::int64_t ModelCard::stamps() const {
  std::int64_t sum = 0;
  for (const auto& row : rows) sum += row.stamps;
  return sum;
}

std::map<TransactionId, std::int64_t> ModelCard::lots() const {
  std::map<TransactionId, std::int64_t> held;
  for (const auto& point : points_) {
    if (is_there(point)) ++held[point.lot];
  }
  return held;
}

std::optional<ExpiringPoints> ModelCard::next_expiring(Instant now) const {
  std::optional<ExpiringPoints> next;
  for (const auto& point : points_) {
    if (!is_there(point) || !point.expires_at || *point.expires_at <= now) continue;
    if (!next || *point.expires_at < next->expires_at) next = {0, *point.expires_at};
    if (*point.expires_at == next->expires_at) ++next->points;
  }
  return next;
}

std::optional<Instant> ModelCard::first_expiry() const {
  const auto first = next_expiring(Instant::min());
  return first ? std::optional(first->expires_at) : std::nullopt;
}

ModelRow* ModelCard::find(TransactionId id) {
  const auto found = std::ranges::find(rows, id, &ModelRow::id);
  return found == rows.end() ? nullptr : &*found;
}

const ModelRow& ModelCard::last() const {
  return *std::find_if(rows.rbegin(), rows.rend(),
                       [](const ModelRow& row) { return row.type != TransactionType::points_expired; });
}

Card ModelCard::with_balances(Card stored) const {
  using enum TransactionType;
  stored.stamp_count = stamps();
  stored.points_balance = balance();
  stored.next_expiry_at = first_expiry();
  stored.total_stamps_earned = stored.stamps_redeemed = 0;
  stored.total_points_earned = stored.points_redeemed = 0;
  stored.total_spent_cents = 0;
  for (const auto& row : rows) {
    stored.total_spent_cents += row.cents;
    if (row.type == stamp_earned || row.type == stamp_earned_voided) stored.total_stamps_earned += row.stamps;
    if (row.type == stamp_redeemed || row.type == stamp_redeemed_voided) stored.stamps_redeemed -= row.stamps;
    if (row.type == points_earned || row.type == points_earned_voided || row.type == welcome_bonus) {
      stored.total_points_earned += row.points;
    }
    if (row.type == points_redeemed || row.type == points_redeemed_voided) {
      stored.points_redeemed -= row.points;
    }
  }
  return stored;
}

std::vector<ModelPoint*> ModelCard::there() {
  std::vector<ModelPoint*> found;
  for (auto& point : points_) {
    if (is_there(point)) found.push_back(&point);
  }
  return found;
}

}  // namespace loyalty::test
