// What stops a start on PostgreSQL: one line that says what to do, and never the password.
#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/shop.hpp"
#include "support/postgres.hpp"
#include "support/postgres_session.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* server_password = "quetsch-taart";

class StartingOnPostgres : public ::testing::Test {
 protected:
  // Exit code 1 and one line that holds each of the texts.
  static void expect_refused(const std::vector<std::string>& arguments, const Settings& settings,
                             const std::vector<std::string>& texts) {
    const auto ended = run({.arguments = arguments, .settings = settings, .input = "a-good-password\n"});
    EXPECT_EQ(ended.exit_code, 1);
    EXPECT_EQ(std::ranges::count(ended.errors, '\n'), 1) << ended.errors;
    EXPECT_THAT(ended.errors, AllOf(StartsWith("loyalty: "), EndsWith("\n")));
    for (const auto& text : texts) EXPECT_THAT(ended.errors, HasSubstr(text));
    EXPECT_THAT(ended.errors + ended.output, AllOf(Not(HasSubstr("quetsch")), Not(HasSubstr("taart"))));
  }
  static void expect_refused(const std::string& url, const std::vector<std::string>& texts) {
    expect_refused({"serve", "--migrate"}, make_settings(url), texts);
  }
  std::string url(const std::string& database, const std::string& user = "postgres") const {
    return server.url(database, user);
  }
  void execute(const std::string& sql, const std::string& database = "postgres") const {
    test::PostgresSession(url(database)).run(sql);
  }
  // A role that signs in with the same password, and a database that is not its own.
  void make_role(const std::string& role) const {
    execute("CREATE ROLE " + role + " LOGIN PASSWORD 'quetsch-taart'");
  }
  std::string make_migrated(const std::string& database) const {
    execute("CREATE DATABASE " + database);
    EXPECT_EQ(run({.arguments = {"migrate"}, .settings = make_settings(url(database))}).exit_code, 0);
    return url(database);
  }

  test::PostgresServer server{{.password = server_password}};
};

TEST_F(StartingOnPostgres, SaysWhatIsWrongWithTheUrl) {
  const std::string at = "@127.0.0.1:" + std::to_string(server.port());
  const std::string user = "postgresql://postgres:" + std::string(server_password);
  for (const auto& wrong : {user + "@127.0.0.1:99999/postgres", user + at + "/post gres",
                            "postgresql:postgres:" + std::string(server_password) + at,
                            user + "/en@taart" + at + "/postgres", user + at + "/postgres?nonsense=1"}) {
    SCOPED_TRACE(wrong);
    expect_refused(wrong, {"LOYALTY_DATABASE_URL"});
  }
  expect_refused(user + at + "/postgres?sslmode=perhaps", {"LOYALTY_DATABASE_URL", "sslmode"});
  expect_refused(user + at + "/postgres?sslmode=require", {"SSL", "LOYALTY_DATABASE_URL"});
}

TEST_F(StartingOnPostgres, SaysThatNobodyIsThere) {
  const auto url = "postgresql://postgres:" + std::string(server_password) +
                   "@127.0.0.1:" + std::to_string(test::find_service_port()) + "/postgres";
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"serve"}, {"migrate"}}) {
    expect_refused(arguments, make_settings(url),
                   {"cannot connect to 127.0.0.1", "check that the server runs"});
  }
}

TEST_F(StartingOnPostgres, SaysWhoIsNotLetIn) {
  make_role("clerk");
  execute("CREATE DATABASE closed");
  execute("REVOKE CONNECT ON DATABASE closed FROM PUBLIC");
  const auto at = "@127.0.0.1:" + std::to_string(server.port()) + "/postgres";
  expect_refused("postgresql://postgres:taart" + at, {"check the user and the password"});
  expect_refused("postgresql://postgres" + at, {"check the user and the password"});
  expect_refused(url("postgres", "nobody"), {"check the user and the password"});
  expect_refused(url("nowhere"), {"\"nowhere\" does not exist", "createdb"});
  expect_refused(url("closed", "clerk"), {"GRANT CONNECT"});
}

TEST_F(StartingOnPostgres, SaysWhichRightsARoleLacks) {
  make_role("clerk");
  execute("CREATE DATABASE shop");
  expect_refused({"migrate"}, make_settings(url("shop", "clerk")), {"permission denied", "grant the role"});
  expect_refused(url("shop", "clerk"), {"permission denied", "grant the role"});
  EXPECT_EQ(run({.arguments = {"migrate"}, .settings = make_settings(url("shop"))}).exit_code, 0);
  expect_refused(url("shop", "clerk"), {"permission denied", "grant the role"});
}

TEST_F(StartingOnPostgres, SaysWhatIsWrongWithTheDatabase) {
  execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0");
  execute("CREATE DATABASE standby");
  execute("ALTER DATABASE standby SET default_transaction_read_only = on");
  execute("CREATE DATABASE empty");
  expect_refused(url("latin"), {"UTF-8"});
  expect_refused(url("standby"), {"read-only", "name the primary server"});
  expect_refused({"serve"}, make_settings(url("empty")), {"run loyalty migrate", "--migrate"});
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"demo"}, {"ledger", "verify"}, {"task", "run", "cleanup"}}) {
    expect_refused(arguments, make_settings(url("empty")), {"run loyalty migrate"});
  }
}

TEST_F(StartingOnPostgres, NeedsTheSecretKeyThatBelongsToTheDatabase) {
  const auto database = make_migrated("shop");
  ASSERT_EQ(create_admin(database).exit_code, 0);
  auto settings = make_settings(database);
  settings.erase("LOYALTY_SECRET_KEY");
  expect_refused({"serve"}, settings, {"LOYALTY_SECRET_KEY must be set", "openssl rand -hex 32"});
  const std::string another(40, 'o');
  settings["LOYALTY_SECRET_KEY"] = another;
  expect_refused({"serve"}, settings, {"another secret key", "LOYALTY_SECRET_KEY"});
  expect_refused({"user", "create", "--email", "kim@loyalty.test", "--role", "admin"}, settings,
                 {"another secret key"});
  Server right(database);
  EXPECT_EQ(right.stop(), 0);
}

}  // namespace
}  // namespace loyalty::e2e
