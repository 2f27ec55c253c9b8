#include "config/config.hpp"

#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/database.hpp"

namespace loyalty {
namespace {

const std::string long_key = "0123456789abcdef0123456789abcdef";

Config read(const Environment& environment) {
  auto config = read_config(environment);
  if (!config) throw std::runtime_error(config.error());
  return std::move(*config);
}

std::string write_file(const test::TemporaryFolder& folder, const std::string& text) {
  const auto path = folder.path() / "secret";
  std::ofstream(path) << text;
  return path.string();
}

TEST(ReadConfig, HasTheDefaultsOfItsTableWithoutAnyVariable) {
  Environment written;
  for (const auto& setting : settings()) {
    written.emplace_back(setting.name, setting.default_value);
  }
  for (const auto& environment : {Environment(), written}) {
    const auto config = read(environment);
    EXPECT_EQ(config.database_url, "sqlite:loyalty.db");
    EXPECT_EQ(config.database_connections, 8);
    EXPECT_TRUE(config.database_prepared_statements);
    EXPECT_EQ(config.listen, "127.0.0.1:8080");
    EXPECT_EQ(config.public_url, "http://127.0.0.1:8080");
    EXPECT_EQ(config.secret_key, "");
    EXPECT_EQ(config.bcrypt_cost, 10);
    EXPECT_EQ(config.pin_max_attempts, 5);
    EXPECT_EQ(config.pin_lockout_minutes, 30);
    EXPECT_TRUE(config.trusted_proxies.empty());
    EXPECT_EQ(config.log_level, LogLevel::info);
    EXPECT_EQ(config.log_format, LogFormat::text);
    EXPECT_TRUE(config.tasks);
  }
}

TEST(ReadConfig, TakesEverySettingFromTheEnvironment) {
  const auto config = read({{"PATH", "/bin"},
                            {"LOYALTY_DATABASE_URL", "sqlite:/var/lib/loyalty/shop.db"},
                            {"LOYALTY_DATABASE_CONNECTIONS", "20"},
                            {"LOYALTY_DATABASE_PREPARED_STATEMENTS", "off"},
                            {"LOYALTY_LISTEN", "[::1]:9000"},
                            {"LOYALTY_PUBLIC_URL", "https://Cards.example.org/"},
                            {"LOYALTY_SECRET_KEY", long_key},
                            {"LOYALTY_BCRYPT_COST", "12"},
                            {"LOYALTY_PIN_MAX_ATTEMPTS", "3"},
                            {"LOYALTY_PIN_LOCKOUT_MINUTES", "60"},
                            {"LOYALTY_TRUSTED_PROXIES", "10.0.0.0/8, ::1"},
                            {"LOYALTY_LOG_LEVEL", "warn"},
                            {"LOYALTY_LOG_FORMAT", "json"},
                            {"LOYALTY_TASKS", "off"}});
  EXPECT_EQ(config.database_url, "sqlite:/var/lib/loyalty/shop.db");
  EXPECT_EQ(config.database_connections, 20);
  EXPECT_FALSE(config.database_prepared_statements);
  EXPECT_EQ(config.listen, "[::1]:9000");
  EXPECT_EQ(config.public_url, "https://cards.example.org");
  EXPECT_EQ(config.secret_key, long_key);
  EXPECT_EQ(config.bcrypt_cost, 12);
  EXPECT_EQ(config.pin_max_attempts, 3);
  EXPECT_EQ(config.pin_lockout_minutes, 60);
  EXPECT_EQ(config.trusted_proxies, (std::vector<std::string>{"10.0.0.0/8", "::1"}));
  EXPECT_EQ(config.log_level, LogLevel::warn);
  EXPECT_EQ(config.log_format, LogFormat::json);
  EXPECT_FALSE(config.tasks);
}

TEST(ReadConfig, FindsItselfAtLocalhostWhenItListensEverywhere) {
  EXPECT_EQ(read({{"LOYALTY_LISTEN", "0.0.0.0:80"}}).public_url, "http://localhost:80");
  EXPECT_EQ(read({{"LOYALTY_LISTEN", "[::]:80"}}).public_url, "http://localhost:80");
  EXPECT_EQ(read({{"LOYALTY_LISTEN", "[::1]:80"}}).public_url, "http://[::1]:80");
}

struct BadValue {
  const char* name;
  const char* value;
};

class ReadConfigRefuses : public testing::TestWithParam<BadValue> {};

TEST_P(ReadConfigRefuses, ABadValueInOneLineThatNamesIt) {
  const auto [name, value] = GetParam();
  const auto config = read_config({{name, value}});
  ASSERT_FALSE(config) << name << '=' << value;
  EXPECT_THAT(config.error(), testing::StartsWith(std::string(name) + " must be "));
  EXPECT_EQ(config.error().find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Values, ReadConfigRefuses,
    testing::Values(
        BadValue{"LOYALTY_DATABASE_URL", "loyalty.db"}, BadValue{"LOYALTY_DATABASE_URL", "sqlite:"},
        BadValue{"LOYALTY_DATABASE_URL", "postgresql://localhost:port/loyalty"},
        BadValue{"LOYALTY_DATABASE_CONNECTIONS", "0"}, BadValue{"LOYALTY_DATABASE_CONNECTIONS", "201"},
        BadValue{"LOYALTY_DATABASE_PREPARED_STATEMENTS", "yes"}, BadValue{"LOYALTY_LISTEN", "8080"},
        BadValue{"LOYALTY_PUBLIC_URL", "cards.example.org"},
        BadValue{"LOYALTY_SECRET_KEY", "0123456789abcdef0123456789abcde"},
        BadValue{"LOYALTY_BCRYPT_COST", "3"}, BadValue{"LOYALTY_BCRYPT_COST", "16"},
        BadValue{"LOYALTY_BCRYPT_COST", "ten"}, BadValue{"LOYALTY_PIN_MAX_ATTEMPTS", "0"},
        BadValue{"LOYALTY_PIN_MAX_ATTEMPTS", "101"}, BadValue{"LOYALTY_PIN_LOCKOUT_MINUTES", "0"},
        BadValue{"LOYALTY_PIN_LOCKOUT_MINUTES", "10081"}, BadValue{"LOYALTY_TRUSTED_PROXIES", "10.0.0.1,,"},
        BadValue{"LOYALTY_LOG_LEVEL", "INFO"}, BadValue{"LOYALTY_LOG_LEVEL", "warn\nLOYALTY"},
        BadValue{"LOYALTY_LOG_FORMAT", "xml"}, BadValue{"LOYALTY_TASKS", "yes"}));

TEST(ReadConfig, TakesTheEndsOfItsRanges) {
  EXPECT_EQ(read({{"LOYALTY_DATABASE_CONNECTIONS", "1"}}).database_connections, 1);
  EXPECT_EQ(read({{"LOYALTY_DATABASE_CONNECTIONS", "200"}}).database_connections, 200);
  EXPECT_EQ(read({{"LOYALTY_BCRYPT_COST", "4"}}).bcrypt_cost, 4);
  EXPECT_EQ(read({{"LOYALTY_BCRYPT_COST", "15"}}).bcrypt_cost, 15);
  EXPECT_EQ(read({{"LOYALTY_PIN_MAX_ATTEMPTS", "100"}}).pin_max_attempts, 100);
  EXPECT_EQ(read({{"LOYALTY_PIN_LOCKOUT_MINUTES", "10080"}}).pin_lockout_minutes, 10080);
}

TEST(ReadConfig, NamesTheNearestSettingForAnUnknownOne) {
  const auto error_of = [](const char* name) { return read_config({{name, "1"}}).error(); };
  EXPECT_EQ(error_of("LOYALTY_LISTN"), "LOYALTY_LISTN is not a setting; the nearest name is LOYALTY_LISTEN");
  EXPECT_THAT(error_of("LOYALTY_BCRYPT_COSTS"), testing::EndsWith(" LOYALTY_BCRYPT_COST"));
  EXPECT_THAT(error_of("LOYALTY_APPLE_TEAMID"), testing::EndsWith(" LOYALTY_APPLE_TEAM_ID"));
  // Only secrets may stand in a file.
  EXPECT_THAT(error_of("LOYALTY_LISTEN_FILE"), testing::EndsWith(" LOYALTY_LISTEN"));
}

TEST(ReadConfig, RefusesAnUnknownVariableEvenWhenItIsEmpty) {
  EXPECT_FALSE(read_config({{"LOYALTY_LISTN", ""}}));
}

TEST(ReadConfig, LeavesOtherProgramsVariablesAlone) {
  EXPECT_TRUE(read_config({{"LOYALTYX", "1"}, {"MY_LOYALTY_LISTN", "1"}, {"loyalty_listn", "1"}}));
}

TEST(ReadConfig, AcceptsTheNamesThatAreReserved) {
  for (const auto& setting : reserved_settings()) {
    EXPECT_TRUE(read_config({{std::string(setting.name), "anything"}})) << setting.name;
  }
  EXPECT_TRUE(read_config({{"LOYALTY_APPLE_KEY_FILE", "/no/such/file"}}));
}

TEST(ReadConfig, TakesASecretFromItsFileWithoutTheLineEnd) {
  const test::TemporaryFolder folder;
  const auto path = write_file(folder, long_key + "\r\n");
  EXPECT_EQ(read({{"LOYALTY_SECRET_KEY_FILE", path}}).secret_key, long_key);
}

TEST(ReadConfig, TakesAUrlWithAPasswordFromItsFile) {
  const test::TemporaryFolder folder;
  const auto path = write_file(folder, "postgresql://me:secret@db/loyalty\n");
  EXPECT_EQ(read({{"LOYALTY_DATABASE_URL_FILE", path}}).database_url, "postgresql://me:secret@db/loyalty");
}

TEST(ReadConfig, RefusesASecretTwice) {
  const test::TemporaryFolder folder;
  const auto path = write_file(folder, long_key);
  const auto config = read_config({{"LOYALTY_SECRET_KEY", long_key}, {"LOYALTY_SECRET_KEY_FILE", path}});
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error(), "LOYALTY_SECRET_KEY and LOYALTY_SECRET_KEY_FILE are both set; keep one of them");
}

TEST(ReadConfig, NamesAFileThatCannotBeReadOrHoldsNothing) {
  const auto absent = read_config({{"LOYALTY_SECRET_KEY_FILE", "/no/such/file"}});
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error(), "LOYALTY_SECRET_KEY_FILE names a file that cannot be read: /no/such/file");
  const test::TemporaryFolder folder;
  const auto empty = read_config({{"LOYALTY_SECRET_KEY_FILE", write_file(folder, "\n")}});
  ASSERT_FALSE(empty);
  EXPECT_THAT(empty.error(), testing::HasSubstr("is empty"));
}

TEST(ReadConfig, NeverRepeatsASecret) {
  const auto config = read_config({{"LOYALTY_SECRET_KEY", "tooshort"}});
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().find("tooshort"), std::string::npos);
  const auto url = read_config({{"LOYALTY_DATABASE_URL", "postgresql://me:too@short@localhost/loyalty"}});
  ASSERT_FALSE(url);
  EXPECT_EQ(url.error(),
            "LOYALTY_DATABASE_URL must be sqlite:PATH or postgresql://USER:PASSWORD@HOST:PORT/DATABASE");
}

}  // namespace
}  // namespace loyalty
