// A database of its own for each test, on every engine that the tests know.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/metrics.hpp"
#include "storage/transaction.hpp"
#include "support/postgres_database.hpp"
#include "support/temporary_folder.hpp"

namespace loyalty::storage {
class Store;
}

namespace loyalty::test {

// A database that nobody else uses, on the engine of that name.
class DatabasePlace {
 public:
  explicit DatabasePlace(std::string_view engine, Tables tables = Tables::none);

  const std::string& url() const { return url_; }

 private:
  TemporaryFolder folder_;
  std::optional<PostgresDatabase> server_;
  std::string url_;
};

// A database and a store on it. Work runs as in the program; this thread waits for it.
class Database {
 public:
  // How the store of a database is opened where the program's way is not wanted.
  using Open = std::function<std::unique_ptr<storage::Store>(const std::string& url, Metrics& metrics)>;

  explicit Database(std::string_view engine, Tables tables = Tables::none, Open open = {});
  ~Database();

  storage::Store& store() { return *store_; }
  Metrics& metrics() { return metrics_; }
  const std::string& url() const { return place_.url(); }
  // Closes the store and opens the same database again, as a restart does.
  void reopen();
  int migrate();
  bool is_migrated();

  template <class Work>
  auto write(Work work) {
    return run(std::move(work), &Database::write_any);
  }
  template <class Work>
  auto read(Work work) {
    return run(std::move(work), &Database::read_any);
  }

 private:
  using AnyWork = std::function<void(storage::Transaction&)>;
  void write_any(const AnyWork& work);
  void read_any(const AnyWork& work);

  template <class Work>
  auto run(Work work, void (Database::*run_any)(const AnyWork&)) {
    using Value = std::invoke_result_t<Work&, storage::Transaction&>;
    if constexpr (std::is_void_v<Value>) {
      (this->*run_any)(work);
    } else {
      std::optional<Value> value;
      (this->*run_any)([&](storage::Transaction& tx) { value.emplace(work(tx)); });
      return std::move(*value);
    }
  }

  DatabasePlace place_;
  Open open_;
  Metrics metrics_;
  std::unique_ptr<storage::Store> store_;
};

// Engines by name: another engine is one more name here, and its URL in DatabasePlace. Citus is one when the
// tests were given a cluster.
inline std::vector<const char*> engine_names() {
  std::vector<const char*> names{"sqlite", "postgres"};
  if (!citus_url().empty()) names.push_back("citus");
  return names;
}
inline auto each_engine() { return ::testing::ValuesIn(engine_names()); }
inline std::string engine_name(const ::testing::TestParamInfo<const char*>& info) { return info.param; }

// The engine of the suites that ctest runs once for each: LOYALTY_TEST_ENGINE, or sqlite. A cluster of Citus,
// when there is one, is in the place of a single server.
std::string chosen_engine();

// For suites that need tables and no world. Instantiate with each_engine() and engine_name.
class StoreFixture : public ::testing::TestWithParam<const char*> {
 protected:
  StoreFixture() : database(GetParam(), Tables::migrated) {}

  Database database;
};

// The instant that RFC 3339 text names; throws when it names none.
Instant at(std::string_view text);

}  // namespace loyalty::test
