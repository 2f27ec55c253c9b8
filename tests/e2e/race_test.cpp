// Twenty clients who want the same thing at the same moment.
#include <algorithm>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/load.hpp"
#include "e2e/scale.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::Each;
using ::testing::IsEmpty;

constexpr int clients = 20;
const std::string vendor_path = std::string(api) + "/vendor/loyalty";

// What all clients were told, in no order.
class Replies {
 public:
  void add(Reply reply) { all_.push_back(std::move(reply)); }
  std::vector<Reply>& all() { return all_; }
  long count(int status) const {
    return std::ranges::count_if(all_, [&](const Reply& reply) { return reply.status == status; });
  }
  std::set<std::string> codes() const {
    std::set<std::string> found;
    for (const auto& reply : all_) {
      if (reply.status >= 400) found.insert(reply.code());
    }
    return found;
  }

 private:
  std::vector<Reply> all_;
};

class Race : public ::testing::Test {
 protected:
  // Each client asks `times` times; `make` gets the client's number and which time it is.
  Replies race(int times, const std::function<Ask(int, int)>& make) {
    Replies replies;
    std::mutex mutex;
    run_together(clients, shop.port(), [&](int number, Client& client) {
      for (int time = 0; time < times; ++time) {
        auto reply = client.ask(make(number, time));
        const std::lock_guard lock(mutex);
        replies.add(std::move(reply));
      }
    });
    return replies;
  }
  std::size_t count_rows(const std::string& type) {
    return shop.list_all(vendor_path + "/transactions?card=" + card.number + "&type=" + type, shop.staff())
        .size();
  }
  std::int64_t stamp_count() {
    return shop
        .expect(200, {.target = vendor_path + "/cards/lookup?code=" + card.number, .token = shop.staff()})
        .number("/stamp_count");
  }
  void TearDown() override {
    EXPECT_EQ(shop.server().stop(), 0);
    EXPECT_EQ(shop.server().process().errors(), "");
    EXPECT_THAT(check_ledger(shop.database_url()).faults, IsEmpty());
  }

  Shop shop;
  EnrolledCard card = shop.enrol("hot");
};

TEST_F(Race, EveryStampOnAHotCardCountsOnce) {
  constexpr int times = scaled(20);
  auto replies = race(times, [&](int, int) { return shop.stamp(card.number); });
  EXPECT_EQ(replies.count(200), clients * times);
  std::set<std::int64_t> counts;
  for (const auto& reply : replies.all()) counts.insert(reply.number("/transaction/stamps_after"));
  EXPECT_EQ(counts.size(), static_cast<std::size_t>(clients * times)) << "each leaves another balance";
  EXPECT_EQ(count_rows("stamp_earned"), static_cast<std::size_t>(clients * times));
  EXPECT_EQ(stamp_count(), clients * times);
}

TEST_F(Race, OneRewardIsHandedOutOnce) {
  auto ten = shop.stamp(card.number);
  ten.body = R"({"card":")" + card.number + R"(","count":10})";
  shop.expect(200, ten);
  auto redeem = shop.stamp(card.number);
  redeem.target += "/redeem";
  const auto replies = race(1, [&](int, int) { return redeem; });
  EXPECT_EQ(replies.count(200), 1);
  EXPECT_EQ(replies.count(409), clients - 1);
  EXPECT_THAT(replies.codes(), Each(std::string("not_enough_stamps")));
  EXPECT_EQ(count_rows("stamp_redeemed"), 1U);
  EXPECT_EQ(stamp_count(), 0);
}

TEST_F(Race, TheDailyLimitIsNeverPassed) {
  shop.change_program(R"({"max_daily_stamps":7})");
  const auto replies = race(3, [&](int, int) { return shop.stamp(card.number); });
  EXPECT_EQ(replies.count(200), 7);
  EXPECT_EQ(replies.count(409), clients * 3 - 7);
  EXPECT_THAT(replies.codes(), Each(std::string("daily_limit_reached")));
  EXPECT_EQ(stamp_count(), 7);
}

TEST_F(Race, TheCooldownLetsOneThrough) {
  shop.change_program(R"({"cooldown_minutes":1})");
  const auto replies = race(1, [&](int, int) { return shop.stamp(card.number); });
  EXPECT_EQ(replies.count(200), 1);
  EXPECT_THAT(replies.codes(), Each(std::string("cooldown_active")));
  EXPECT_EQ(stamp_count(), 1);
}

TEST_F(Race, TheSameKeyHasOneEffectAndOneAnswer) {
  auto replies = race(2, [&](int, int) { return shop.stamp(card.number, "a-key"); });
  EXPECT_EQ(replies.count(200), clients * 2);
  std::set<std::string> bodies;
  long replayed = 0;
  for (const auto& reply : replies.all()) {
    bodies.insert(reply.body);
    replayed += reply.header("idempotent-replayed") == "true" ? 1 : 0;
  }
  EXPECT_EQ(bodies.size(), 1U);
  EXPECT_EQ(replayed, clients * 2 - 1);
  EXPECT_EQ(stamp_count(), 1);
}

TEST_F(Race, OneStampIsTakenBackOnce) {
  const auto stamped = shop.expect(200, shop.stamp(card.number));
  const Ask take_back{.method = "POST",
                      .target = vendor_path + "/transactions/" + stamped.text("/transaction/id") + "/void",
                      .token = shop.staff(),
                      .body = R"({"reason":"twice"})"};
  const auto replies = race(1, [&](int, int) { return take_back; });
  EXPECT_EQ(replies.count(200), 1);
  EXPECT_THAT(replies.codes(), Each(std::string("already_voided")));
  EXPECT_EQ(stamp_count(), 0);
}

TEST_F(Race, OnePersonGetsOneCard) {
  auto replies = race(1, [&](int number, int) {
    return Ask{.method = "POST",
               .target = std::string(api) + "/loyalty/enroll/CAFE",
               .body = R"({"first_name":"Jo","email":")" + std::string(number % 2 == 0 ? "jo" : "JO") +
                       R"(@example.org","terms_accepted":true})"};
  });
  EXPECT_EQ(replies.count(201), 1);
  EXPECT_EQ(replies.count(200), clients - 1);
  EXPECT_EQ(shop.list_all(vendor_path + "/cards?search=jo", shop.staff()).size(), 1U);
}

TEST_F(Race, GuessingAPinLocksTheTerminal) {
  shop.change_program(R"({"require_staff_pin":true})");
  const auto replies = race(2, [&](int number, int time) {
    auto ask = shop.stamp(card.number);
    const auto guess = std::to_string(70'813'500 + number * 10 + time);
    ask.body = R"({"card":")" + card.number + R"(","pin":")" + guess + "\"}";
    return ask;
  });
  EXPECT_LE(replies.count(403), 5);
  EXPECT_GE(replies.count(403), 4) << "the fifth wrong one may already say that it locks";
  EXPECT_EQ(replies.count(403) + replies.count(423), clients * 2);
  EXPECT_EQ(stamp_count(), 0);
}

}  // namespace
}  // namespace loyalty::e2e
