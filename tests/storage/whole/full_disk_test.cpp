#include <list>
#include <set>

#include <gtest/gtest.h>

#include "storage/companies.hpp"
#include "storage/store.hpp"
#include "support/database.hpp"
#include "support/small_disk.hpp"

namespace loyalty {
namespace {

// Inserts companies with long names until the store says that it is full; the ids that were acknowledged.
std::set<std::int64_t> fill(storage::Store& store, std::int64_t first_id) {
  const std::string long_name(20'000, 'x');
  std::set<std::int64_t> acknowledged;
  for (std::int64_t id = first_id; id < first_id + 10'000; ++id) {
    try {
      store.write_now([&](storage::Transaction& tx) {
        storage::insert_company(tx, {.id = CompanyId{id}, .name = long_name, .country = "LU"});
        return true;
      });
      acknowledged.insert(id);
    } catch (const storage::StorageFull&) {
      return acknowledged;
    }
  }
  ADD_FAILURE() << "the store never became full";
  return acknowledged;
}

std::set<std::int64_t> stored(storage::Store& store) {
  return store.read_now([](storage::Transaction& tx) {
    std::set<std::int64_t> ids;
    for (const auto& company : storage::list_companies(tx, std::nullopt, 100'000)) {
      ids.insert(to_integer(company.id));
    }
    return ids;
  });
}

std::string check_integrity(storage::Store& store) {
  static const storage::Sql check{"PRAGMA integrity_check"};
  return store.read_now([](storage::Transaction& tx) {
    return tx.find(check, {}, [](storage::Columns& row) { return row.text(); }).value();
  });
}

// The writer's own limit is the one that its statements meet, so it is set by a unit of work.
std::int64_t limit_pages(storage::Store& store, std::int64_t more_than_now) {
  static std::list<storage::Sql> limits;  // statements must live as long as their connection
  static const storage::Sql count{"PRAGMA page_count"};
  return store.write_now([&](storage::Transaction& tx) {
    const auto integer = [](storage::Columns& row) { return row.integer(); };
    const auto pages = tx.find(count, {}, integer).value() + more_than_now;
    limits.push_back({"PRAGMA max_page_count = " + std::to_string(pages)});
    return tx.find(limits.back(), {}, integer).value();
  });
}

TEST(FullDisk, RefusesAndGoesOnWhenThereIsRoomAgain) {
  test::Database database("sqlite");
  database.migrate();
  auto& store = database.store();
  limit_pages(store, 60);

  const auto before = fill(store, 1);
  EXPECT_FALSE(before.empty());
  EXPECT_EQ(stored(store), before);
  EXPECT_TRUE(fill(store, 20'000).empty()) << "still full";
  EXPECT_EQ(stored(store), before);

  limit_pages(store, 60);
  const auto after = fill(store, 40'000);
  EXPECT_FALSE(after.empty()) << "room again, and no restart";
  auto all = before;
  all.insert(after.begin(), after.end());
  EXPECT_EQ(stored(store), all);
  EXPECT_EQ(check_integrity(store), "ok");
}

TEST(FullDisk, KeepsWhatItAcknowledgedOnARealDisk) {
  test::SmallDisk disk(2);
  if (!disk.is_mounted()) GTEST_SKIP() << "needs the right to mount a small file system";
  disk.fill_up_to(1'400'000);
  Metrics metrics;
  const auto url = "sqlite:" + (disk.path() / "loyalty.db").string();
  auto store = storage::Store::open(url, metrics);
  store->migrate();

  const auto before = fill(*store, 1);
  EXPECT_FALSE(before.empty());
  EXPECT_EQ(stored(*store), before);

  disk.make_room();
  const auto after = fill(*store, 40'000);
  EXPECT_FALSE(after.empty()) << "room again, and no restart";
  auto all = before;
  all.insert(after.begin(), after.end());
  EXPECT_EQ(stored(*store), all);

  store.reset();
  store = storage::Store::open(url, metrics);
  EXPECT_EQ(stored(*store), all);
  EXPECT_EQ(check_integrity(*store), "ok");
}

}  // namespace
}  // namespace loyalty
