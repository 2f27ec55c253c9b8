// The real program moves a shop from one engine to the other and back, and is killed while it does so.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/instant.hpp"
#include "e2e/moved.hpp"
#include "e2e/reckoning.hpp"
#include "e2e/scale.hpp"
#include "support/rows.hpp"
#include "support/service.hpp"
#include "support/small_disk.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

using test::PostgresDatabase;
using test::Tables;
using test::TemporaryFolder;

Start copy_command(const std::string& from, const std::string& to) {
  return {.arguments = {"copy", "--from", from, "--to", to}};
}

void make_demo(const std::string& url) {
  const auto made = run({.arguments = {"demo", "--quiet"}, .settings = make_settings(url)});
  if (made.exit_code != 0) throw std::runtime_error("no demo: " + made.errors);
}

std::string key_file_of(const std::string& sqlite_url) { return file_of(sqlite_url).string() + ".key"; }

// Instead of the key that the tests' servers have by themselves.
Settings use_key_file(const std::string& path) {
  return {{"LOYALTY_SECRET_KEY", ""}, {"LOYALTY_SECRET_KEY_FILE", path}};
}

TEST(Copy, TakesAShopToPostgresAndBackWithAllThatPeopleHold) {
  const TemporaryFolder here, there;
  const PostgresDatabase server("postgres", Tables::none);
  Shop shop({.program = load_program, .database_url = sqlite_url(here.path())});
  const auto cards = enrol_some(shop, 8);
  Load load(shop, cards, {.tills = 4, .seed = choose_seed()});
  load.wait_for_more(scaled(200));
  EXPECT_THAT(run(copy_command(shop.database_url(), server.url())).errors, HasSubstr("another program uses"));
  EXPECT_EQ(shop.server().stop(), 0);
  auto attempts = load.finish();

  const auto up = run(copy_command(shop.database_url(), server.url()));
  const auto key_file = key_file_of(shop.database_url());
  ASSERT_EQ(up.exit_code, 0) << up.errors;
  EXPECT_THAT(up.output, AllOf(HasSubstr("loyalty_cards 8\n"), HasSubstr("\ncomplete and equal: tables "),
                               HasSubstr("LOYALTY_SECRET_KEY_FILE=" + key_file)));
  shop.move_to(server.url(), use_key_file(key_file));
  ASSERT_NO_FATAL_FAILURE(expect_all_valid(shop, cards, attempts));
  EXPECT_THAT(run(copy_command(server.url(), sqlite_url(there.path()))).errors,
              HasSubstr("stop all servers first"));
  EXPECT_EQ(shop.server().stop(), 0);

  const auto down = run(copy_command(server.url(), sqlite_url(there.path())));
  ASSERT_EQ(down.exit_code, 0) << down.errors;
  EXPECT_THAT(down.output, HasSubstr("the LOYALTY_SECRET_KEY that the source's servers have"));
  EXPECT_FALSE(std::filesystem::exists(key_file_of(sqlite_url(there.path()))));
  std::filesystem::copy(key_file, key_file_of(sqlite_url(there.path())));
  shop.move_to(sqlite_url(there.path()));
  ASSERT_NO_FATAL_FAILURE(expect_all_valid(shop, cards, attempts));
  EXPECT_EQ(shop.server().stop(), 0);
}

TEST(Copy, TakesTheKeyFileAlongToAnotherFile) {
  const TemporaryFolder here, there;
  const auto from = sqlite_url(here.path());
  const auto to = sqlite_url(there.path());
  make_demo(from);
  std::ofstream(key_file_of(to)) << "a key of another installation, long enough\n";
  const auto refused = run(copy_command(from, to));
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.errors, HasSubstr("holds another key than " + key_file_of(from)));
  EXPECT_FALSE(std::filesystem::exists(file_of(to)));

  std::filesystem::remove(key_file_of(to));
  const auto done = run(copy_command(from, to));
  EXPECT_EQ(done.exit_code, 0) << done.errors;
  EXPECT_EQ(test::read_log(key_file_of(to)), test::read_log(key_file_of(from)));
  EXPECT_EQ(std::filesystem::status(key_file_of(to)).permissions(), std::filesystem::perms(0600));
  EXPECT_THAT(check_ledger(to).faults, ::testing::IsEmpty());
}

// Kills the copy at random moments of the time that it takes, until it is done in spite of that or has had
// enough; how often it was killed at work.
int kill_again_and_again(const Start& copy, std::chrono::milliseconds takes, std::mt19937_64& random) {
  constexpr int kills_max = 5;
  for (int kills = 0; kills < kills_max; ++kills) {
    Process copying(copy);
    const auto moment = random() % static_cast<std::uint64_t>(takes.count());
    if (copying.wait(std::chrono::milliseconds(moment))) return kills;
    copying.send_signal(SIGKILL);
    copying.wait(10s);
  }
  return kills_max;
}

class KilledCopy : public ::testing::TestWithParam<const char*> {};

TEST_P(KilledCopy, GoesOnUntilBothAreEqual) {
  std::mt19937_64 random(choose_seed());
  const TemporaryFolder folder;
  const auto from = sqlite_url(folder.path());
  make_demo(from);
  const auto wanted = test::read_all_rows(from);
  const auto began_at = steady_now();
  const test::DatabasePlace first(GetParam());
  ASSERT_EQ(run(copy_command(from, first.url())).exit_code, 0);
  const auto takes = std::chrono::duration_cast<std::chrono::milliseconds>(steady_now() - began_at);
  int kills = 0;
  int resumed = 0;
  for (int round = 0; round < scaled(4); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const test::DatabasePlace to(GetParam());
    kills += kill_again_and_again(copy_command(from, to.url()), takes, random);
    const auto last = run(copy_command(from, to.url()));
    ASSERT_EQ(last.exit_code, 0) << last.errors;
    EXPECT_THAT(last.output, HasSubstr("complete and equal"));
    resumed += last.output.find("(were there") == std::string::npos ? 0 : 1;
    ASSERT_EQ(test::read_all_rows(to.url()), wanted);
  }
  EXPECT_GT(kills, 3);
  EXPECT_GT(resumed, 0) << "never killed at work";
}

INSTANTIATE_TEST_SUITE_P(To, KilledCopy, test::each_engine(), test::engine_name);

TEST(Copy, GoesOnWhenAFullDiskHasRoomAgain) {
  test::SmallDisk disk(16);
  if (!disk.is_mounted()) GTEST_SKIP() << "no right to mount a small disk";
  const TemporaryFolder folder;
  const auto from = sqlite_url(folder.path());
  const auto to = sqlite_url(disk.path());
  make_demo(from);
  disk.fill_up_to(3'000'000);
  const auto full = run(copy_command(from, to));
  EXPECT_EQ(full.exit_code, 1);
  EXPECT_THAT(full.errors, HasSubstr("full"));
  EXPECT_EQ(std::ranges::count(full.errors, '\n'), 1) << full.errors;
  const auto served =
      run({.arguments = {"serve"}, .settings = make_settings(to, use_key_file(key_file_of(from)))});
  EXPECT_EQ(served.exit_code, 1);
  EXPECT_THAT(served.errors, HasSubstr("unfinished copy"));

  disk.make_room();
  const auto done = run(copy_command(from, to));
  EXPECT_EQ(done.exit_code, 0) << done.errors;
  EXPECT_THAT(done.output, HasSubstr("(were there"));
  EXPECT_EQ(test::read_all_rows(to), test::read_all_rows(from));
}

TEST(Copy, NeverShowsAPasswordAndReadsTheUrlFromAVariable) {
  const TemporaryFolder folder;
  auto copy = copy_command("env:OLD_DATABASE", "env:NEW_DATABASE");
  copy.settings = {{"OLD_DATABASE", "postgresql://me:Geheimnis@127.0.0.1:1/shop"},
                   {"NEW_DATABASE", sqlite_url(folder.path())}};
  const auto refused = run(copy);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output + refused.errors,
              AllOf(HasSubstr("127.0.0.1:1"), HasSubstr("--from or --to"), Not(HasSubstr("Geheimnis"))));
}

// The peak of what the program had in memory, in kilobytes.
std::int64_t measure_memory(const Start& start) {
  Process process(start);
  std::int64_t peak = 0;
  while (process.is_running()) {
    std::ifstream status("/proc/" + std::to_string(process.pid()) + "/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("VmHWM:")) peak = std::max<std::int64_t>(peak, std::stoll(line.substr(6)));
    }
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_EQ(process.wait(0ms), 0) << process.errors();
  return peak;
}

void add_answers(const std::string& url, int count, int bytes) {
  test::run_sql(
      url,
      "INSERT INTO idempotency_keys (company_id, key_digest, request_digest, status, body, created_at) "
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
          std::to_string(count) + ") SELECT 1, 'key' || i, '', 200, hex(zeroblob(" +
          std::to_string(bytes / 2) + ")), i FROM n");
}

TEST(Copy, NeedsNoMoreMemoryForMore) {
  if (is_sanitized) GTEST_SKIP() << "sanitizers keep what was freed";
  const TemporaryFolder small, large, target;
  const auto some = sqlite_url(small.path());
  const auto many = sqlite_url(large.path());
  for (const auto& url : {some, many}) {
    ASSERT_EQ(run({.arguments = {"migrate"}, .settings = make_settings(url)}).exit_code, 0);
  }
  constexpr int bytes = 20'000;
  add_answers(some, 2'500, bytes);
  add_answers(many, 10'000, bytes);
  const auto to = [&](const char* name) { return "sqlite:" + (target.path() / name).string(); };
  const auto for_some = measure_memory(copy_command(some, to("some.db")));
  const auto for_many = measure_memory(copy_command(many, to("many.db")));
  EXPECT_LT(for_many, for_some + 20'000) << "for 150 MB more";
}

}  // namespace
}  // namespace loyalty::e2e
