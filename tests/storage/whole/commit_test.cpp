#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <optional>

#include <gtest/gtest.h>

#include "storage/companies.hpp"
#include "storage/sqlite/engine.hpp"
#include "storage/store.hpp"
#include "support/database.hpp"

namespace loyalty {
namespace {

// What a unit's end was: the text of its fault, or none.
using End = std::optional<std::string>;

End describe(const std::exception_ptr& fault) {
  if (!fault) return std::nullopt;
  try {
    std::rethrow_exception(fault);
  } catch (const std::exception& failure) {
    return failure.what();
  }
}

// A unit of work whose end can be waited for. The promise is held apart: the engine's thread may still be
// inside it when the waiting one goes on.
class TestUnit final : public storage::Unit {
 public:
  TestUnit(std::function<void(storage::Transaction&)> work, std::function<void()> on_finish, bool is_preview)
      : work_(std::move(work)), on_finish_(std::move(on_finish)), is_preview_(is_preview) {}

  bool is_preview() const override { return is_preview_; }
  void run(storage::Transaction& tx) override { work_(tx); }
  void finish(std::exception_ptr fault) override {
    on_finish_();
    const auto kept = done_;
    kept->set_value(describe(fault));
  }
  End wait() { return done_->get_future().get(); }

 private:
  std::function<void(storage::Transaction&)> work_;
  std::function<void()> on_finish_;
  bool is_preview_;
  std::shared_ptr<std::promise<End>> done_ = std::make_shared<std::promise<End>>();
};

Company company_of(std::int64_t id) { return {.id = CompanyId{id}, .name = "Beans", .country = "LU"}; }

class SqliteCommit : public ::testing::Test {
 protected:
  test::TemporaryFolder folder;
  Metrics metrics;
  std::string path = (folder.path() / "loyalty.db").string();
  std::mutex mutex;
  std::vector<std::size_t> finished;  // indexes of units in the order of their ends
  std::deque<TestUnit> units;         // outlive the engine
  std::unique_ptr<storage::Engine> engine;

  void SetUp() override {
    storage::Store::open("sqlite:" + path, metrics)->migrate();
    engine = storage::open_sqlite(path, metrics);
  }
  TestUnit& make(std::function<void(storage::Transaction&)> work, bool is_preview = false) {
    const auto index = units.size();
    const auto on_finish = [this, index] {
      const std::lock_guard lock(mutex);
      finished.push_back(index);
    };
    return units.emplace_back(std::move(work), on_finish, is_preview);
  }
  TestUnit& make_insert(std::int64_t id, bool is_preview = false) {
    const auto insert = [id](storage::Transaction& tx) { storage::insert_company(tx, company_of(id)); };
    return make(insert, is_preview);
  }
  std::vector<std::int64_t> stored() {
    std::vector<std::int64_t> ids;
    auto& unit = make([&](storage::Transaction& tx) {
      for (const auto& company : storage::list_companies(tx, std::nullopt, 10'000)) {
        ids.insert(ids.begin(), to_integer(company.id));
      }
    });
    engine->submit_read(unit);
    EXPECT_EQ(unit.wait(), std::nullopt);
    return ids;
  }
  // The sample of a series by its name.
  double measured(const std::string& series) {
    const auto text = "\n" + metrics.render();
    const auto found = text.find("\n" + series + " ");
    return found == std::string::npos ? -1 : std::stod(text.substr(found + series.size() + 2));
  }

  // Keeps the writer (or a reader) busy until it is opened, so that what is submitted meanwhile waits.
  class Gate {
   public:
    std::function<void(storage::Transaction&)> work() {
      return [this](storage::Transaction&) {
        reached_.set_value();
        opened_.get_future().wait();
      };
    }
    void wait_until_reached() { reached_.get_future().wait(); }
    void open() { opened_.set_value(); }

   private:
    std::promise<void> reached_;
    std::promise<void> opened_;
  };
};

TEST_F(SqliteCommit, TakesEverythingThatWaitsIntoOneCommit) {
  Gate gate;
  const auto commits_before = measured("loyalty_commit_units_count");
  const auto units_before = measured("loyalty_commit_units_sum");
  engine->submit_write(make(gate.work()));
  gate.wait_until_reached();
  for (std::int64_t id = 1; id <= 50; ++id) engine->submit_write(make_insert(id));
  gate.open();
  for (auto& unit : units) EXPECT_EQ(unit.wait(), std::nullopt);
  EXPECT_EQ(stored().size(), 50u);
  engine.reset();  // its last measurement is made after the last answer
  EXPECT_EQ(measured("loyalty_commit_units_count") - commits_before, 2);
  EXPECT_EQ(measured("loyalty_commit_units_sum") - units_before, 51);
}

TEST_F(SqliteCommit, KeepsTheOrderInWhichUnitsWereGiven) {
  Gate gate;
  std::vector<int> ran;
  engine->submit_write(make(gate.work()));
  gate.wait_until_reached();
  std::vector<std::size_t> expected{0};
  for (int i = 1; i <= 300; ++i) {
    expected.push_back(static_cast<std::size_t>(i));
    engine->submit_write(make([&ran, i](storage::Transaction&) { ran.push_back(i); }));
  }
  gate.open();
  EXPECT_EQ(units.back().wait(), std::nullopt);
  EXPECT_EQ(finished, expected);
  EXPECT_TRUE(std::is_sorted(ran.begin(), ran.end()));
  EXPECT_EQ(ran.size(), 300u);
}

TEST_F(SqliteCommit, LetsNobodyPayForAnotherUnitsFault) {
  Gate gate;
  engine->submit_write(make(gate.work()));
  gate.wait_until_reached();
  std::vector<std::int64_t> expected;
  for (std::int64_t id = 1; id <= 9; ++id) {
    if (id == 4 || id == 7) {
      engine->submit_write(make([id](storage::Transaction& tx) {
        storage::insert_company(tx, company_of(id));
        throw std::runtime_error("unit " + std::to_string(id));
      }));
    } else {
      engine->submit_write(make_insert(id));
      expected.push_back(id);
    }
  }
  gate.open();
  for (std::size_t i = 1; i <= 9; ++i) {
    const auto expected_end = i == 4 || i == 7 ? End("unit " + std::to_string(i)) : std::nullopt;
    EXPECT_EQ(units[i].wait(), expected_end) << i;
  }
  EXPECT_EQ(stored(), expected);
}

TEST_F(SqliteCommit, LeavesNothingOfAUnitThatFailsInAStatement) {
  auto& twice = make([](storage::Transaction& tx) {
    storage::insert_company(tx, company_of(1));
    storage::insert_company(tx, company_of(2));
    storage::insert_company(tx, company_of(1));
  });
  engine->submit_write(twice);
  EXPECT_NE(twice.wait(), std::nullopt);
  EXPECT_TRUE(stored().empty());
  auto& next = make_insert(3);
  engine->submit_write(next);
  EXPECT_EQ(next.wait(), std::nullopt);
  EXPECT_EQ(stored(), std::vector<std::int64_t>{3});
}

TEST_F(SqliteCommit, KeepsNothingOfAPreviewAndEverythingBesideIt) {
  Gate gate;
  std::size_t seen = 0;
  engine->submit_write(make(gate.work()));
  gate.wait_until_reached();
  engine->submit_write(make_insert(1));
  engine->submit_write(make_insert(2, true));
  engine->submit_write(make_insert(2, true));
  engine->submit_write(make(
      [&](storage::Transaction& tx) {
        storage::insert_company(tx, company_of(3));
        seen = storage::list_companies(tx, std::nullopt, 100).size();
      },
      true));
  engine->submit_write(make_insert(4));
  gate.open();
  for (auto& unit : units) EXPECT_EQ(unit.wait(), std::nullopt);
  EXPECT_EQ(seen, 2u) << "what the group wrote before, and its own";
  EXPECT_EQ(stored(), (std::vector<std::int64_t>{1, 4}));
}

TEST_F(SqliteCommit, LetsNobodyPayForAPreviewsFault) {
  Gate gate;
  engine->submit_write(make(gate.work()));
  gate.wait_until_reached();
  engine->submit_write(make_insert(1));
  engine->submit_write(make_insert(2, true));
  engine->submit_write(make(
      [](storage::Transaction& tx) {
        storage::insert_company(tx, company_of(3));
        throw std::runtime_error("a faulty preview");
      },
      true));
  engine->submit_write(make(
      [](storage::Transaction& tx) {
        storage::insert_company(tx, company_of(4));
        storage::insert_company(tx, company_of(4));
      },
      true));
  engine->submit_write(make_insert(5));
  gate.open();
  for (const std::size_t i : {0, 1, 2, 5}) EXPECT_EQ(units[i].wait(), std::nullopt) << i;
  EXPECT_EQ(units[3].wait(), "a faulty preview");
  EXPECT_NE(units[4].wait(), std::nullopt);
  EXPECT_EQ(stored(), (std::vector<std::int64_t>{1, 5}));
  auto& next = make_insert(6);
  engine->submit_write(next);
  EXPECT_EQ(next.wait(), std::nullopt);
  EXPECT_EQ(stored(), (std::vector<std::int64_t>{1, 5, 6}));
}

TEST_F(SqliteCommit, RefusesMoreThanItsQueuesHold) {
  constexpr int waiting_max = 4096;
  const auto fill = [&](auto submit) {
    int accepted = 0;
    try {
      for (; accepted <= waiting_max; ++accepted) submit(make([](storage::Transaction&) {}));
    } catch (const storage::StorageBusy&) {
    }
    return accepted;
  };
  Gate writer, first_reader, second_reader;
  engine->submit_write(make(writer.work()));
  engine->submit_read(make(first_reader.work()));
  engine->submit_read(make(second_reader.work()));
  writer.wait_until_reached();
  first_reader.wait_until_reached();
  second_reader.wait_until_reached();
  EXPECT_EQ(fill([&](TestUnit& unit) { engine->submit_write(unit); }), waiting_max);
  EXPECT_EQ(fill([&](TestUnit& unit) { engine->submit_read(unit); }), waiting_max);
  writer.open();
  first_reader.open();
  second_reader.open();
  const auto given = units.size();
  engine.reset();  // finishes what was accepted
  EXPECT_EQ(finished.size(), given - 2) << "all but the two that were refused";
}

TEST_F(SqliteCommit, FinishesWhatWaitsWhenItCloses) {
  Gate gate;
  engine->submit_write(make(gate.work()));
  gate.wait_until_reached();
  for (std::int64_t id = 1; id <= 5; ++id) engine->submit_write(make_insert(id));
  gate.open();
  engine.reset();
  EXPECT_EQ(finished.size(), 6u);
  engine = storage::open_sqlite(path, metrics);
  EXPECT_EQ(stored().size(), 5u);
}

class ReadStore : public test::StoreFixture {
 protected:
  std::size_t count(storage::Transaction& tx) {
    return storage::list_companies(tx, std::nullopt, 100).size();
  }
  std::size_t count_now() {
    return database.read([&](storage::Transaction& tx) { return count(tx); });
  }
};

TEST_P(ReadStore, SeesNothingThatIsNotCommitted) {
  database.write([&](storage::Transaction& tx) {
    storage::insert_company(tx, company_of(1));
    EXPECT_EQ(count(tx), 1u) << "the writer sees its own";
    EXPECT_EQ(count_now(), 0u);
  });
  EXPECT_EQ(count_now(), 1u);
}

TEST_P(ReadStore, SeesOneStateFromItsBeginningToItsEnd) {
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(count(tx), 0u);
    database.write([&](storage::Transaction& other) { storage::insert_company(other, company_of(1)); });
    EXPECT_EQ(count(tx), 0u);
  });
  EXPECT_EQ(count_now(), 1u);
}

TEST_P(ReadStore, CannotWrite) {
  const auto write_in_read = [&] {
    database.read([&](storage::Transaction& tx) { storage::insert_company(tx, company_of(1)); });
  };
  EXPECT_ANY_THROW(write_in_read());
  EXPECT_EQ(count_now(), 0u);
}

TEST_P(ReadStore, KeepsWhatWasWrittenOverARestart) {
  database.write([&](storage::Transaction& tx) { storage::insert_company(tx, company_of(1)); });
  database.reopen();
  EXPECT_EQ(count_now(), 1u);
}

TEST_P(ReadStore, GivesTheFaultOfTheWorkToWhoeverAsked) {
  const auto fail = [&] {
    database.write([&](storage::Transaction& tx) {
      storage::insert_company(tx, company_of(1));
      throw std::logic_error("ours");
    });
  };
  EXPECT_THROW(fail(), std::logic_error);
  EXPECT_EQ(count_now(), 0u);
}

TEST_P(ReadStore, ShowsAPreviewWhatItWroteAndNobodyElse) {
  const auto seen = database.store().preview_now([&](storage::Transaction& tx) {
    storage::insert_company(tx, company_of(1));
    return count(tx);
  });
  EXPECT_EQ(seen, 1u);
  EXPECT_EQ(count_now(), 0u);
  const auto fail = [&] {
    database.store().preview_now([&](storage::Transaction& tx) -> bool {
      storage::insert_company(tx, company_of(1));
      throw std::logic_error("ours");
    });
  };
  EXPECT_THROW(fail(), std::logic_error);
  EXPECT_EQ(count_now(), 0u);
}

INSTANTIATE_TEST_SUITE_P(, ReadStore, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
