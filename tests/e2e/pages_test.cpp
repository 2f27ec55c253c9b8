// What the program as it is shipped gives to browsers and printers: documents with everything in them, and
// posters that a phone's camera reads.
#include <filesystem>
#include <fstream>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/shop.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

// What an answer in one piece may be, so that a card is drawn after one round trip: without its code.
constexpr std::size_t document_bytes_max = 14 * 1024;

class Pages : public ::testing::Test {
 protected:
  Reply get(const std::string& target, const std::string& token = "", const std::string& coding = "") {
    return shop.client().ask({.target = target, .token = token, .headers = {{"accept-encoding", coding}}});
  }
  std::filesystem::path write(const std::string& name, const std::string& bytes) const {
    const auto path = folder.path() / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::string scan(const std::filesystem::path& picture) const {
    return run({.program = "/usr/bin/zbarimg", .arguments = {"--raw", "-q", picture.string()}}).output;
  }

  test::TemporaryFolder folder;
  Shop shop;
};

TEST_F(Pages, ArriveWithWhatTheyShow) {
  const auto card = shop.enrol("lea");
  shop.expect(200, shop.stamp(card.number));
  const auto page = get("/c/" + card.token);
  if (page.code() == "not_found") GTEST_SKIP() << "the web files are not built";
  ASSERT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("\"stamp_count\":1"), HasSubstr(card.number),
                               HasSubstr("src=\"data:image/svg+xml,%3Csvg"), Not(ContainsRegex("%[A-Z]+%"))));
  EXPECT_THAT(get("/j/CAFE").body, HasSubstr("\"page\":\"join\""));
  for (const auto& target : {std::string("/j/CAFE"), "/c/" + card.token}) {
    const auto packed = get(target, "", "gzip");
    EXPECT_EQ(packed.header("content-encoding"), "gzip");
    std::printf("%s: %zu bytes\n", target == "/j/CAFE" ? "join" : "card with its code", packed.body.size());
    if (target == "/j/CAFE") EXPECT_LE(packed.body.size(), document_bytes_max);
  }
  EXPECT_EQ(shop.server().stop(), 0);
}

TEST_F(Pages, LoadNothingFromElsewhere) {
  const auto page = get("/terminal");
  if (page.code() == "not_found") GTEST_SKIP() << "the web files are not built";
  for (const auto& body : {page.body, get("/j/CAFE").body}) {
    static const std::regex loaded("(src|href)=\"([^\"]+)\"");
    int files = 0;
    for (std::sregex_iterator found(body.begin(), body.end(), loaded), end; found != end; ++found) {
      const auto target = (*found)[2].str();
      EXPECT_TRUE(target.starts_with("data:") || std::regex_search(target, std::regex("^/[^/]"))) << target;
      if (!target.starts_with("/assets/")) continue;
      ++files;
      const auto file = get(target);
      EXPECT_EQ(file.status, 200) << target;
      EXPECT_THAT(std::string(file.header("cache-control")), HasSubstr("immutable")) << target;
    }
    EXPECT_GT(files, 0);
  }
  for (const char* const worker : {"/customer-worker.js", "/terminal-worker.js"}) {
    EXPECT_EQ(get(worker).header("cache-control"), "no-cache") << worker;
  }
  EXPECT_EQ(shop.server().stop(), 0);
}

TEST_F(Pages, PrintAPosterThatCamerasRead) {
  const auto poster = std::string(api) + "/vendor/loyalty/poster";
  const auto pdf =
      write("poster.pdf", shop.expect(200, {.target = poster + ".pdf?size=a4", .token = shop.staff()}).body);
  const auto svg =
      write("poster.svg", shop.expect(200, {.target = poster + ".svg?size=a5", .token = shop.staff()}).body);
  const std::string wanted = "http://loyalty.test/j/CAFE\n";
  run({.program = "/usr/bin/pdftoppm",
       .arguments = {"-r", "100", "-png", "-singlefile", pdf.string(), (folder.path() / "pdf").string()}});
  EXPECT_EQ(scan(folder.path() / "pdf.png"), wanted);
  run({.program = "/usr/bin/chromium",
       .arguments = {"--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     "--no-first-run", "--disable-background-networking", "--disable-component-update",
                     "--disable-sync", "--user-data-dir=" + (folder.path() / "profile").string(),
                     "--window-size=560,800", "--screenshot=" + (folder.path() / "svg.png").string(),
                     "file://" + svg.string()},
       .settings = {{"HOME", folder.path().string()}}});
  EXPECT_EQ(scan(folder.path() / "svg.png"), wanted);
  EXPECT_EQ(shop.server().stop(), 0);
}

}  // namespace
}  // namespace loyalty::e2e
