#include "command/command_line.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "storage/mails.hpp"
#include "support/citus_stand_in.hpp"
#include "support/rows.hpp"
#include "support/world.hpp"
#include "tasks/tasks.hpp"

namespace loyalty {
namespace {

// What a stream gets while this lives goes into a text, or is read from one.
template <class Stream>
class Redirect {
 public:
  Redirect(Stream& stream, const std::string& content)
      : buffer_(content), stream_(stream), before_(stream.rdbuf()) {
    stream.rdbuf(buffer_.rdbuf());
  }
  ~Redirect() {
    stream_.rdbuf(before_);
    stream_.clear();
  }
  Redirect(const Redirect&) = delete;
  Redirect& operator=(const Redirect&) = delete;

  std::string text() const { return buffer_.str(); }

 private:
  std::stringstream buffer_;
  Stream& stream_;
  std::streambuf* before_;
};

struct Ran {
  int exit_code = 0;
  std::string out;
  std::string error;
};

class CommandLine : public testing::Test {
 protected:
  CommandLine() {
    setenv("LOYALTY_DATABASE_URL", ("sqlite:" + (folder.path() / "shop.db").string()).c_str(), 1);
    setenv("LOYALTY_BCRYPT_COST", "4", 1);
    // Started from a terminal the program would ask for passwords.
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    close(nothing);
  }
  ~CommandLine() override {
    unsetenv("LOYALTY_DATABASE_URL");
    unsetenv("LOYALTY_SECRET_KEY");
    unsetenv("LOYALTY_BCRYPT_COST");
  }

  static Ran run(std::vector<const char*> arguments, const std::string& input = "") {
    arguments.insert(arguments.begin(), "loyalty");
    const Redirect out(std::cout, "");
    const Redirect error(std::cerr, "");
    const Redirect in(std::cin, input);
    const int exit_code = run_command_line(static_cast<int>(arguments.size()), arguments.data());
    return {exit_code, out.text(), error.text()};
  }

  static void use_database(const std::string& url) {
    setenv("LOYALTY_DATABASE_URL", url.c_str(), 1);
    setenv("LOYALTY_SECRET_KEY", std::string(64, 'a').c_str(), 1);
  }

  test::TemporaryFolder folder;
};

std::vector<const char*> add_admin(const char* email) {
  return {"user", "create", "--email", email, "--role", "admin"};
}

TEST_F(CommandLine, AnswersWrongUsageWithOneLineAndTwo) {
  const std::vector<std::vector<const char*>> wrong{
      {},
      {"frobnicate"},
      {"serve", "--fast"},
      {"user"},
      {"user", "create", "--email", "a@example.org"},
      {"user", "create", "--email", "a@example.org", "--role", "king"},
      {"user", "create", "--email", "nobody", "--role", "admin"},
      {"user", "create", "--email", "a@example.org", "--role", "admin", "--company-id", "1"},
      {"user", "create", "--email", "a@example.org", "--role", "owner"},
      {"user", "create", "--email", "a@example.org", "--role", "staff", "--company-id", "1"},
      {"user", "create", "--email", "a@example.org", "--role", "admin", "--name", " "},
      {"task", "run"},
      {"task", "run", "everything"},
      {"task", "dead"},
      {"task", "dead", "cleanup"},
      {"task", "retry", "mail_delivery"},
      {"task", "retry", "mail_delivery", "1-2-3", "--all"},
      {"task", "retry", "statistics", "--all"},
      {"stats"},
      {"stats", "refresh"},
      {"ledger"},
      {"ledger", "mend"},
      {"backup"},
      {"copy"},
      {"copy", "--from", "sqlite:a.db"},
      {"copy", "--from", "sqlite:a.db", "--to", "mysql://db"},
      {"copy", "--from", "a.db", "--to", "sqlite:b.db"},
      {"copy", "--from", "sqlite:a.db", "--to", "env:NO_SUCH_VARIABLE"}};
  for (const auto& arguments : wrong) {
    const auto ran = run(arguments, "a good long password\n");
    EXPECT_EQ(ran.exit_code, 2) << testing::PrintToString(arguments);
    EXPECT_THAT(ran.error, testing::StartsWith("loyalty: "));
    EXPECT_EQ(ran.error.find('\n'), ran.error.size() - 1) << ran.error;
  }
}

TEST_F(CommandLine, HelpsOnRequest) {
  const auto ran = run({"--help"});
  EXPECT_EQ(ran.exit_code, 0);
  for (const char* verb : {"serve", "migrate", "demo", "user", "config", "task", "stats", "backup", "copy",
                           "openapi", "version"}) {
    EXPECT_THAT(ran.out, testing::HasSubstr(verb));
  }
}

// The web's client is generated from the file, so that a change of the contract breaks its build.
TEST_F(CommandLine, PrintsTheContractThatTheWebIsBuiltOn) {
  const auto printed = run({"openapi"});
  EXPECT_EQ(printed.exit_code, 0);
  EXPECT_EQ(printed.out, run({"openapi"}).out);
  std::ifstream file(LOYALTY_SOURCE_DIR "/web/openapi.json", std::ios::binary);
  const std::string committed{std::istreambuf_iterator<char>(file), {}};
  EXPECT_TRUE(printed.out == committed)
      << "the contract has changed: renew the file with\n  build/debug/loyalty openapi > web/openapi.json";
}

TEST_F(CommandLine, TellsMigrationsBeforeAndAfter) {
  EXPECT_THAT(run({"migrate", "--status"}).out, testing::HasSubstr("0001 missing companies\n"));
  EXPECT_THAT(run({"migrate"}).out, testing::StartsWith("migrations applied: "));
  EXPECT_THAT(run({"migrate", "--status"}).out, testing::Not(testing::HasSubstr("missing")));
  EXPECT_EQ(run({"migrate"}).out, "nothing to do\n");
}

TEST_F(CommandLine, RefusesADatabaseOfBeforeInOneSentence) {
  for (const auto* const engine : {"sqlite", "postgres"}) {
    const test::DatabasePlace place(engine, test::Tables::migrated);
    use_database(place.url());
    test::run_sql(place.url(), "UPDATE schema_migrations SET name = 'foundation' WHERE number = 1");
    const auto sentence = testing::AllOf(testing::StartsWith("loyalty: "),
                                         testing::HasSubstr("made by a version before 0.2.0"));
    const auto target = "sqlite:" + (folder.path() / engine).string();
    for (const auto& verb : std::vector<std::vector<const char*>>{
             {"migrate"},
             {"migrate", "--status"},
             {"serve"},
             {"ledger", "verify"},
             {"copy", "--from", place.url().c_str(), "--to", target.c_str()}}) {
      const auto ran = run(verb);
      EXPECT_EQ(ran.exit_code, 1) << verb[0];
      EXPECT_THAT(ran.error, sentence) << verb[0];
      EXPECT_EQ(ran.error.find('\n'), ran.error.size() - 1) << ran.error;
    }
  }
}

TEST_F(CommandLine, SpreadsTheTablesOverAClusterAndSaysSoForEach) {
  const test::DatabasePlace place("postgres");
  test::install_citus_stand_in(place.url());
  use_database(place.url());
  const auto first = run({"migrate", "--distributed"});
  EXPECT_EQ(first.exit_code, 0) << first.error;
  EXPECT_THAT(first.out, testing::StartsWith("migrations applied: "));
  EXPECT_THAT(first.out, testing::HasSubstr("\nschema_migrations: on the coordinator alone\n"));
  EXPECT_THAT(first.out, testing::HasSubstr("\nusers: whole on every machine, now\n"));
  EXPECT_THAT(first.out, testing::HasSubstr("\nloyalty_cards: spread by company, now\n"));
  const auto again = run({"migrate", "--distributed"});
  EXPECT_EQ(again.exit_code, 0) << again.error;
  EXPECT_THAT(again.out, testing::StartsWith("nothing to do\n"));
  EXPECT_THAT(again.out, testing::HasSubstr("\nloyalty_cards: spread by company\n"));
  EXPECT_THAT(again.out, testing::Not(testing::HasSubstr("now")));
}

TEST_F(CommandLine, SpreadsNoTablesWhereThereIsNoCluster) {
  const test::DatabasePlace place("postgres");
  for (const auto& [url, what_to_do] :
       {std::pair{"sqlite:" + (folder.path() / "shop.db").string(), "an SQLite database lies on one machine"},
        std::pair{place.url(), "CREATE EXTENSION citus"}}) {
    use_database(url);
    const auto ran = run({"migrate", "--distributed"});
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.error, testing::AllOf(testing::StartsWith("loyalty: "), testing::HasSubstr(what_to_do)));
    EXPECT_EQ(ran.error.find('\n'), ran.error.size() - 1) << ran.error;
    EXPECT_EQ(ran.out, "");
    EXPECT_THAT(run({"migrate", "--status"}).out, testing::Not(testing::HasSubstr(" applied ")))
        << "a refusal does nothing first";
  }
  EXPECT_EQ(run({"migrate", "--distributed", "--status"}).exit_code, 2);
}

TEST_F(CommandLine, CreatesAUserWithTheFirstLineAsPassword) {
  const auto ran = run(add_admin("Root@Example.org"), "a good long password\nand more\n");
  EXPECT_EQ(ran.exit_code, 0) << ran.error;
  EXPECT_THAT(ran.out, testing::StartsWith("created admin root@example.org with id "));
  const auto again = run(add_admin("root@example.org"), "a good long password\n");
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_EQ(again.error, "loyalty: there is a user with the address root@example.org already\n");
}

TEST_F(CommandLine, RefusesPasswordsThatAreNone) {
  for (const char* password : {"", "\n", "short\n", "password123\n", "rootroot@example.org is me\n",
                               "\xff"
                               "0123456789\n"}) {
    const auto ran = run(add_admin("rootroot@example.org"), password);
    EXPECT_EQ(ran.exit_code, 1) << password;
    EXPECT_THAT(ran.error, testing::HasSubstr("password")) << password;
  }
}

TEST_F(CommandLine, RefusesACompanyThatDoesNotExist) {
  const auto ran = run({"user", "create", "--email", "a@example.org", "--role", "owner", "--company-id", "1"},
                       "a good long password\n");
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_EQ(ran.error, "loyalty: there is no company with that --company-id\n");
}

TEST_F(CommandLine, RefusesADemonstrationWhereSomethingIsAlready) {
  ASSERT_EQ(run(add_admin("root@example.org"), "a good long password\n").exit_code, 0);
  const auto ran = run({"demo"});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_EQ(ran.error, "loyalty: the database is not empty: the demonstration needs one of its own\n");
}

TEST_F(CommandLine, NamesABadSettingInOneLine) {
  setenv("LOYALTY_BCRYPT_COST", "many", 1);
  const auto ran = run({"migrate"});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_EQ(ran.error, "loyalty: LOYALTY_BCRYPT_COST must be a whole number from 4 to 15, but is \"many\"\n");
  // What the page says does not depend on what is set.
  EXPECT_EQ(run({"config", "--markdown"}).exit_code, 0);
}

TEST_F(CommandLine, RunsATaskOnce) {
  EXPECT_EQ(run({"task", "run", "cleanup"}).out,
            "cleanup: sessions 0, sign in failures 0, kept answers 0, mails 0, dead letters 0\n");
  EXPECT_EQ(run({"task", "run", "point_expiration"}).out, "point_expiration: cards 0, lots 0, points 0\n");
}

TEST_F(CommandLine, KnowsEveryTaskOfTheTable) {
  setenv("LOYALTY_MAIL_URL", "smtp://127.0.0.1:9", 1);
  setenv("LOYALTY_MAIL_FROM", "cards@shop.example", 1);
  const auto help = run({"task", "run", "--help"}).out;
  std::ifstream page(LOYALTY_SOURCE_DIR "/docs/self-hosting.md");
  const std::string documentation(std::istreambuf_iterator<char>(page), {});
  for (const auto& task : all_tasks()) {
    const auto ran = run({"task", "run", task.name});
    EXPECT_EQ(ran.exit_code, 0) << task.name << ": " << ran.error;
    EXPECT_THAT(ran.out, testing::MatchesRegex("[a-z_]+: [a-z ]+ 0(, [a-z ]+ 0)*\n"));
    EXPECT_THAT(help, testing::AllOf(testing::HasSubstr(task.name), testing::HasSubstr(task.sentence)));
    EXPECT_THAT(documentation, testing::HasSubstr("| `" + std::string(task.name) + "` | " + task.sentence));
  }
  unsetenv("LOYALTY_MAIL_URL");
  unsetenv("LOYALTY_MAIL_FROM");
  EXPECT_EQ(run({"task", "run", "mail_delivery"}).error,
            "loyalty: LOYALTY_MAIL_URL is not set: no mail is sent\n");
}

TEST_F(CommandLine, VerifiesTheLedgerOfThisVersion) {
  const auto early = run({"ledger", "verify"});
  EXPECT_EQ(early.exit_code, 1);
  EXPECT_EQ(early.error, "loyalty: the database is not of this version: run loyalty migrate first\n");
  run({"migrate"});
  const auto ran = run({"ledger", "verify"});
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_EQ(ran.out, "companies 0, cards 0, rows 0, lots 0, differences 0\n");
  EXPECT_EQ(ran.error, "");
}

TEST_F(CommandLine, CopiesADatabaseAndComparesItTheSecondTime) {
  ASSERT_EQ(run(add_admin("root@example.org"), "a good long password\n").exit_code, 0);
  const auto from = "sqlite:" + (folder.path() / "shop.db").string();
  const auto to = "sqlite:" + (folder.path() / "new.db").string();
  const auto copied = run({"copy", "--from", from.c_str(), "--to", to.c_str()});
  EXPECT_EQ(copied.exit_code, 0) << copied.error;
  EXPECT_THAT(
      copied.out,
      testing::AllOf(testing::StartsWith("card_search_terms 0\n"), testing::HasSubstr("\nusers 1\n"),
                     testing::HasSubstr("rows 2, copied now 2, "),
                     testing::HasSubstr("\nsource: companies 0, cards 0, rows 0, lots 0, differences 0\n"
                                        "target: companies 0, cards 0, rows 0, lots 0, differences 0\n"),
                     testing::EndsWith("new.db.key holds that of the source\n")));
  EXPECT_THAT(
      run({"copy", "--from", from.c_str(), "--to", to.c_str()}).out,
      testing::AllOf(testing::HasSubstr("users 1 (were there: 1)\n"), testing::HasSubstr("copied now 0, ")));
  ASSERT_EQ(run(add_admin("other@example.org"), "a good long password\n").exit_code, 0);
  const auto refused = run({"copy", "--from", from.c_str(), "--to", to.c_str()});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(
      refused.error,
      "loyalty: the target is not empty, and not a copy of the source either (users): a copy needs an empty "
      "database\n");
}

TEST_F(CommandLine, BacksUpADatabaseOnce) {
  const auto file = (folder.path() / "backup").string();
  EXPECT_THAT(run({"backup", file.c_str()}).error, testing::HasSubstr("there is no database file"));
  run({"migrate"});
  EXPECT_THAT(run({"backup", file.c_str()}).out, testing::StartsWith("backed up: " + file + ", bytes "));
  EXPECT_THAT(run({"backup", file.c_str()}).error, testing::HasSubstr("exists already"));
}

// The verbs on a database that is open in a server as well.
class CommandLineBesideAServer : public CommandLine {
 protected:
  CommandLineBesideAServer() {
    setenv("LOYALTY_DATABASE_URL", database.url().c_str(), 1);
    setenv("LOYALTY_SECRET_KEY", "a secret key of the tests, 32 bytes and more", 1);
    world.change(world.bakery, [](Program& program) { program.points_expire_after_days = 30; });
    world.now = test::at("2025-03-01T10:00:00Z");
    EXPECT_TRUE(world.earn(world.bakery, world.zoe.card, {.cents = 2000, .reference = "R-1"}));
    EXPECT_TRUE(world.earn(world.bakery, world.zoe.card, {.cents = 1000}));
  }
  ~CommandLineBesideAServer() override { unsetenv("LOYALTY_SECRET_KEY"); }

  struct MigratedDatabase : test::Database {
    MigratedDatabase() : test::Database("sqlite") { migrate(); }
  };
  MigratedDatabase database;
  test::World world{database};
};

TEST_F(CommandLineBesideAServer, VerifiesTheLedgerAndNamesEachDifference) {
  const auto sound = run({"ledger", "verify"});
  EXPECT_EQ(sound.exit_code, 0);
  EXPECT_EQ(sound.out, "companies 2, cards 3, rows 3, lots 3, differences 0\n");

  static const storage::Sql spoil_card{
      "UPDATE loyalty_cards SET total_spent_cents = 3001 WHERE company_id = $1 AND id = $2"};
  static const storage::Sql spoil_receipt{
      "UPDATE purchase_references SET transaction_id = 5 WHERE company_id = $1 AND card_id = $2"};
  const auto& card = world.zoe.card;
  database.write([&](storage::Transaction& tx) {
    tx.execute(spoil_card, {card.company_id, card.id});
    tx.execute(spoil_receipt, {card.company_id, card.id});
  });
  const auto spoilt = run({"ledger", "verify"});
  EXPECT_EQ(spoilt.exit_code, 1);
  const auto on_card = "company " + std::to_string(to_integer(card.company_id)) + " card " +
                       std::to_string(to_integer(card.id));
  EXPECT_THAT(spoilt.out,
              testing::AllOf(
                  testing::StartsWith(on_card + " total_spent_cents: expected 3000, found 3001\n" + on_card),
                  testing::HasSubstr(on_card + " row 5 purchase_reference: expected none, found 5\n"),
                  testing::EndsWith("\ncompanies 2, cards 3, rows 3, lots 3, differences 3\n")));
  EXPECT_EQ(spoilt.error, "loyalty: the ledger has 3 differences: balances are not what the history says\n");
}

TEST_F(CommandLineBesideAServer, ListsWhatWasGivenUpAndTriesItAgain) {
  EXPECT_EQ(run({"task", "dead", "mail_delivery"}).out, "mail_delivery: given up 0\n");
  EXPECT_EQ(run({"task", "retry", "mail_delivery", "--all"}).out, "mail_delivery: due again 0\n");
  const auto& mails = storage::due_mails();
  database.write([&](storage::Transaction& tx) {
    for (std::int64_t id = 1; id <= 3; ++id) {
      storage::insert_mail(
          tx,
          {.company_id = CompanyId{11}, .card_id = CardId{31}, .id = MailId{id}, .created_at = world.now});
    }
    for (const auto& seen : mails.list_due(tx, world.now, 9)) {
      mails.give_up(tx, mails.take(tx, seen, world.now).value(), world.now, "the server answered 550");
    }
  });
  const auto listed = run({"task", "dead", "mail_delivery"}).out;
  EXPECT_THAT(listed,
              testing::AllOf(testing::HasSubstr("11-31-2 given up 2025-03-01T10:00:00.000Z, attempts 1: "
                                                "the server answered 550\n"),
                             testing::EndsWith("\nmail_delivery: given up 3\n")));
  const auto unknown = run({"task", "retry", "mail_delivery", "11-31-9"});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_EQ(unknown.error, "loyalty: mail_delivery has not given up 11-31-9\n");
  EXPECT_EQ(run({"task", "retry", "mail_delivery", "11-31-2"}).out, "mail_delivery: due again 1\n");
  EXPECT_EQ(run({"task", "retry", "mail_delivery", "--all"}).out, "mail_delivery: due again 2\n");
  EXPECT_EQ(run({"task", "dead", "mail_delivery"}).out, "mail_delivery: given up 0\n");
}

TEST_F(CommandLineBesideAServer, TakesOutExpiredPoints) {
  EXPECT_EQ(run({"task", "run", "point_expiration"}).out, "point_expiration: cards 1, lots 2, points 45\n");
  EXPECT_EQ(run({"task", "run", "point_expiration"}).out, "point_expiration: cards 0, lots 0, points 0\n");
  EXPECT_EQ(world.card(world.zoe.card).points_balance, 10) << "of the welcome, which never expire";
  EXPECT_EQ(run({"ledger", "verify"}).out, "companies 2, cards 3, rows 4, lots 3, differences 0\n");
}

TEST_F(CommandLine, RollsStatisticsUpAndDoesItAnew) {
  ASSERT_EQ(run({"demo", "--quiet"}).exit_code, 0);
  const auto once = run({"task", "run", "statistics"}).out;
  EXPECT_THAT(once, testing::HasSubstr("cards 2000\n"));
  EXPECT_EQ(run({"task", "run", "statistics"}).out, "statistics: transactions 0, cards 0\n");
  EXPECT_EQ(run({"stats", "rebuild"}).out, "rolled up anew" + once.substr(once.find(':')));
}

}  // namespace
}  // namespace loyalty
