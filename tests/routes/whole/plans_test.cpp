// What a statement costs hangs on the rows that it is asked for, and on nothing else: not on how many others
// there are, nor on what a database server believes of them.
#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <string_view>

#include <gtest/gtest.h>

#include "routes/whole/many_cards.hpp"
#include "storage/store.hpp"
#include "storage/tables.hpp"
#include "support/clones.hpp"
#include "support/measuring_engine.hpp"
#include "support/postgres_session.hpp"

namespace loyalty::test {
namespace {

bool is_on_sqlite() { return chosen_engine() == "sqlite"; }

class Plans : public ::testing::Test {
 protected:
  std::unique_ptr<storage::Store> open(const std::string& url) {
    Metrics metrics;
    storage::Store::open(url, metrics, {.connections = 1})->migrate();
    auto opened = open_measuring_engine(url);
    engine = opened.get();
    return std::make_unique<storage::Store>(std::move(opened));
  }

  // As a server is after a dump was restored: it has looked at no table yet, and does not in between.
  void forget_statistics() {
    if (is_on_sqlite()) return;
    PostgresSession session(app.database.url());
    for (const auto& [name, placement] : storage::all_tables()) {
      session.run("ALTER TABLE " + std::string(name) + " SET (autovacuum_enabled = off)");
    }
    session.run("SET allow_system_table_mods = on; DELETE FROM pg_statistic WHERE starelid >= 16384");
    session.run(
        "UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE oid >= 16384 AND relkind IN ('r', 'i')");
  }
  void expect_no_statistics() {
    if (is_on_sqlite()) return;
    PostgresSession session(app.database.url());
    EXPECT_EQ(session.value("SELECT COUNT(*) FROM pg_stats WHERE schemaname = 'public'"), "0");
  }

  std::vector<Execution> play_all() {
    (void)engine->take_executions();
    const auto begun_at = app.world.now;
    for (const auto& scene : all_scenes()) {
      const ::testing::ScopedTrace trace(__FILE__, __LINE__, scene.name);
      engine->begin_scene(scene.name);
      scene.play(app);
      engine->end_scene();
      app.world.now = begun_at;
    }
    return engine->take_executions();
  }

  MeasuringEngine* engine = nullptr;
  AppWorld app{[this](const std::string& url, Metrics&) { return open(url); }};
};

// Whether SQLite goes through a whole table, but for those that are small. Tables have their names in a plan,
// or an alias of one letter; what else is gone through is a query's own rows.
bool scans_table(const Execution& execution) {
  static const std::regex scan("SCAN ([a-z_]+)");
  static const std::set<std::string_view> small{"companies", "vendors", "users"};
  const auto& plan = execution.plan;
  for (std::sregex_iterator found(plan.begin(), plan.end(), scan), end; found != end; ++found) {
    const auto name = (*found)[1].str();
    const bool is_table = std::ranges::count(storage::all_tables(), name, &storage::Table::name) > 0;
    if (name.size() == 1 || (is_table && !small.contains(name))) return true;
  }
  return false;
}

// Whether SQLite sorts what is no part of a card, a vendor or a program: all that a company has, or all that
// is due. To sort those rows alone that are equal so far is no more than to read them.
bool sorts_much(const Execution& execution) {
  static const std::regex sort("USE TEMP B-TREE FOR (ORDER|GROUP) BY");
  static const std::regex wide(
      R"(SEARCH [a-z_]+ [^\n]*\((company_id=\?)?( AND )?([a-z_]+[<>]\?( AND )?)*\))");
  return std::regex_search(execution.plan, sort) && std::regex_search(execution.plan, wide);
}

// For having been asked, for each row, and for each entry that a bounded count has counted. A page is found
// in a tree of three or four, and a row is joined from a few tables; an entry is one of some hundreds in a
// page, but PostgreSQL looks up its row to see whether it counts.
std::int64_t compute_work_max(const Execution& execution) {
  const auto rows = std::max<std::int64_t>(execution.rows, 1);
  return is_on_sqlite() ? 1000 + 600 * rows + 20 * execution.counted : 60 + 30 * rows + 2 * execution.counted;
}

// With more cards, or when more is known of them, the same answer may cost a tree's height more.
std::int64_t compute_work_max_after(const Execution& before) {
  return before.work * 3 / 2 + (is_on_sqlite() ? 200 : 20);
}

using Executions = std::vector<Execution>;

// The worst of each statement.
class Findings {
 public:
  void add(const std::string& fault, const Execution& execution) {
    auto& known = worst_[fault + " " + execution.plan_kind + " " + execution.statement];
    if (known == nullptr || known->work < execution.work) known = &execution;
  }
  void report() const {
    for (const auto& [name, execution] : worst_) {
      ADD_FAILURE() << execution->work << " for " << execution->rows << " rows, " << execution->scene << ": "
                    << name << "\n"
                    << execution->plan;
    }
  }

 private:
  std::map<std::string, const Execution*> worst_;
};

void expect_cheap(const Executions& executions) {
  Findings findings;
  for (const auto& execution : executions) {
    if (scans_table(execution)) findings.add("scans a table", execution);
    if (sorts_much(execution)) findings.add("sorts much", execution);
    if (execution.work > compute_work_max(execution)) findings.add("dear", execution);
  }
  findings.report();
}

// Questions of the same scene that had the same answer cost the same. What writes also tidies up on its way.
void expect_no_dearer(const Executions& before, const Executions& after) {
  const auto by_place = [](const Executions& executions) {
    std::map<std::string, std::vector<const Execution*>> found;
    for (const auto& one : executions) {
      found[one.scene + " " + one.plan_kind + " " + one.statement].push_back(&one);
    }
    return found;
  };
  Findings findings;
  const auto known = by_place(before);
  for (const auto& [place, executions] : by_place(after)) {
    const auto former = known.find(place);
    if (former == known.end()) continue;
    const auto count = std::min(executions.size(), former->second.size());
    for (std::size_t i = 0; i < count; ++i) {
      const auto& was = *former->second[i];
      const auto& is = *executions[i];
      const bool is_same =
          is.statement.starts_with("SELECT") && was.rows == is.rows && was.counted == is.counted;
      if (is_same && is.work > compute_work_max_after(was))
        findings.add("was " + std::to_string(was.work), is);
    }
  }
  findings.report();
}

TEST_F(Plans, AreGoodWithoutStatisticsAndWith) {
  enrol_templates(app);
  forget_statistics();
  clone_all_but_cards(app);
  // Indexes look alike to a planner up to one number of rows or another.
  constexpr std::int64_t a_fifth = clones_of_a_card_max / 5;
  clone_cards(app, 1, a_fifth);
  const auto of_few = play_all();
  expect_cheap(of_few);
  clone_cards(app, a_fifth + 1, clones_of_a_card_max);
  const auto of_many = play_all();
  expect_cheap(of_many);
  expect_no_dearer(of_few, of_many);
  expect_no_statistics();
  run_long_sql(app.database.url(), "ANALYZE");
  const auto of_many_known = play_all();
  expect_cheap(of_many_known);
  expect_no_dearer(of_many, of_many_known);
}

}  // namespace
}  // namespace loyalty::test
