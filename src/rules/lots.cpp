#include "rules/lots.hpp"

#include <algorithm>

namespace loyalty {

std::vector<LotChange> choose_lots(std::span<const Lot> in_order, std::int64_t points) {
  std::vector<LotChange> taken;
  for (const auto& lot : in_order) {
    const auto share = std::min(lot.points_remaining, points);
    if (share <= 0) continue;
    taken.push_back({lot.id, -share});
    points -= share;
  }
  return taken;
}

std::vector<LotChange> choose_refills(std::span<const Allocation> taken, std::int64_t debt) {
  std::vector<LotChange> refills;
  for (const auto& allocation : taken) {
    const auto kept_back = std::min(debt, -allocation.points);
    debt -= kept_back;
    if (-allocation.points > kept_back)
      refills.push_back({allocation.lot_id, -allocation.points - kept_back});
  }
  return refills;
}

}  // namespace loyalty
