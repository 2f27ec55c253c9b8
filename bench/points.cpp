#include "bench/points.hpp"

#include <fmt/format.h>

namespace loyalty::bench {
namespace {

constexpr int many_connections = 64;
constexpr std::chrono::milliseconds warm_up_time{500};
constexpr std::chrono::seconds long_enough{60};
constexpr int burnt_cards = 200;

std::string purchase_of(std::int64_t cents) { return fmt::format(R"(,"purchase_amount_cents":{})", cents); }

void measure_rates(Shop& shop, const Plan& plan, const std::string& label, Report& report) {
  const auto& cards = shop.world().card_numbers;
  const Operation purchase{.path = "points", .more = purchase_of(1250)};
  const Operation receipt{.path = "points",
                          .more = purchase.more + fmt::format(R"(,"purchase_reference":"{}")", no_key)};
  shop.stamp(many_connections, warm_up_time);
  shop.operate(purchase, cards, many_connections, warm_up_time);
  std::vector<double> stamps, purchases, receipts, latencies;
  for (int i = 0; i < plan.repeats; ++i) {
    stamps.push_back(shop.stamp(many_connections, plan.duration).rate());
    const auto result = shop.operate(purchase, cards, many_connections, plan.duration);
    purchases.push_back(result.rate());
    latencies.push_back(result.milliseconds_at(0.99));
    receipts.push_back(shop.operate(receipt, cards, many_connections, plan.duration).rate());
  }
  report.add(label + ": points in turns with stamps, stamps", median(stamps), "/s");
  report.add(label + ": points in turns with stamps, purchases", median(purchases), "/s");
  report.add(label + ": points in turns with stamps, purchases, p99", median(latencies), "ms");
  report.add(label + ": points in turns with stamps, purchases of stamps",
             100 * median(purchases) / median(stamps), "%", at_least(80));
  report.add(label + ": points in turns with stamps, purchases with a receipt's number, of stamps",
             100 * median(receipts) / median(stamps), "%");
}

// Each card gets its points one by one, a lot each, and spends them all at once.
void measure_burn(Shop& shop, const std::string& label, Report& report) {
  const auto& all = shop.world().card_numbers;
  const Operation one_point{.path = "points", .more = purchase_of(100)};
  const Operation burn{.path = "points/redeem",
                       .more = fmt::format(R"(,"reward_id":"{}")", static_cast<std::int64_t>(bench_reward))};
  std::vector<double> milliseconds;
  for (int i = 0; i < burnt_cards; ++i) {
    const std::vector<std::string> card{all[static_cast<std::size_t>(i)]};
    shop.operate(one_point, card, 8, long_enough, bench_reward_points);
    milliseconds.push_back(shop.operate(burn, card, 1, long_enough, 1).milliseconds_at(0.5));
  }
  report.add(label + ": redeeming over 50 lots, 1 connection, p50", median(milliseconds), "ms", below(3));
}

}  // namespace

void measure_points(const Plan& plan, const std::string& seeded_url, const std::string& label,
                    Report& report) {
  Shop shop(plan, seeded_url, "points");
  shop.open();
  // First, while the cards that it uses have no other points.
  measure_burn(shop, label, report);
  measure_rates(shop, plan, label, report);
  shop.survive_kill();
}

}  // namespace loyalty::bench
