// The disk fills up while the shop stamps, and later somebody makes room: no restart, nothing lost, nothing
// invented.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "e2e/load.hpp"
#include "e2e/scale.hpp"
#include "support/postgres.hpp"
#include "support/postgres_session.hpp"
#include "support/service.hpp"
#include "support/small_disk.hpp"

namespace loyalty::e2e {
namespace {

using test::SmallDisk;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr int tills = 4;
const std::string vendor_path = std::string(api) + "/vendor/loyalty";

// Stamps until the server says that the disk is full, sees that it says so properly and that nothing but what
// was acknowledged is there.
class FullDisk {
 public:
  explicit FullDisk(Shop& shop) : shop_(shop) {
    for (int i = 0; i < 8; ++i) cards_.push_back(shop.enrol("guest" + std::to_string(i)));
  }

  void stamp_until_full() {
    Load load(shop_, cards_, {.tills = tills, .seed = choose_seed()});
    for (auto& attempt : load.finish()) {
      ASSERT_TRUE(attempt.reply) << "the server hung up";
      if (attempt.is_settled()) {
        settled_.push_back(std::move(attempt));
        continue;
      }
      EXPECT_EQ(attempt.reply->status, 503);
      EXPECT_EQ(attempt.reply->code(), "storage_full");
      EXPECT_NE(attempt.reply->header("retry-after"), "");
      refused_.push_back(std::move(attempt));
    }
    ASSERT_EQ(refused_.size(), static_cast<std::size_t>(tills)) << "the disk did not fill up";
    ASSERT_GT(settled_.size(), 10U);
  }

  void expect_reads_go_on() {
    EXPECT_EQ(shop_.client().get("/healthz").status, 200);
    EXPECT_EQ(shop_.client().get("/readyz").status, 200);
    shop_.expect(200, {.target = std::string(api) + "/loyalty/cards/" + cards_.front().token});
    EXPECT_EQ(shop_.list_all(vendor_path + "/cards", shop_.staff()).size(), cards_.size());
  }

  // Each acknowledged stamp once, and not one of the others.
  void expect_history() {
    std::map<std::string, int> rows;
    for (const auto& row : shop_.list_all(vendor_path + "/transactions", shop_.staff())) {
      ++rows[std::string(row.at("notes").as_string())];
    }
    int accepted = 0;
    for (const auto& attempt : settled_) {
      EXPECT_EQ(rows[attempt.ask.key], attempt.rows()) << attempt.ask.key;
      accepted += attempt.rows();
    }
    for (const auto& attempt : refused_) EXPECT_EQ(rows[attempt.ask.key], 0) << attempt.ask.key;
    int present = 0;
    for (const auto& [key, count] : rows) present += count;
    EXPECT_EQ(present, accepted);
  }

  void send_refused_again() {
    for (auto& attempt : refused_) {
      attempt.reply = shop_.client().ask(attempt.ask);
      EXPECT_TRUE(attempt.is_settled()) << attempt.reply->body;
      EXPECT_EQ(attempt.reply->header("idempotent-replayed"), "") << "a 503 is not kept";
      settled_.push_back(std::move(attempt));
    }
    refused_.clear();
  }

 private:
  Shop& shop_;
  std::vector<EnrolledCard> cards_;
  std::vector<Attempt> settled_;
  std::vector<Attempt> refused_;
};

void expect_sound_end(Shop& shop) {
  EXPECT_EQ(shop.server().stop(), 0);
  EXPECT_EQ(shop.server().process().errors(), "");
  EXPECT_THAT(check_ledger(shop.database_url()).faults, IsEmpty());
}

TEST(FullDisk, StopsStampsUntilThereIsRoom) {
  SmallDisk disk(8);
  if (!disk.is_mounted())
    GTEST_SKIP() << "no right to mount a small disk; the file-size limit is tested instead";
  Shop shop({.program = load_program, .database_url = sqlite_url(disk.path())});
  FullDisk story(shop);
  const auto pid = shop.server().process().pid();
  for (const std::uintmax_t room : {600'000U, 3'000'000U, 0U}) {
    SCOPED_TRACE("with room for " + std::to_string(room) + " bytes");
    // Even in a full file system some pages of the last write may be free to be written again.
    disk.fill_up_to(std::max<std::uintmax_t>(room, 300'000U));
    ASSERT_NO_FATAL_FAILURE(story.stamp_until_full());
    story.expect_reads_go_on();
    story.expect_history();
    // A sign-in writes little, and a checkpoint may just have made room for it: either answer is a true one.
    const auto sign_in =
        shop.client().post(std::string(api) + "/auth/login", "",
                           R"({"email":"staff@loyalty.test","password":")" + std::string(password) + "\"}");
    EXPECT_TRUE(sign_in.status == 200 || sign_in.code() == "storage_full") << sign_in.body;
    disk.make_room();
    story.send_refused_again();
    story.expect_history();
  }
  EXPECT_EQ(shop.server().process().pid(), pid);
  EXPECT_THAT(shop.server().log(), HasSubstr("storage_full"));
  ASSERT_NO_FATAL_FAILURE(expect_sound_end(shop));
}

TEST(FullDisk, IsAlsoALimitOfTheFilesSize) {
  constexpr std::uint64_t bytes_max = 2'000'000;
  const test::TemporaryFolder folder;
  Shop shop({.program = load_program,
             .server = {.file_bytes_max = bytes_max},
             .database_url = sqlite_url(folder.path())});
  FullDisk story(shop);
  ASSERT_NO_FATAL_FAILURE(story.stamp_until_full());
  story.expect_reads_go_on();
  story.expect_history();
  rlimit limit{};
  ASSERT_EQ(prlimit(shop.server().process().pid(), RLIMIT_FSIZE, nullptr, &limit), 0);
  limit.rlim_cur = limit.rlim_max;
  ASSERT_EQ(prlimit(shop.server().process().pid(), RLIMIT_FSIZE, &limit, nullptr), 0);
  story.send_refused_again();
  story.expect_history();
  ASSERT_NO_FATAL_FAILURE(expect_sound_end(shop));
}

// Where the database's own files are: what a server of PostgreSQL does without room for its log is to stop.
TEST(FullDisk, OfADatabaseServerStopsStampsUntilThereIsRoom) {
  SmallDisk disk(32);
  if (!disk.is_mounted())
    GTEST_SKIP() << "no right to mount a small disk; the file-size limit is tested instead";
  test::give_to_services(disk.path());
  const test::PostgresServer postgres;
  test::PostgresSession(postgres.url())
      .run("CREATE TABLESPACE small LOCATION '" + disk.path().string() + "'");
  Shop shop({.program = load_program, .database_url = make_database(postgres.url(), "TABLESPACE small")});
  FullDisk story(shop);
  for (const std::uintmax_t room : {1'000'000U, 300'000U}) {
    SCOPED_TRACE("with room for " + std::to_string(room) + " bytes");
    disk.fill_up_to(room);
    ASSERT_NO_FATAL_FAILURE(story.stamp_until_full());
    story.expect_reads_go_on();
    story.expect_history();
    disk.make_room();
    story.send_refused_again();
    story.expect_history();
  }
  EXPECT_THAT(shop.server().log(), HasSubstr("storage_full"));
  ASSERT_NO_FATAL_FAILURE(expect_sound_end(shop));
}

TEST(FullDisk, OfADatabaseServerIsAlsoALimitOfTheFilesSize) {
  // So that the last page before the limit fits in part only: a server that cannot write a byte knows no
  // reason.
  constexpr std::uint64_t bytes_max = 1'500'000;
  static_assert(bytes_max % 8192 != 0);
  test::PostgresServer postgres({.has_small_log_files = true});
  Shop shop({.program = load_program, .database_url = make_database(postgres.url())});
  FullDisk story(shop);
  postgres.limit_files(bytes_max);
  ASSERT_NO_FATAL_FAILURE(story.stamp_until_full());
  story.expect_reads_go_on();
  story.expect_history();
  postgres.limit_files(std::nullopt);
  story.send_refused_again();
  story.expect_history();
  ASSERT_NO_FATAL_FAILURE(expect_sound_end(shop));
}

TEST(FullDisk, StopsTheStartWithOneLine) {
  SmallDisk disk(8);
  if (!disk.is_mounted()) GTEST_SKIP() << "no right to mount a small disk";
  disk.fill_up_to(0);
  const auto ended = run({.arguments = {"serve"}, .settings = make_settings(sqlite_url(disk.path()))});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_EQ(std::ranges::count(ended.errors, '\n'), 1) << ended.errors;
}

}  // namespace
}  // namespace loyalty::e2e
