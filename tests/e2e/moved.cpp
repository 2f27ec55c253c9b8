#include "e2e/moved.hpp"

#include <gtest/gtest.h>

#include "e2e/reckoning.hpp"

namespace loyalty::e2e {
namespace {

Ask stamp_with_pin(const Shop& shop, const EnrolledCard& card, const std::string& pin,
                   const std::string& key) {
  auto ask = shop.stamp(card.qr_code, key);
  ask.body = R"({"card":")" + card.qr_code + R"(","pin":")" + pin + R"(","notes":")" + key + "\"}";
  return ask;
}

}  // namespace

void expect_all_valid(Shop& shop, const std::vector<EnrolledCard>& cards, std::vector<Attempt>& attempts) {
  ASSERT_NO_FATAL_FAILURE(send_again(shop.client(), attempts));
  expect_whole_history(shop, attempts);
  for (const auto& card : cards)
    shop.expect(200, {.target = std::string(api) + "/loyalty/cards/" + card.token});
  for (const auto& token : {shop.admin(), shop.owner(), shop.manager(), shop.staff()}) {
    shop.expect(200, {.target = std::string(api) + "/auth/me", .token = token});
  }
  EXPECT_NE(shop.sign_in("manager@loyalty.test"), "");
  EXPECT_NE(shop.client().ask(stamp_with_pin(shop, cards.front(), "59172846", "wrong-pin")).status, 200);
  Attempt more{.ask =
                   stamp_with_pin(shop, cards.front(), staff_pin, "more-" + std::to_string(attempts.size()))};
  more.reply = shop.expect(200, more.ask);
  attempts.push_back(std::move(more));
}

}  // namespace loyalty::e2e
