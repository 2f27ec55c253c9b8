#include "bench/expiry.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "services/ledger.hpp"
#include "storage/cards.hpp"
#include "storage/ledger.hpp"
#include "storage/points.hpp"
#include "storage/store.hpp"

namespace loyalty::bench {
namespace {

using storage::Transaction;

constexpr int connections = 64;
constexpr double stamps_per_second = 500;
constexpr std::chrono::days earned_since{40};
constexpr std::chrono::milliseconds slice{500};
constexpr std::int64_t cards_per_read = 250;

// A purchase of a point that has expired since.
void add_due_lot(Transaction& tx, IdSource& ids, Card& card, Instant earned_at, Instant expires_at) {
  ++card.points_balance;
  ++card.total_points_earned;
  card.total_spent_cents += 100;
  card.last_points_at = earned_at;
  const auto id = ids.next_as<TransactionId>(earned_at);
  storage::insert_transaction(tx, {.company_id = card.company_id,
                                   .card_id = card.id,
                                   .id = id,
                                   .vendor_id = card.joined_vendor_id,
                                   .type = TransactionType::points_earned,
                                   .points_delta = 1,
                                   .stamps_after = card.stamp_count,
                                   .points_after = card.points_balance,
                                   .purchase_amount_cents = 100,
                                   .created_at = earned_at});
  storage::insert_lot(tx, {.company_id = card.company_id,
                           .card_id = card.id,
                           .id = id,
                           .points_earned = 1,
                           .points_remaining = 1,
                           .earned_at = earned_at,
                           .expires_at = expires_at,
                           .points_per_euro = {1000},
                           .expire_after_days = 30});
}

// Every card gets lots that are due by now; the number of all of them.
std::int64_t add_due_lots(Transaction& tx, const World& world, std::int64_t lots_per_card) {
  IdSource ids(1);
  const auto earned_at = system_now() - earned_since;
  for (const auto id : world.card_ids) {
    auto card = storage::find_card(tx, world.vendor.company_id, id).value().card;
    const auto expires_at = earned_at + std::chrono::days{31};
    for (std::int64_t i = 0; i < lots_per_card; ++i) add_due_lot(tx, ids, card, earned_at, expires_at);
    card.next_expiry_at = expires_at;
    storage::set_card_balances(tx, card, card.version);
    storage::set_next_expiry(tx, card);
  }
  return lots_per_card * std::ssize(world.card_ids);
}

std::int64_t add_due_lots(const std::string& url, std::int64_t lots_per_card) {
  const auto world = read_world(url);
  Metrics metrics;
  return storage::Store::open(url, metrics)->write_now([&](Transaction& tx) {
    return add_due_lots(tx, world, lots_per_card);
  });
}

bool is_anything_due(storage::Store& store, CompanyId company) {
  return store.read_now(
      [&](Transaction& tx) { return !storage::list_due_cards(tx, company, system_now(), 1).empty(); });
}

}  // namespace

void measure_expiry(const Plan& plan, const std::string& seeded_url, const std::string& engine,
                    std::int64_t lots_per_card, std::optional<Target> target, Report& report) {
  const DatabaseCopy due(seeded_url, plan.folder, "due");
  const auto lots = add_due_lots(due.url(), lots_per_card);
  Shop shop(plan, due.url(), "expiry");
  Metrics metrics;
  const auto watching = storage::Store::open(shop.database_url(), metrics, {.connections = 1});
  // The server begins with the sweep when it starts.
  const auto started = steady_now();
  std::atomic<bool> is_done = false;
  std::chrono::duration<double> seconds{};
  std::thread watcher([&] {
    while (is_anything_due(*watching, shop.world().vendor.company_id)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    seconds = steady_now() - started;
    is_done = true;
  });
  shop.open();
  LoadResult beside;
  while (!is_done) {
    const auto result = shop.stamp(connections, slice, stamps_per_second);
    beside.microseconds.insert(beside.microseconds.end(), result.microseconds.begin(),
                               result.microseconds.end());
  }
  watcher.join();
  std::ranges::sort(beside.microseconds);
  const auto label = fmt::format("{}: expiry, {} lots a card, ", engine, lots_per_card);
  report.add(label + "lots taken out", static_cast<double>(lots) / seconds.count(), "lots/s", target);
  const auto beside_it = fmt::format("{:.0f} stamps/s beside it, ", stamps_per_second);
  report.add(label + beside_it + "p50", beside.milliseconds_at(0.5), "ms");
  report.add(label + beside_it + "p99", beside.milliseconds_at(0.99), "ms", below(60));
  const auto without_it = shop.stamp(connections, plan.duration, stamps_per_second);
  report.add(label + "the same stamps without it, p99", without_it.milliseconds_at(0.99), "ms");
  shop.close();
  measure_verification(shop.database_url(), label + "afterwards", report);
}

void measure_verification(const std::string& url, const std::string& label, Report& report) {
  const auto company = read_world(url).vendor.company_id;
  Metrics metrics;
  const auto store = storage::Store::open(url, metrics);
  std::int64_t rows = 0;
  std::optional<CardId> after;
  const auto started = steady_now();
  do {
    const auto page =
        store->read_now([&](Transaction& tx) { return verify_cards(tx, company, after, cards_per_read); });
    rows += page.findings.rows;
    for (const auto& difference : page.findings.differences) throw std::runtime_error(describe(difference));
    after = page.next;
  } while (after);
  const std::chrono::duration<double> seconds = steady_now() - started;
  report.add(label + ": ledger verified", static_cast<double>(rows) / seconds.count(), "rows/s");
}

}  // namespace loyalty::bench
