// On a cluster that is spread by company, whatever happens at a counter is one machine's work: every
// statement of it is written down here while it runs, and held against that.
#include <functional>
#include <set>

#include <gmock/gmock.h>

#include "services/idempotency.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/tables.hpp"
#include "support/points.hpp"
#include "support/statements.hpp"

namespace loyalty {
namespace {

using storage::Placement;
using storage::Sql;
using storage::Transaction;
using storage::Value;

struct Executed {
  std::string text;
  std::vector<std::int64_t> parameters;  // texts as 0
};

// Passes everything on and remembers it.
class RecordingConnection final : public storage::Connection {
 public:
  explicit RecordingConnection(storage::Connection& connection) : connection_(connection) {}

  void query(const Sql& sql, std::span<const Value> parameters, storage::RowVisitor visit) override {
    record(sql, parameters);
    connection_.query(sql, parameters, visit);
  }
  std::int64_t execute(const Sql& sql, std::span<const Value> parameters) override {
    record(sql, parameters);
    return connection_.execute(sql, parameters);
  }

  std::vector<Executed> runs;

 private:
  void record(const Sql& sql, std::span<const Value> parameters) {
    auto& run = runs.emplace_back(Executed{.text = sql.text, .parameters = {}});
    for (const auto& parameter : parameters) {
      const auto* integer = std::get_if<std::int64_t>(&parameter.content());
      run.parameters.push_back(integer == nullptr ? 0 : *integer);
    }
  }

  storage::Connection& connection_;
};

std::set<std::string> tables_of(Placement placement) {
  std::set<std::string> names;
  for (const auto& table : storage::all_tables()) {
    if (table.placement == placement) names.emplace(table.name);
  }
  return names;
}

bool names_any(const std::string& text, const std::set<std::string>& tables) {
  return std::ranges::any_of(tables,
                             [&](const std::string& table) { return test::names_table(text, table); });
}

class OneCompany : public test::PointsFixture {
 protected:
  using Work = std::function<void(Transaction&)>;

  // What is wrong with the statements that `work` runs; and there must be some.
  std::vector<std::string> find_faults(const Work& work) {
    static const Sql begin{"BEGIN IMMEDIATE"};
    static const Sql commit{"COMMIT"};
    storage::SqliteConnection connection(database.url().substr(std::string_view("sqlite:").size()),
                                         storage::SqliteConnection::Mode::read_write, 1024);
    RecordingConnection recording(connection);
    Transaction tx(recording);
    connection.execute(begin, {});
    work(tx);
    connection.execute(commit, {});
    EXPECT_FALSE(recording.runs.empty());
    std::vector<std::string> faults;
    for (const auto& run : recording.runs) {
      const auto fault = fault_of(run);
      if (!fault.empty()) faults.push_back(fault + ": " + run.text);
    }
    return faults;
  }

  // An operation as the route runs it: with its key, and with the PIN proved before.
  template <class Operation, class Command>
  Work with_key(Operation operation, const Command& command, bool succeeds = true) {
    return [this, operation, command, succeeds](Transaction& tx) {
      find_pin_candidate(tx, world.secrets, command.actor, {.pin = world.chloe.pin});
      const auto asked = make_idempotent_request(world.secrets, command.actor.company_id, "BAKERY", "POST /x",
                                                 std::to_string(++keys_), "{}", command.actor.now);
      const auto first = find_first_answer(tx, asked);
      EXPECT_TRUE(first && !*first);
      EXPECT_EQ(static_cast<bool>(operation(tx, command)), succeeds);
      keep_answer(tx, asked, {.status = 200, .body = "{}"});
    };
  }

 private:
  std::string fault_of(const Executed& run) const {
    static const auto tenants = tables_of(Placement::tenant);
    static const auto references = tables_of(Placement::reference);
    if (names_any(run.text, tables_of(Placement::local))) return "a table that other machines do not have";
    if (names_any(run.text, references) && !run.text.starts_with("SELECT"))
      return "changes what all machines share";
    if (!names_any(run.text, tenants)) return {};
    if (!test::stays_with_one_company(run.text, tenants)) return "may leave the company";
    const auto company = test::company_parameter(run.text);
    const auto value = company == 0 ? 0 : run.parameters.at(company - 1);
    return value == to_integer(card.company_id) ? "" : "another company's";
  }

  int keys_ = 0;
};

TEST_P(OneCompany, IsAllThatACounterOperationTouches) {
  earn(100);
  const auto other = earn(10);
  const auto& shop = world.bakery;
  world.give(shop, card, world.program(shop).stamps_target);
  const auto stamp = world.stamp(shop, card).value().transaction.transaction.id;
  const CardCode by_number{.kind = CardCode::Kind::number, .value = card.card_number};
  struct Case {
    const char* name;
    Work work;
  };
  const Case cases[] = {
      {"a stamp", with_key(add_stamp, world.stamp_command(shop, card))},
      {"by the number", with_key(add_stamp, world.stamp_command(shop, card, {.code = by_number}))},
      {"stamps redeemed", with_key(redeem_stamps, world.stamp_command(shop, card))},
      {"a purchase",
       with_key(earn_points, world.earn_command(shop, card, {.cents = 900, .reference = "R", .stamps = 1}))},
      {"a receipt that was there",
       with_key(earn_points, world.earn_command(shop, card, {.cents = 9, .reference = "R"}), false)},
      {"points redeemed", with_key(redeem_points, world.burn_command(shop, card, croissant))},
      {"points taken away", with_key(adjust_points, world.adjust_command(shop, card, -5))},
      {"points taken back",
       with_key(void_transaction, world.void_command(shop, other, {.role = Role::manager}))},
      {"a stamp taken back",
       with_key(void_transaction, world.void_command(shop, stamp, {.role = Role::manager}))},
      {"a wrong PIN",
       with_key(add_stamp, world.stamp_command(shop, card, {.pin = world.wrong_pin()}), false)},
      {"a wrong PIN of somebody",
       with_key(add_stamp, world.stamp_command(shop, card, {.pin = world.wrong_pin(world.chloe.id)}), false)},
      {"a card looked up",
       [&](Transaction& tx) { EXPECT_TRUE(look_up_card(tx, world.actor(shop), test::code_of(card))); }},
      {"a new customer",
       [&](Transaction& tx) {
         EXPECT_TRUE(loyalty::enrol(tx, world.enrolment(shop, "Nina", "nina@example.org")));
       }},
  };
  for (const auto& one : cases) EXPECT_THAT(find_faults(one.work), testing::IsEmpty()) << one.name;
  // And when points have run out meanwhile.
  expire_after(1);
  earn(40);
  world.pass(std::chrono::days{2});
  EXPECT_THAT(find_faults(with_key(redeem_points, world.burn_command(shop, card, croissant))),
              testing::IsEmpty());
}

TEST_P(OneCompany, WouldShowWhatLeavesIt) {
  static const Sql everybody{"SELECT id FROM loyalty_cards WHERE card_number = $1"};
  static const Sql elsewhere{"SELECT id FROM loyalty_cards WHERE company_id = $1"};
  static const Sql shared{"UPDATE users SET name = name WHERE company_id = $1"};
  static const Sql local{"SELECT number FROM schema_migrations WHERE number = $1"};
  for (const auto* const sql : {&everybody, &elsewhere, &shared, &local}) {
    EXPECT_THAT(find_faults([&](Transaction& tx) { tx.execute(*sql, {world.city.company_id}); }),
                testing::SizeIs(1))
        << sql->text;
  }
}

// What is recorded is the same on every engine; this one lets a test stand between.
INSTANTIATE_TEST_SUITE_P(, OneCompany, ::testing::Values("sqlite"), test::engine_name);

}  // namespace
}  // namespace loyalty
