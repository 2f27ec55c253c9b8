// The history by its filters; and as a file: the rows of the list, in its order, of one moment.
#include <future>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "http/body_source.hpp"
#include "routes/route_scenarios.hpp"
#include "support/csv.hpp"

namespace loyalty::test {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

CsvRows rows_of(std::string_view body) {
  EXPECT_TRUE(body.starts_with(byte_order_mark));
  body.remove_prefix(std::min(byte_order_mark.size(), body.size()));
  return read_csv(body);
}

class ExportTransactions : public ::testing::Test {
 protected:
  ExportTransactions() {
    app.world.change(app.world.city, [](Program& program) {
      program.cooldown_minutes = 0;
      program.max_daily_stamps = INT32_MAX;
    });
  }

  // So many rows, one a second.
  void stamp(int count) {
    for (int i = 0; i < count; ++i) {
      app.world.pass(std::chrono::seconds(1));
      ASSERT_TRUE(app.world.stamp(app.world.city, app.world.elise.card));
    }
  }
  Answer export_all(const std::string& query = "") {
    return app.ask({.path = export_path + query, .who = Who::manager});
  }

  AppWorld app;
};

std::string text_of(const json::value& value) {
  if (value.is_null()) return {};
  return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

TEST_F(ExportTransactions, HasTheFieldsOfTheListAndTheLocalTime) {
  const auto stamped = app.ask(ask_stamp(
      Who::staff, R"({"card": "{elise}", "pin": "4711", "notes": "=HYPERLINK(\"x\")\nno, \"milk\""})"));
  app.call("stamp", stamped.text("transaction.id"));
  app.world.pass(std::chrono::minutes(1));
  app.ask({.method = "POST",
           .path = transactions_path + "/{stamp}/void",
           .who = Who::manager,
           .body = R"({"reason": "wrong card", "pin": "4711"})"});
  const auto list = app.ask({.path = transactions_path, .who = Who::manager});
  const auto rows = rows_of(export_all().body);
  ASSERT_EQ(rows.size(), 3U);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& item = list.find("items")->at(i).as_object();
    ASSERT_EQ(rows[i + 1].size(), item.size() + 1);
    std::size_t column = 0;
    for (const auto& member : item) {
      EXPECT_EQ(rows[0][column], std::string_view(member.key()));
      const auto wanted = text_of(member.value());
      EXPECT_EQ(rows[i + 1][column], wanted.starts_with("=H") ? "'" + wanted : wanted) << member.key();
      ++column;
    }
  }
  EXPECT_EQ(rows[0].back(), "local_time");
  EXPECT_EQ(rows[1].back(), "2026-11-20 11:01:00");
  EXPECT_EQ(rows[2].back(), "2026-11-20 11:00:00");
}

TEST_F(ExportTransactions, IsAFileForSpreadsheets) {
  stamp(1);
  const auto answer = export_all();
  EXPECT_EQ(answer.content_type, "text/csv; charset=utf-8");
  EXPECT_EQ(answer.header("content-disposition"),
            "attachment; filename=\"transactions-CITY-2026-11-20.csv\"");
  app.world.now = at("2026-11-20T23:30:00Z");
  EXPECT_EQ(export_all().header("content-disposition"),
            "attachment; filename=\"transactions-CITY-2026-11-21.csv\"")
      << "the day is the vendor's";
}

TEST_F(ExportTransactions, OfNothingHasAHeaderRow) {
  const auto rows = rows_of(export_all().body);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].front(), "id");
}

TEST_F(ExportTransactions, TakesTheFiltersOfTheList) {
  stamp_elise(app);
  stamp(2);
  app.world.pass(std::chrono::hours(24));
  app.ask(ask_stamp(Who::staff, R"({"card": "{jean}", "pin": "8246"})"));
  for (const std::string query :
       {"", "?from=2026-11-21", "?to=2026-11-20", "?from=2026-11-20T10:00:02Z&to=2026-11-20T10:00:03Z",
        "?type=stamp_redeemed", "?type=stamp_earned", "?card={jean.qr}", "?card={elise.number}",
        "?staff_pin_id={anna}", "?staff_pin_id={bruno}&card={elise}"}) {
    const auto wanted =
        app.ask({.path = transactions_path + query, .who = Who::manager}).texts("items", "id");
    auto rows = rows_of(export_all(query).body);
    rows.erase(rows.begin());
    std::vector<std::string> found;
    for (const auto& row : rows) found.push_back(row.front());
    EXPECT_EQ(found, wanted) << query;
  }
}

TEST_F(ExportTransactions, RefusesBeforeItBegins) {
  for (const char* const query : {"?card=100000000008", "?card=no%20code", "?card={zoe}"}) {
    const auto answer = export_all(query);
    EXPECT_EQ(answer.status, 404) << query;
    EXPECT_EQ(answer.code, "card_not_found") << query;
    EXPECT_EQ(answer.content_type, "application/problem+json") << query;
  }
  for (const char* const query : {"?limit=10", "?cursor=abc", "?from=yesterday"}) {
    EXPECT_EQ(export_all(query).status, 422) << query;
  }
}

TEST_F(ExportTransactions, HasEveryRowOnceOverManyPages) {
  for (const int count : {499, 1, 1, 500}) {
    stamp(count);
    const auto rows = rows_of(export_all().body);
    ASSERT_EQ(static_cast<std::int64_t>(rows.size()) - 1, app.world.count_rows(app.world.elise.card));
    for (std::size_t i = 2; i < rows.size(); ++i) {
      ASSERT_GT(std::stoll(rows[i - 1].front()), std::stoll(rows[i].front()));
    }
  }
}

// Asks for the answer, and piece by piece, as the edge does.
class Download {
 public:
  Download(AppWorld& app, const Ask& ask) : request_(app.make_request(ask)) {
    response_ = run(app.app().handle(request_));
  }
  std::optional<std::string> next() { return run(response_.source->next()); }

 private:
  template <class Value>
  Value run(boost::asio::awaitable<Value> work) {
    io_.restart();
    auto future = boost::asio::co_spawn(io_, std::move(work), boost::asio::use_future);
    io_.run();
    return future.get();
  }

  boost::asio::io_context io_;
  http::Request request_;
  http::Response response_;
};

TEST_F(ExportTransactions, IsOfTheMomentItBegan) {
  const auto first = app.ask(ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "4711"})"));
  app.call("stamp", first.text("transaction.id"));
  stamp(1200);
  const auto wanted = export_all().body;
  Download download(app, {.path = export_path, .who = Who::manager});
  std::string body;
  int pieces = 0;
  while (const auto piece = download.next()) {
    body += *piece;
    ++pieces;
    stamp(1);
    if (pieces == 1) {
      const auto voided = app.ask({.method = "POST",
                                   .path = transactions_path + "/{stamp}/void",
                                   .who = Who::manager,
                                   .body = R"({"reason": "wrong card", "pin": "4711"})"});
      EXPECT_EQ(voided.status, 200) << voided.body;
    }
  }
  EXPECT_EQ(pieces, 3);
  EXPECT_EQ(body, wanted);
}

struct Filter {
  const char* query;
  std::vector<std::string> found;
};

TEST(ListTransactions, KeepsToItsFilters) {
  AppWorld app;
  app.world.change(app.world.city, [](Program& program) { program.cooldown_minutes = 0; });
  stamp_elise(app);
  app.world.pass(std::chrono::hours(14));  // the next day in Luxembourg
  const auto by_bruno = app.ask(ask_stamp(Who::staff, R"({"card": "{jean}", "pin": "8246"})"));
  app.call("second", by_bruno.text("transaction.id"));
  const auto voided = app.ask({.method = "POST",
                               .path = transactions_path + "/{second}/void",
                               .who = Who::staff,
                               .body = R"({"reason": "x", "pin": "8246"})"});
  app.call("third", voided.text("transaction.id"));
  const Filter filters[] = {
      {"", {"{third}", "{second}", "{stamp}"}},
      {"type=stamp_earned", {"{second}", "{stamp}"}},
      {"type=stamp_earned_voided", {"{third}"}},
      {"type=welcome_bonus", {}},
      {"card={elise}", {"{stamp}"}},
      {"card={jean.number}", {"{third}", "{second}"}},
      {"card={jean.qr}&type=stamp_earned", {"{second}"}},
      {"staff_pin_id={anna}", {"{stamp}"}},
      {"staff_pin_id={bruno}", {"{third}", "{second}"}},
      {"from=2026-11-21", {"{third}", "{second}"}},
      {"to=2026-11-20", {"{stamp}"}},
      {"from=2026-11-20&to=2026-11-21", {"{third}", "{second}", "{stamp}"}},
      {"from=2026-11-20T10:00:00Z&to=2026-11-20T10:00:00Z", {}},
      {"from=2026-11-20T10:00:00Z&to=2026-11-20T10:00:00.001Z", {"{stamp}"}},
      {"from=2026-11-20T11:00:00%2B01:00&to=2026-11-20T23:59:00Z", {"{stamp}"}},
      {"from=2026-11-22&to=2026-11-20", {}},
  };
  for (const auto& [query, found] : filters) {
    const auto answer = app.ask({.path = transactions_path + "?" + query, .who = Who::staff});
    std::vector<std::string> wanted;
    for (const auto& name : found) wanted.push_back(app.fill(name));
    EXPECT_EQ(answer.texts("items", "id"), wanted) << query << answer.body;
  }
}

}  // namespace
}  // namespace loyalty::test
