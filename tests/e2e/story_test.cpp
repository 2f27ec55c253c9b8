// A shop's first day from the command line to the reward, over HTTP, and what the log says of it.
#include <algorithm>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/shop.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string vendor_path = std::string(api) + "/vendor/loyalty";

// What must never stand in a log, gathered while the story is told.
struct Secrets {
  std::vector<std::string> texts{staff_pin, password,    client_address, "lea.thinnes",
                                 "Thinnes", "621123456", "@loyalty.test"};
};

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

Ask stamp(const Shop& shop, const std::string& card, const std::string& pin = staff_pin) {
  auto ask = shop.stamp(card);
  ask.body = R"({"card":")" + card + R"(","pin":")" + pin + "\"}";
  return ask;
}

EnrolledCard join(Shop& shop) {
  const Ask ask{.method = "POST",
                .target = std::string(api) + "/loyalty/enroll/cafe",
                .body = R"({"first_name":"Léa","last_name":"Thinnes","email":"Lea.Thinnes@example.org",)"
                        R"("phone":"621 123 456","terms_accepted":true})"};
  EXPECT_EQ(shop.client().get(std::string(api) + "/loyalty/programs/CAFE").text("/program/card_name"),
            "Café");
  const auto joined = shop.expect(201, ask);
  EXPECT_EQ(joined.number("/card/stamp_count"), 0);
  const auto url = joined.text("/card_url");
  EXPECT_THAT(url, StartsWith("http://loyalty.test/c/"));
  const auto again = shop.expect(200, ask);
  EXPECT_EQ(again.body, R"({"already_enrolled":true,"link_sent":false,"retry_after_seconds":null})");
  return {.number = joined.text("/card/card_number"),
          .qr_code = joined.text("/qr_code_data"),
          .token = url.substr(url.rfind('/') + 1)};
}

void collect_ten_stamps(Shop& shop, const EnrolledCard& card) {
  const auto wrong = shop.expect(403, stamp(shop, card.qr_code, "99999999"));
  EXPECT_EQ(wrong.code(), "pin_invalid");
  EXPECT_EQ(wrong.number("/attempts_left"), 4);
  const auto first = shop.expect(200, stamp(shop, card.qr_code));
  EXPECT_EQ(first.number("/card/stamp_count"), 1);
  EXPECT_EQ(first.number("/stamps_remaining_today"), 19);
  EXPECT_EQ(first.text("/transaction/staff_name"), "Maja");
  const auto second = shop.expect(409, stamp(shop, card.number));
  EXPECT_EQ(second.code(), "cooldown_active");
  EXPECT_EQ(second.text("/retry_at"), first.text("/next_stamp_at"));
  shop.change_program(R"({"cooldown_minutes":0})");
  for (int count = 2; count <= 10; ++count) {
    const auto more = shop.expect(200, stamp(shop, card.number));
    EXPECT_EQ(more.number("/card/stamp_count"), count);
    EXPECT_EQ(more.number("/rewards_available"), count / 10);
  }
}

void redeem_and_take_back(Shop& shop, const EnrolledCard& card) {
  const auto redeemed =
      shop.expect(200, {.method = "POST",
                        .target = vendor_path + "/stamp/redeem",
                        .token = shop.staff(),
                        .body = R"({"card":")" + card.qr_code + R"(","pin":")" + staff_pin + "\"}"});
  EXPECT_EQ(redeemed.number("/card/stamp_count"), 0);
  EXPECT_EQ(redeemed.text("/reward/description"), "Ee Kaffi");

  const auto history = shop.list_all(vendor_path + "/transactions?card=" + card.qr_code, shop.manager());
  ASSERT_EQ(history.size(), 11U);
  EXPECT_EQ(history.front().at("type").as_string(), "stamp_redeemed");
  EXPECT_EQ(history.back().at("type").as_string(), "stamp_earned");

  const Ask take_back{.method = "POST",
                      .target = vendor_path + "/transactions/" + redeemed.text("/transaction/id") + "/void",
                      .token = shop.manager(),
                      .body = R"({"reason":"wrong customer","pin":")" + std::string(staff_pin) + "\"}"};
  const auto taken_back = shop.expect(200, take_back);
  EXPECT_EQ(taken_back.number("/card/stamp_count"), 10);
  EXPECT_EQ(taken_back.text("/transaction/reverses_id"), redeemed.text("/transaction/id"));
  EXPECT_EQ(shop.expect(409, take_back).code(), "already_voided");
}

void look_at_card(Shop& shop, const EnrolledCard& card) {
  const auto page = std::string(api) + "/loyalty/cards/" + card.token;
  const auto seen = shop.expect(200, {.target = page});
  EXPECT_EQ(seen.number("/stamp_count"), 10);
  EXPECT_EQ(seen.json().at("transactions").as_array().size(), 10U) << "the last ten of twelve";
  EXPECT_EQ(seen.text("/qr_code_data"), card.qr_code);
  const auto svg = shop.expect(200, {.target = page + "/qr.svg"});
  EXPECT_EQ(svg.header("content-type"), "image/svg+xml");
  EXPECT_THAT(svg.body, HasSubstr("<svg"));
  EXPECT_THAT(shop.expect(200, {.target = page + "/qr.png"}).body, StartsWith("\x89PNG"));
  EXPECT_EQ(shop.expect(404, {.target = std::string(api) + "/loyalty/cards/" + card.qr_code}).code(),
            "card_not_found");
  const auto found = shop.expect(
      200, {.target = vendor_path + "/cards?search=lea.thinnes%40example.org", .token = shop.staff()});
  EXPECT_EQ(found.text("/items/0/card_number"), card.number);
}

void look_around(Shop& shop) {
  shop.expect(200, {.target = "/healthz"});
  shop.expect(200, {.target = "/readyz"});
  shop.expect(200, {.target = "/docs"});
  EXPECT_EQ(shop.expect(200, {.target = "/openapi.json"}).text("/openapi"), "3.1.0");
  shop.expect(404, {.target = "/nowhere"});
  shop.expect(401, {.target = vendor_path + "/cards"});
  shop.expect(403, {.target = std::string(api) + "/admin/users", .token = shop.owner()});
}

class Story : public ::testing::TestWithParam<const char*> {
 protected:
  void tell() {
    card = join(shop);
    collect_ten_stamps(shop, card);
    redeem_and_take_back(shop, card);
    look_at_card(shop, card);
    look_around(shop);
    metrics = shop.expect(200, {.target = "/metrics"}).body;
    EXPECT_EQ(shop.server().stop(), 0);
    EXPECT_EQ(shop.server().process().errors(), "");
    log = shop.server().log();
  }

  Shop shop{{.program = R"({"loyalty_type":"stamps","card_name":"Café","stamps_target":10,)"
                        R"("stamps_reward_description":"Ee Kaffi","max_daily_stamps":20})",
             .server = {.settings = {{"LOYALTY_LOG_FORMAT", GetParam()}, {"LOYALTY_LOG_LEVEL", "debug"}}}}};
  EnrolledCard card;
  std::string log;
  std::string metrics;
};

TEST_P(Story, IsToldWithoutASecretInTheLog) {
  ASSERT_NO_FATAL_FAILURE(tell());
  Secrets secrets;
  for (const auto* token : {&shop.admin(), &shop.owner(), &shop.manager(), &shop.staff()}) {
    secrets.texts.push_back(*token);
  }
  for (const auto* code : {&card.number, &card.qr_code, &card.token}) secrets.texts.push_back(*code);
  for (const auto& secret : secrets.texts) {
    EXPECT_THAT(log, Not(HasSubstr(secret)));
    EXPECT_THAT(metrics, Not(HasSubstr(secret)));
  }
  EXPECT_THAT(log, HasSubstr("/api/v1/loyalty/cards/{card_token}")) << "routes instead of paths";
  const auto ledger = check_ledger(shop.database_url());
  EXPECT_THAT(ledger.faults, ::testing::IsEmpty());
  EXPECT_EQ(ledger.cards, 1);
}

TEST_P(Story, HasOneLineForEachRequest) {
  ASSERT_NO_FATAL_FAILURE(tell());
  const bool is_json = std::string(GetParam()) == "json";
  static const std::regex text_line(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (debug|info |warn |error) \w+)"
                                    R"(( \w+=("([^"\\]|\\.)*"|[^ "]+))*)");
  int requests = 0;
  for (const auto& line : split_lines(log)) {
    if (is_json) {
      const auto entry = boost::json::parse(line).as_object();
      EXPECT_TRUE(entry.contains("time") && entry.contains("level")) << line;
      requests += entry.at("event").as_string() == "request" ? 1 : 0;
      continue;
    }
    EXPECT_TRUE(std::regex_match(line, text_line)) << line;
    requests += line.find(" request method=") != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(requests, shop.client().replies());
}

INSTANTIATE_TEST_SUITE_P(Log, Story, ::testing::Values("text", "json"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace loyalty::e2e
