// What stops the start, what the program leaves beside its database, and two of them on one.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/metrics.hpp"
#include "e2e/shop.hpp"
#include "storage/store.hpp"
#include "support/loopback.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string vendor_path = std::string(api) + "/vendor/loyalty";

class Starting : public ::testing::Test {
 protected:
  Settings settings_with(const std::string& name, const std::string& value) const {
    return make_settings(place.url(), {{name, value}});
  }
  // Exit code 1 and one line that holds `text`.
  void expect_refused(const Settings& settings, const std::string& text) {
    const auto ended = run({.arguments = {"serve"}, .settings = settings});
    EXPECT_EQ(ended.exit_code, 1);
    EXPECT_EQ(std::ranges::count(ended.errors, '\n'), 1) << ended.errors;
    EXPECT_THAT(ended.errors, AllOf(StartsWith("loyalty: "), HasSubstr(text), EndsWith("\n")));
  }

  Place place{test::Tables::none};
};

// What only a database in a file does.
class StartingOnAFile : public Starting {
 protected:
  test::TemporaryFolder folder;
  const std::string url = sqlite_url(folder.path());
  const std::filesystem::path database = file_of(url);
};

TEST_F(StartingOnAFile, RefusesWhatItDoesNotUnderstand) {
  expect_refused(make_settings(url, {{"LOYALTY_LISTENS", "127.0.0.1:0"}}), "LOYALTY_LISTENS");
  expect_refused(make_settings(url, {{"LOYALTY_LISTEN", "everywhere"}}), "LOYALTY_LISTEN");
  expect_refused(make_settings(url, {{"LOYALTY_BCRYPT_COST", "99"}}), "LOYALTY_BCRYPT_COST");
  expect_refused(make_settings(url, {{"LOYALTY_TRUSTED_PROXIES", "10.0.0.0/33"}}), "LOYALTY_TRUSTED_PROXIES");
  expect_refused(make_settings("mysql://a"), "LOYALTY_DATABASE_URL");
  expect_refused(make_settings(sqlite_url(folder.path() / "no")), "no/loyalty.db");
  EXPECT_FALSE(std::filesystem::exists(database)) << "a start that is refused leaves nothing behind";
}

TEST_F(Starting, DoesNotShowASecret) {
  const auto ended =
      run({.arguments = {"serve"}, .settings = settings_with("LOYALTY_SECRET_KEY", "too-short")});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.errors, AllOf(HasSubstr("LOYALTY_SECRET_KEY"), testing::Not(HasSubstr("too-short"))));
}

TEST_F(Starting, RefusesADatabaseOfANewerProgram) {
  static const storage::Sql from_the_future{
      "INSERT INTO schema_migrations (number, name, applied_at) VALUES (9000, 'future', 0)"};
  const auto migrated = run({.arguments = {"migrate"}, .settings = make_settings(place.url())});
  ASSERT_EQ(migrated.exit_code, 0) << migrated.errors;
  {
    Metrics metrics;
    const auto store = storage::Store::open(place.url(), metrics, {.connections = 1});
    store->write_now([](storage::Transaction& tx) { return tx.execute(from_the_future, {}); });
  }
  expect_refused(make_settings(place.url()), "9000");
  const auto created = create_admin(place.url());
  EXPECT_EQ(created.exit_code, 1);
  EXPECT_THAT(created.errors, HasSubstr("newer program"));
}

TEST_F(StartingOnAFile, RefusesAFileThatIsNoDatabase) {
  std::ofstream(database) << std::string(8192, 'x');
  expect_refused(make_settings(url, {{"LOYALTY_SECRET_KEY", std::string(40, 'k')}}), database.string());
}

TEST_F(Starting, RefusesAPortInUse) {
  Server first(place.url());
  const auto address = "127.0.0.1:" + std::to_string(first.port());
  expect_refused(settings_with("LOYALTY_LISTEN", address), std::to_string(first.port()));
  EXPECT_EQ(Client(first.port()).get("/readyz").status, 200);
}

TEST_F(Starting, WrongUsageIsExitCodeTwo) {
  const auto settings = make_settings(place.url());
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{}, {"dance"}, {"serve", "--fast"}, {"user", "create", "--role", "admin"}}) {
    EXPECT_EQ(run({.arguments = arguments, .settings = settings}).exit_code, 2);
  }
  EXPECT_EQ(run({.arguments = {"--help"}, .settings = settings}).exit_code, 0);
  EXPECT_THAT(run({.arguments = {"version"}, .settings = settings}).output, StartsWith("loyalty "));
}

TEST_F(Starting, MigratesOnceAndSaysSo) {
  const auto settings = make_settings(place.url());
  EXPECT_THAT(run({.arguments = {"migrate", "--status"}, .settings = settings}).output, HasSubstr("missing"));
  EXPECT_EQ(run({.arguments = {"migrate"}, .settings = settings}).exit_code, 0);
  EXPECT_EQ(run({.arguments = {"migrate"}, .settings = settings}).exit_code, 0);
  EXPECT_THAT(run({.arguments = {"migrate", "--status"}, .settings = settings}).output,
              testing::Not(HasSubstr("missing")));
}

TEST(SecretKeyFile, IsMadeForItsOwnerAndKept) {
  const test::TemporaryFolder folder;
  Shop shop({.program = R"({"loyalty_type":"stamps","card_name":"Café","stamps_target":10,)"
                        R"("cooldown_minutes":0})",
             .database_url = sqlite_url(folder.path())});
  const auto key_file = file_of(shop.database_url()).string() + ".key";
  struct stat state{};
  ASSERT_EQ(stat(key_file.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777, 0600U);
  const auto card = shop.enrol("guest");
  auto stamp = shop.stamp(card.number);
  stamp.body = R"({"card":")" + card.number + R"(","pin":")" + staff_pin + "\"}";
  shop.expect(200, stamp);
  EXPECT_EQ(shop.server().stop(), 0);
  shop.start_again();
  // The session, the PIN and the password all hang on the key.
  shop.expect(200, stamp);
  shop.sign_in("staff@loyalty.test");
  EXPECT_EQ(shop.server().stop(), 0);
  std::filesystem::remove(key_file);
  const auto ended = run({.arguments = {"serve"}, .settings = make_settings(shop.database_url())});
  EXPECT_EQ(ended.exit_code, 1) << "another key would lock everybody out in silence";
  EXPECT_THAT(ended.errors, HasSubstr(key_file));
}

TEST(SecretKeyFile, IsNotReplacedByAnotherKey) {
  const test::TemporaryFolder folder;
  const auto url = sqlite_url(folder.path());
  ASSERT_EQ(create_admin(url).exit_code, 0);
  const auto ended = run({.arguments = {"serve"},
                          .settings = make_settings(url, {{"LOYALTY_SECRET_KEY", std::string(40, 'o')}})});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.errors,
              AllOf(HasSubstr("another secret key"), HasSubstr(file_of(url).string() + ".key")));
  EXPECT_EQ(Server(url).stop(), 0);
}

TEST(TwoServers, StartAtOnceOnANewDatabaseAndShareIt) {
  for (int round = 0; round < 5; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const Place place(test::Tables::none);
    const auto port = test::find_free_port();
    const auto settings =
        make_settings(place.url(), {{"LOYALTY_LISTEN", "127.0.0.1:" + std::to_string(port)}});
    Process first({.arguments = {"serve", "--migrate"}, .settings = settings});
    Server second(place.url());
    EXPECT_EQ(create_admin(place.url()).exit_code, 0);
    const std::string sign_in =
        R"({"email":"admin@loyalty.test","password":")" + std::string(password) + "\"}";
    Client at_second(second.port());
    const auto token = at_second.post(std::string(api) + "/auth/login", "", sign_in).text("/token");
    // The first may still be starting.
    std::optional<Reply> seen;
    for (int tries = 0; tries < 500 && !seen && first.is_running(); ++tries) {
      seen = Client(port).try_ask({.target = std::string(api) + "/auth/me", .token = token});
      if (!seen) std::this_thread::sleep_for(20ms);
    }
    ASSERT_TRUE(seen) << first.output() << first.errors();
    EXPECT_EQ(seen->text("/user/email"), "admin@loyalty.test");
    first.send_signal(SIGTERM);
    EXPECT_EQ(first.wait(20s), 0);
    EXPECT_EQ(second.stop(), 0);
    EXPECT_EQ(first.errors() + second.process().errors(), "");
    EXPECT_THAT(check_ledger(place.url()).faults, ::testing::IsEmpty());
  }
}

}  // namespace
}  // namespace loyalty::e2e
