#include "config/secret_key.hpp"

#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/database.hpp"

namespace loyalty {
namespace {

namespace fs = std::filesystem;

class LoadSecretKey : public testing::Test {
 protected:
  Config config() const { return {.database_url = "sqlite:" + database.string()}; }

  std::string load() const {
    Config loaded = config();
    const auto result = load_secret_key(loaded);
    return result ? loaded.secret_key : "";
  }
  std::string find_error() const {
    Config loaded = config();
    const auto result = load_secret_key(loaded);
    return result ? "" : result.error();
  }

  test::TemporaryFolder folder;
  fs::path database = folder.path() / "shop.db";
  fs::path key_file = folder.path() / "shop.db.key";
};

TEST_F(LoadSecretKey, LeavesAKeyThatIsSet) {
  Config given = config();
  given.secret_key = "given";
  EXPECT_TRUE(load_secret_key(given));
  EXPECT_EQ(given.secret_key, "given");
  EXPECT_FALSE(fs::exists(key_file));
}

TEST_F(LoadSecretKey, MakesOneOnceForItsOwnerAlone) {
  const auto key = load();
  EXPECT_GE(key.size(), 32U);
  EXPECT_EQ(load(), key);
  struct stat state{};
  ASSERT_EQ(stat(key_file.c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0600U);
}

TEST_F(LoadSecretKey, LeavesNothingElseInTheFolder) {
  load();
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder.path()))
    names.push_back(entry.path().filename().string());
  EXPECT_THAT(names, testing::ElementsAre("shop.db.key"));
}

TEST_F(LoadSecretKey, GivesAllWhoStartAtOnceTheSameKey) {
  std::vector<std::string> keys(8);
  std::vector<std::thread> threads;
  for (auto& key : keys) threads.emplace_back([&] { key = load(); });
  for (auto& thread : threads) thread.join();
  EXPECT_NE(keys.front(), "");
  EXPECT_THAT(keys, testing::Each(keys.front()));
}

TEST_F(LoadSecretKey, IsAnotherOneForAnotherDatabase) {
  const auto key = load();
  database = folder.path() / "other.db";
  EXPECT_NE(load(), key);
}

TEST_F(LoadSecretKey, NeverMakesANewKeyForAnOldDatabase) {
  std::ofstream(database) << "rows";
  EXPECT_THAT(find_error(), testing::HasSubstr("its secret key file " + key_file.string() + " is missing"));
  EXPECT_FALSE(fs::exists(key_file));
}

TEST_F(LoadSecretKey, MakesOneForADatabaseFileThatIsEmpty) {
  std::ofstream{database};
  EXPECT_NE(load(), "");
}

TEST_F(LoadSecretKey, RefusesAFileThatWasCutOff) {
  std::ofstream(key_file) << "0123456789abcdef0123456789abcde\n";
  EXPECT_THAT(find_error(), testing::HasSubstr("fewer than 32 characters"));
}

TEST_F(LoadSecretKey, SaysWhyItCannotMakeTheFile) {
  database = folder.path() / "absent" / "shop.db";
  EXPECT_THAT(find_error(), testing::AllOf(testing::StartsWith("cannot make the secret key file "),
                                           testing::EndsWith("No such file or directory")));
}

TEST_F(LoadSecretKey, WarnsOfAFileThatOthersMayRead) {
  load();
  testing::internal::CaptureStdout();
  load();
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  fs::permissions(key_file, fs::perms::group_read, fs::perm_options::add);
  testing::internal::CaptureStdout();
  load();
  EXPECT_THAT(testing::internal::GetCapturedStdout(), testing::HasSubstr("secret_key_readable_by_others"));
}

TEST_F(LoadSecretKey, IsTheOneThatWasGivenWithTheDatabase) {
  const std::string key = "the key of another place, long enough";
  ASSERT_TRUE(give_secret_key_file(key_file.string(), key));
  ASSERT_TRUE(give_secret_key_file(key_file.string(), key)) << "the same once more";
  EXPECT_EQ(load(), key);
  const auto other = give_secret_key_file(key_file.string(), key + "!");
  ASSERT_FALSE(other);
  EXPECT_THAT(other.error(), testing::HasSubstr("holds another key"));
  EXPECT_EQ(load(), key);
}

TEST(LoadSecretKeyOfAServer, IsAskedForInTheSettings) {
  Config config{.database_url = "postgresql://localhost/loyalty"};
  const auto result = load_secret_key(config);
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error(), testing::StartsWith("LOYALTY_SECRET_KEY must be set"));
}

}  // namespace
}  // namespace loyalty
