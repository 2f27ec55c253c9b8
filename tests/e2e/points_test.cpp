// Points through the real program: twenty clients after the same reward, and points whose time is over.
#include <atomic>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/instant.hpp"
#include "e2e/load.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr int clients = 20;
const std::string vendor_path = std::string(api) + "/vendor/loyalty";

class Points : public ::testing::Test {
 protected:
  Ask post(const std::string& path, const EnrolledCard& card, const std::string& more) const {
    return {.method = "POST",
            .target = vendor_path + path,
            .token = shop.staff(),
            .body = R"({"card":")" + card.number + "\"," + more + "}"};
  }
  // Ten points for each euro.
  void earn(const EnrolledCard& card, int euros) {
    shop.expect(200, post("/points", card, R"("purchase_amount_cents":)" + std::to_string(100 * euros)));
  }
  Ask burn(const EnrolledCard& card) {
    const auto program = shop.expect(200, {.target = vendor_path + "/program", .token = shop.staff()});
    return post("/points/redeem", card, R"("reward_id":")" + program.text("/points_rewards/0/id") + "\"");
  }
  std::int64_t balance(const EnrolledCard& card) {
    return shop
        .expect(200, {.target = vendor_path + "/cards/lookup?code=" + card.number, .token = shop.staff()})
        .number("/points_balance");
  }
  std::size_t count_rows(const EnrolledCard& card, const std::string& type) {
    return shop.list_all(vendor_path + "/transactions?card=" + card.number + "&type=" + type, shop.staff())
        .size();
  }
  void TearDown() override {
    const auto beside_the_server = check_ledger(shop.database_url());
    EXPECT_THAT(beside_the_server.faults, IsEmpty());
    EXPECT_EQ(shop.server().stop(), 0);
    EXPECT_EQ(shop.server().process().errors(), "");
  }

  Shop shop{{.program = load_program, .server = {.settings = {{"LOYALTY_TASKS", "off"}}}}};
  EnrolledCard lea = shop.enrol("lea");
  EnrolledCard tom = shop.enrol("tom");
};

TEST_F(Points, AreSpentOnceWhoeverAsks) {
  for (int i = 0; i < 10; ++i) earn(lea, 2);
  const auto ask = burn(lea);
  std::atomic<int> done = 0;
  std::atomic<int> refused = 0;
  run_together(clients, shop.port(), [&](int, Client& client) {
    const auto reply = client.ask(ask);
    done += reply.status == 200 ? 1 : 0;
    refused += reply.status == 409 && reply.code() == "not_enough_points" ? 1 : 0;
  });
  EXPECT_EQ(done, 2) << "200 points are two rewards of 70";
  EXPECT_EQ(refused, clients - 2);
  EXPECT_EQ(balance(lea), 60);
  EXPECT_EQ(count_rows(lea, "points_redeemed"), 2U);
}

TEST_F(Points, AreGoneWhenTheirTimeIsOver) {
  earn(lea, 10);
  earn(tom, 20);
  earn(tom, 5);
  let_points_run_out(shop.database_url());
  EXPECT_EQ(balance(lea), 0) << "before anything has taken them out";
  EXPECT_EQ(count_rows(lea, "points_expired"), 0U);
  EXPECT_EQ(shop.client().ask(burn(lea)).code(), "not_enough_points");
  EXPECT_EQ(count_rows(lea, "points_expired"), 1U) << "the counter found them";
  const Start sweep{.arguments = {"task", "run", "point_expiration"},
                    .settings = make_settings(shop.database_url())};
  EXPECT_EQ(run(sweep).output, "point_expiration: cards 1, lots 2, points 250\n");
  EXPECT_EQ(run(sweep).output, "point_expiration: cards 0, lots 0, points 0\n");
  EXPECT_EQ(balance(tom), 0);
  EXPECT_EQ(count_rows(tom, "points_expired"), 1U);
  earn(tom, 1);
  EXPECT_EQ(balance(tom), 10);
}

TEST_F(Points, AreTakenOutByTheServerItself) {
  earn(lea, 10);
  EXPECT_EQ(shop.server().stop(), 0);
  let_points_run_out(shop.database_url());
  {
    Server server(shop.database_url());
    // The first sweep comes with the start.
    const auto give_up_at = steady_now() + 30s;
    while (server.log().find("point_expiration") == std::string::npos && steady_now() < give_up_at) {
      std::this_thread::sleep_for(10ms);
    }
    EXPECT_THAT(server.log(), HasSubstr("point_expiration cards=1 lots=1 points=100"));
    EXPECT_EQ(server.stop(), 0);
  }
  shop.start_again();
  EXPECT_EQ(count_rows(lea, "points_expired"), 1U);
}

}  // namespace
}  // namespace loyalty::e2e
