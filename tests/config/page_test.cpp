#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/config.hpp"
#include "support/database.hpp"

namespace loyalty {
namespace {

TEST(RenderConfigurationPage, IsTheOneInTheDocumentation) {
  std::ifstream file(LOYALTY_CONFIGURATION_PAGE, std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  EXPECT_EQ(page, render_configuration_page())
      << "make it anew: loyalty config --markdown > docs/configuration.md";
}

TEST(Settings, HaveNamesOfTheirOwnAndASentenceEach) {
  std::set<std::string_view> names;
  for (const auto* table : {&settings(), &reserved_settings()}) {
    for (const auto& setting : *table) {
      EXPECT_TRUE(names.insert(setting.name).second) << setting.name;
      EXPECT_TRUE(setting.name.starts_with("LOYALTY_")) << setting.name;
      EXPECT_TRUE(setting.sentence.ends_with('.')) << setting.name;
    }
  }
}

std::string render(const Environment& environment) {
  const auto config = read_config(environment);
  return render_effective(environment, *config);
}

TEST(RenderEffective, SaysWhereEachValueComesFrom) {
  const auto text = render({{"LOYALTY_LISTEN", "127.0.0.1:9000"}});
  EXPECT_THAT(text, testing::HasSubstr("LOYALTY_LISTEN=127.0.0.1:9000  # environment\n"));
  EXPECT_THAT(text, testing::HasSubstr("LOYALTY_PUBLIC_URL=http://127.0.0.1:9000  # default\n"));
  EXPECT_THAT(text, testing::HasSubstr("LOYALTY_SECRET_KEY=(hidden)  # file loyalty.db.key\n"));
}

TEST(RenderEffective, ShowsTheUrlOfTheDatabaseWithoutItsPassword) {
  const auto text = render({{"LOYALTY_DATABASE_URL", "postgresql://me:guess@db/loyalty"}});
  EXPECT_THAT(text,
              testing::HasSubstr("LOYALTY_DATABASE_URL=postgresql://me:***@db/loyalty  # environment\n"));
  EXPECT_THAT(text, testing::HasSubstr("LOYALTY_SECRET_KEY=  # default\n")) << "nothing is made or found";
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "url").string();
  std::ofstream(path) << "postgresql://me:guess@other/loyalty\n";
  EXPECT_THAT(
      render({{"LOYALTY_DATABASE_URL_FILE", path}}),
      testing::HasSubstr("LOYALTY_DATABASE_URL=postgresql://me:***@other/loyalty  # file " + path + "\n"));
}

TEST(RenderEffective, HidesSecretsAndNamesWhatHasNoEffect) {
  const std::string secret = "a secret that nobody may ever see printed";
  const auto text = render({{"LOYALTY_SECRET_KEY", secret}, {"LOYALTY_APPLE_KEY", "another secret"}});
  EXPECT_EQ(text.find(secret), std::string::npos);
  EXPECT_EQ(text.find("another secret"), std::string::npos);
  EXPECT_THAT(text, testing::HasSubstr("LOYALTY_SECRET_KEY=(hidden)  # environment\n"));
  EXPECT_THAT(text, testing::HasSubstr("# LOYALTY_APPLE_KEY is set and has no effect in this version\n"));
}

}  // namespace
}  // namespace loyalty
