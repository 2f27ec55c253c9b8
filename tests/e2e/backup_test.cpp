// A backup made while the shop works, and a shop that goes on from it.
#include <algorithm>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/moved.hpp"
#include "e2e/reckoning.hpp"
#include "e2e/scale.hpp"
#include "support/postgres.hpp"
#include "support/postgres_session.hpp"
#include "support/small_disk.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace fs = std::filesystem;
using test::PostgresDatabase;
using test::Tables;
using test::TemporaryFolder;

Finished back_up(const std::string& url, const fs::path& file) {
  return run({.arguments = {"backup", file.string()}, .settings = make_settings(url)});
}

// Throws, with what it said, when it fails.
void run_tool(const std::string& name, const std::vector<std::string>& arguments) {
  const auto ended = run({.program = test::find_postgres_program(name), .arguments = arguments});
  if (ended.exit_code != 0) throw std::runtime_error(name + ": " + ended.errors);
}

// The shop works before, during and after `back_up`; what was answered when that began, and the cards.
struct Worked {
  std::vector<EnrolledCard> cards;
  std::vector<Attempt> attempts;  // all of them
  std::vector<Attempt> before;
};

template <class BackUp>
Worked work_during(Shop& shop, BackUp back_up_now) {
  Worked worked{.cards = enrol_some(shop, 8)};
  Load before(shop, worked.cards, {.tills = 4, .seed = choose_seed(), .patience = Patience::endless});
  before.wait_for_more(scaled(200));
  worked.before = before.finish();
  Load during(shop, worked.cards, {.tills = 4, .seed = choose_seed(), .patience = Patience::endless});
  during.wait_for_more(20);
  back_up_now();
  during.wait_for_more(20);
  worked.attempts = during.finish();
  for (const auto& attempt : worked.attempts) EXPECT_TRUE(attempt.failures.empty()) << "refused meanwhile";
  return worked;
}

// The restored shop has all that was done before, each of the others whole or not at all, and goes on.
void expect_restored(Shop& shop, Worked& worked) {
  auto rows = count_rows(shop);
  expect_each_once(worked.before, rows);
  for (auto& attempt : worked.attempts) {
    const int count = rows[attempt.ask.key];
    EXPECT_TRUE(count == 0 || count == attempt.rows()) << attempt.ask.key;
    if (attempt.is_done() && count > 0) worked.before.push_back(attempt);
  }
  ASSERT_NO_FATAL_FAILURE(expect_all_valid(shop, worked.cards, worked.before));
}

TEST(Backup, BesideAServerUnderLoadIsAShopThatGoesOn) {
  const TemporaryFolder here, there;
  const auto file = here.path() / "loyalty.backup";
  Shop shop({.program = load_program, .database_url = sqlite_url(here.path())});
  auto worked = work_during(shop, [&] {
    const auto made = back_up(shop.database_url(), file);
    ASSERT_EQ(made.exit_code, 0) << made.errors;
    EXPECT_THAT(made.output,
                AllOf(HasSubstr("backed up: " + file.string()), HasSubstr("checked"),
                      HasSubstr("keep a copy of " + file_of(shop.database_url()).string() + ".key")));
  });
  EXPECT_EQ(fs::status(file).permissions(), fs::perms(0600));
  EXPECT_EQ(shop.server().stop(), 0);

  const auto restored = sqlite_url(there.path());
  fs::copy(file, file_of(restored));
  fs::copy(file_of(shop.database_url()).string() + ".key", file_of(restored).string() + ".key");
  shop.move_to(restored);
  ASSERT_NO_FATAL_FAILURE(expect_restored(shop, worked));
  EXPECT_EQ(shop.server().stop(), 0);
}

TEST(Backup, ReplacesNothingAndLeavesNothingHalf) {
  const TemporaryFolder folder;
  const auto url = sqlite_url(folder.path());
  const auto file = folder.path() / "loyalty.backup";
  EXPECT_THAT(back_up(url, file).errors, HasSubstr("there is no database file"));
  EXPECT_TRUE(fs::is_empty(folder.path()));
  ASSERT_EQ(run({.arguments = {"demo", "--quiet"}, .settings = make_settings(url)}).exit_code, 0);
  ASSERT_EQ(back_up(url, file).exit_code, 0);
  const auto again = back_up(url, file);
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.errors, HasSubstr("exists already"));
  EXPECT_EQ(back_up(url, folder.path() / "none" / "f").exit_code, 1);

  test::SmallDisk disk(4);
  if (!disk.is_mounted()) GTEST_SKIP() << "no right to mount a small disk";
  const auto full = back_up(url, disk.path() / "loyalty.backup");
  EXPECT_EQ(full.exit_code, 1);
  EXPECT_EQ(std::ranges::count(full.errors, '\n'), 1) << full.errors;
  EXPECT_TRUE(fs::is_empty(disk.path()));
}

TEST(Backup, OfADamagedDatabaseIsRefused) {
  const TemporaryFolder folder;
  const auto url = sqlite_url(folder.path());
  ASSERT_EQ(run({.arguments = {"demo", "--quiet"}, .settings = make_settings(url)}).exit_code, 0);
  {
    std::fstream damaged(file_of(url), std::ios::in | std::ios::out | std::ios::binary);
    damaged.seekp(4096 * 100);
    damaged << std::string(4096 * 20, '\xee');
  }
  const auto refused = back_up(url, folder.path() / "loyalty.backup");
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.errors, HasSubstr("the database is damaged"));
  EXPECT_FALSE(fs::exists(folder.path() / "loyalty.backup"));
}

TEST(Backup, OfPostgresIsTheServersOwn) {
  const auto told = run({.arguments = {"backup", "it's.dump"},
                         .settings = make_settings("postgresql://me:Geheimnis@db/shop?sslmode=require")});
  EXPECT_EQ(told.exit_code, 1);
  EXPECT_EQ(told.errors,
            "loyalty: PostgreSQL has its own tool: pg_dump --format=custom --file='it'\\''s.dump' "
            "'postgresql://me@db/shop?sslmode=require' (see docs/backup.md)\n");
}

TEST(Backup, ByPgDumpUnderLoadIsAShopThatGoesOn) {
  const TemporaryFolder folder;
  const auto file = (folder.path() / "loyalty.dump").string();
  const PostgresDatabase here("postgres", Tables::migrated);
  const PostgresDatabase there("postgres", Tables::none);
  Shop shop({.program = load_program, .database_url = here.url()});
  auto worked =
      work_during(shop, [&] { run_tool("pg_dump", {"--format=custom", "--file=" + file, here.url()}); });
  EXPECT_EQ(shop.server().stop(), 0);

  run_tool("pg_restore", {"--no-owner", "--exit-on-error", "--dbname=" + there.url(), file});
  shop.move_to(there.url());
  ASSERT_NO_FATAL_FAILURE(expect_restored(shop, worked));
  EXPECT_EQ(shop.server().stop(), 0);
}

}  // namespace
}  // namespace loyalty::e2e
