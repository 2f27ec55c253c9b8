#include "tasks/statistics.hpp"

#include <limits>
#include <vector>

#include "base/ids.hpp"

namespace loyalty {
namespace {

using storage::CountedVendor;
using storage::Transaction;

constexpr std::int64_t rows_per_write = 500;
constexpr std::int64_t vendors_per_read = 200;
constexpr int writes_per_vendor_max = 200;

// Calls `work` with each vendor that `is_wanted(tx, vendor)`.
template <class IsWanted, class Work>
void for_each_vendor(storage::Store& store, IsWanted is_wanted, Work work) {
  struct Page {
    std::vector<CountedVendor> wanted;
    std::optional<VendorId> next;
  };
  std::optional<VendorId> after;
  do {
    const auto page = store.read_now([&](Transaction& tx) {
      Page read;
      const auto vendors = storage::list_counted_vendors(tx, after, vendors_per_read);
      for (const auto& vendor : vendors) {
        if (is_wanted(tx, vendor)) read.wanted.push_back(vendor);
      }
      if (std::ssize(vendors) == vendors_per_read) read.next = vendors.back().vendor_id;
      return read;
    });
    for (const auto& vendor : page.wanted) work(vendor);
    after = page.next;
  } while (after);
}

void roll_up_in_batches(storage::Store& store, const CountedVendor& vendor, Instant now, int writes_max,
                        RolledUp& total) {
  for (int batch = 0; batch < writes_max; ++batch) {
    const auto done =
        store.write_now([&](Transaction& tx) { return roll_up_statistics(tx, vendor, now, rows_per_write); });
    total.rows += done.rows;
    total.cards += done.cards;
    if (done.rows < rows_per_write && done.cards < rows_per_write) return;
  }
}

}  // namespace

RolledUp run_statistics(storage::Store& store, Instant now) {
  RolledUp total;
  const auto is_behind = [&](Transaction& tx, const CountedVendor& vendor) {
    const auto totals = storage::find_totals(tx, vendor.company_id, vendor.vendor_id);
    return storage::has_uncounted(tx, totals, first_id_at(now - roll_up_delay));
  };
  for_each_vendor(store, is_behind, [&](const CountedVendor& vendor) {
    roll_up_in_batches(store, vendor, now, writes_per_vendor_max, total);
  });
  return total;
}

TaskRun roll_up(const TaskContext& context) {
  const auto count = run_statistics(context.store, context.clock());
  return {.counts = {{"transactions", count.rows}, {"cards", count.cards}}};
}

RolledUp rebuild_statistics(storage::Store& store, Instant now) {
  RolledUp total;
  const auto is_any = [](Transaction&, const CountedVendor&) { return true; };
  for_each_vendor(store, is_any, [&](const CountedVendor& vendor) {
    store.write_now([&](Transaction& tx) {
      reset_statistics(tx, vendor);
      return Done{};
    });
    roll_up_in_batches(store, vendor, now, std::numeric_limits<int>::max(), total);
  });
  return total;
}

}  // namespace loyalty
