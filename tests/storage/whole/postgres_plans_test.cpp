// How long the plans of a connection live.
#include <deque>

#include <gtest/gtest.h>

#include "storage/postgres/connection.hpp"
#include "support/database.hpp"
#include "support/postgres_session.hpp"

namespace loyalty::storage {
namespace {

const Sql select_by_code{"SELECT id FROM things WHERE company_id = $1 AND code = $2"};
const Sql find_name{"SELECT name FROM pg_prepared_statements WHERE statement = '" + select_by_code.text +
                    "'"};

class PostgresPlans : public ::testing::Test {
 protected:
  PostgresPlans() {
    session.run(
        "CREATE TABLE things (company_id BIGINT, id BIGINT, code TEXT NOT NULL, kind TEXT NOT NULL, "
        "a TEXT, b TEXT, c TEXT, d TEXT, e TEXT, f TEXT, PRIMARY KEY (company_id, id), UNIQUE (company_id, "
        "code)); "
        "CREATE INDEX things_by_kind ON things (company_id, kind, id); "
        "ALTER TABLE things SET (autovacuum_enabled = off)");
  }

  // As often as it takes for the server to keep the plan.
  void ask_often() {
    const Value parameters[] = {1, "code 77"};
    for (int i = 0; i < 10; ++i) {
      connection.begin_read();
      ask(select_by_code, parameters);
      connection.commit();
    }
  }
  void fill() {
    session.run("INSERT INTO things SELECT 1, n, 'code ' || n, 'some' FROM generate_series(1, 5000) n");
  }
  // How it is found now.
  std::string explain() {
    connection.begin_read();
    auto name = ask(find_name, {});
    name.pop_back();
    // The connection knows its statements by their place.
    explains.push_back({"EXPLAIN (COSTS OFF) EXECUTE " + name + "(1, 'code 77')"});
    const auto plan = ask(explains.back(), {});
    connection.commit();
    return plan;
  }

  const test::DatabasePlace place{"postgres"};
  test::PostgresSession session{place.url()};
  PostgresConnection connection{place.url(), true};
  std::deque<Sql> explains;

 private:
  std::string ask(const Sql& sql, std::span<const Value> parameters) {
    std::string text;
    auto add = [&](const Row& row) { text += std::string(row.text(0)) + "\n"; };
    connection.query(sql, parameters, add);
    return text;
  }
};

// While there is nothing, the newest index is as good as any.
TEST_F(PostgresPlans, AreKeptForAWhile) {
  ask_often();
  fill();
  EXPECT_NE(explain().find("Index Cond: (company_id = $1)\n"), std::string::npos) << explain();
}

TEST_F(PostgresPlans, AreNotThoseOfAnEmptyTableForever) {
  ask_often();
  fill();
  connection.set_plan_time(std::chrono::milliseconds{0});
  EXPECT_NE(explain().find("things_company_id_code_key"), std::string::npos) << explain();
}

}  // namespace
}  // namespace loyalty::storage
