// The pages in a real browser, which reads what our server sends under the policy that our server sets.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/place.hpp"
#include "e2e/program.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Browser : public ::testing::Test {
 protected:
  // The page's content after its scripts have run.
  std::string show(const std::string& path, const std::string& window_size) {
    const auto shown = run(
        {.program = "/usr/bin/chromium",
         .arguments = {"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                       "--disable-background-networking", "--disable-component-update", "--disable-sync",
                       "--disable-dev-shm-usage", "--user-data-dir=" + (folder.path() / "profile").string(),
                       "--window-size=" + window_size, "--virtual-time-budget=8000", "--dump-dom",
                       "http://127.0.0.1:" + std::to_string(server.port()) + path},
         .settings = {{"HOME", folder.path().string()}}});
    EXPECT_EQ(shown.exit_code, 0) << shown.errors;
    return shown.output;
  }

  test::TemporaryFolder folder;
  Server server{sqlite_url(folder.path())};
};

TEST_F(Browser, ShowsTheApi) {
  for (const char* window_size : {"390,844", "1280,800"}) {
    EXPECT_THAT(show("/docs", window_size),
                AllOf(HasSubstr("operations-Counter-add_stamp"),
                      HasSubstr("operations-Customers-enrol_customer"), Not(HasSubstr("Failed to load"))))
        << window_size;
  }
  EXPECT_EQ(server.stop(), 0);
}

TEST_F(Browser, ShowsWhatEachProblemMeans) {
  EXPECT_THAT(show("/docs/problems", "390,844"),
              AllOf(HasSubstr("id=\"cooldown_active\""), HasSubstr("Next stamp possible at 14:32."),
                    HasSubstr("id=\"validation_failed\"")));
  EXPECT_EQ(server.stop(), 0);
}

}  // namespace
}  // namespace loyalty::e2e
