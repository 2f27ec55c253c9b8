// What the counter's pages ask for beside its operations: their start, a card's link, the poster, their own
// speed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/embedded.hpp"
#include "drawing/glyphs.hpp"
#include "drawing/path.hpp"
#include "routes/route_scenarios.hpp"
#include "schemas/program.hpp"

namespace loyalty::test {

Scenarios terminal_scenarios() {
  return {
      {.name = "view_card_link",
       .ask = {.path = cards_path + "/{elise}/link", .who = Who::staff},
       .fields = {{"card_url", "https://cards.example/c/{elise.token}"}, {"qr_svg", something}},
       .may = "owner manager staff"},
      {.name = "draw_poster_svg",
       .ask = {.path = poster_svg_path, .who = Who::staff},
       .may = "owner manager staff"},
      {.name = "draw_poster_pdf",
       .ask = {.path = "/api/v1/vendor/loyalty/poster.pdf?size=a6&locale=lb", .who = Who::staff},
       .headers = {{"content-disposition", "inline; filename=\"CITY-a6.pdf\""}},
       .may = "owner manager staff"},
      {.name = "record_counter_times",
       .ask = {.method = "POST",
               .path = counter_times_path,
               .who = Who::staff,
               .body = R"({"times": [{"operation": "stamp", "milliseconds": 1834},)"
                       R"( {"operation": "redeem", "milliseconds": 0}]})"},
       .status = 204,
       .rows = {{"counter_times", 2}},
       .may = "owner manager staff"},
  };
}

namespace {

TEST(CardLink, IsTheCodeOfTheAddress) {
  AppWorld app;
  const auto answer = app.ask({.path = cards_path + "/{elise}/link", .who = Who::staff});
  EXPECT_EQ(answer.text("card_url"), app.fill("https://cards.example/c/{elise.token}"));
  EXPECT_THAT(answer.text("qr_svg"), testing::StartsWith("<svg"));
  EXPECT_EQ(app.ask({.path = cards_path + "/77/link", .who = Who::staff}).code, "card_not_found");
  EXPECT_EQ(app.ask({.path = cards_path + "/{elise.number}/link", .who = Who::staff}).code, "card_not_found");
}

TEST(ViewTerminal, NamesWhoTypedAPinLastFirst) {
  AppWorld app;
  const Ask terminal{.path = "/api/v1/vendor/loyalty/terminal", .who = Who::staff};
  EXPECT_EQ(app.ask(terminal).texts("staff", "name"), (std::vector<std::string>{"Bruno", "Anna"}));
  app.ask({.method = "POST", .path = check_path, .who = Who::staff, .body = R"({"pin": "4711"})"});
  const auto after = app.ask(terminal);
  EXPECT_EQ(after.texts("staff", "name"), (std::vector<std::string>{"Anna", "Bruno"}));
  expect_fields(app, after,
                {{"staff.0.last_used_at", "2026-11-20T10:00:00.000Z"}, {"staff.1.last_used_at", nullptr}});
}

TEST(CounterTimes, ShowInTheStatistics) {
  AppWorld app;
  expect_fields(app, app.ask({.path = statistics_path, .who = Who::manager}), {{"counter_ms", nullptr}});
  EXPECT_EQ(app.ask(route_scenario("record_counter_times").ask).status, 204);
  expect_fields(app, app.ask({.path = statistics_path, .who = Who::manager}),
                {{"counter_ms.p50", 0}, {"counter_ms.p95", 1824}, {"previous.counter_ms", nullptr}});
}

std::size_t count_lines_drawn(std::string_view svg) {
  constexpr std::string_view line = "stroke-linecap:round";
  std::size_t count = 0;
  for (auto at = svg.find(line); at != std::string_view::npos; at = svg.find(line, at + 1)) ++count;
  return count;
}

TEST(Poster, IsDrawnForTheShopThatAsks) {
  AppWorld app;
  const auto city = app.ask({.path = poster_svg_path + "?size=a5", .who = Who::staff});
  EXPECT_THAT(city.body,
              testing::AllOf(testing::HasSubstr("cards.example/j/CITY"),
                             testing::HasSubstr("xml:lang=\"fr\""), testing::HasSubstr("width=\"148mm\"")));
  // The shop's own stamp, beside the two steps of joining.
  EXPECT_EQ(count_lines_drawn(city.body), 3U);
  const auto other = app.ask({.path = poster_svg_path + "?size=a5&locale=de", .who = Who::stranger});
  EXPECT_THAT(other.body,
              testing::AllOf(testing::HasSubstr("/j/BAKERY"), testing::HasSubstr("xml:lang=\"de\"")));
  EXPECT_EQ(app.ask({.path = poster_svg_path, .who = Who::neighbour}).code, "program_not_found");
  EXPECT_EQ(app.ask({.path = poster_svg_path + "?size=a3", .who = Who::staff}).status, 422);
}

TEST(Glyphs, AreThereForEveryStamp) {
  const auto files = embedded::web();
  if (files.empty()) GTEST_SKIP() << "the web files are not built";
  const drawing::Glyphs glyphs(files);
  for (const auto icon : stamp_icons) {
    EXPECT_FALSE(glyphs.find(icon).empty()) << icon;
    for (const auto path : glyphs.find(icon)) EXPECT_FALSE(drawing::parse_path(path).empty()) << icon;
  }
}

}  // namespace
}  // namespace loyalty::test
