#include "services/idempotency.hpp"

#include <gtest/gtest.h>

#include "support/world.hpp"

namespace loyalty {
namespace {

using test::refusal_of;
using enum RefusalCode;
using std::chrono::hours;
using std::chrono::milliseconds;

class AnswerOnce : public test::WorldFixture {
 protected:
  struct Answered {
    Answer answer;
    bool is_replay = false;
  };
  IdempotentRequest request(std::string_view key, std::string_view body = "{}",
                            std::string_view endpoint = "POST /stamp") {
    return make_idempotent_request(world.secrets, world.city.company_id, "CITY", endpoint, key, body,
                                   world.now);
  }
  // As the program does it: in one write, and only when there is no first answer.
  Outcome<Answered> answer(const IdempotentRequest& asked,
                           const std::function<Answer(storage::Transaction&)>& work) {
    return database.write([&](storage::Transaction& tx) -> Outcome<Answered> {
      const auto first = find_first_answer(tx, asked);
      if (!first) return first.error();
      if (*first) return Answered{.answer = **first, .is_replay = true};
      const auto made = work(tx);
      keep_answer(tx, asked, made);
      return Answered{.answer = made};
    });
  }
  std::function<Answer(storage::Transaction&)> says(int status, std::string body) {
    return [=](storage::Transaction&) { return Answer{.status = status, .body = body}; };
  }
};

TEST_P(AnswerOnce, RepeatsTheFirstAnswerAndWorksOnce) {
  const auto command = world.stamp_command(world.city, world.elise.card);
  const auto work = [&](storage::Transaction& tx) {
    EXPECT_TRUE(add_stamp(tx, command));
    return Answer{.status = 200, .body = "{\"stamps\":1}"};
  };
  for (const bool is_replay : {false, true, true}) {
    const auto answered = answer(request("key"), work);
    ASSERT_TRUE(answered);
    EXPECT_EQ(answered->is_replay, is_replay);
    EXPECT_EQ(answered->answer.status, 200);
    EXPECT_EQ(answered->answer.body, "{\"stamps\":1}");
  }
  EXPECT_EQ(world.card(world.elise.card).stamp_count, 1);
}

TEST_P(AnswerOnce, RepeatsRefusalsAsWell) {
  ASSERT_TRUE(answer(request("key"), says(409, "{\"code\":\"cooldown_active\"}")));
  const auto again = answer(request("key"), says(200, "{}"));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->answer.status, 409);
  EXPECT_EQ(again->answer.body, "{\"code\":\"cooldown_active\"}");
}

TEST_P(AnswerOnce, RefusesTheKeyWithAnotherRequest) {
  ASSERT_TRUE(answer(request("key", "{\"a\":1}"), says(200, "{}")));
  EXPECT_EQ(refusal_of(answer(request("key", "{\"a\":2}"), says(200, "{}"))), idempotency_key_reused);
  EXPECT_TRUE(answer(request("key", "{\"a\":1}"), says(500, "never"))->is_replay) << "the first one stays";
}

TEST_P(AnswerOnce, TellsKeysOfOtherPlacesApart) {
  ASSERT_TRUE(answer(request("key"), says(200, "first")));
  const auto company = world.city.company_id;
  const IdempotentRequest others[] = {
      request("other key"),
      request("key", "{}", "POST /stamp/redeem"),
      make_idempotent_request(world.secrets, company, "PARK", "POST /stamp", "key", "{}", world.now),
      make_idempotent_request(world.secrets, world.bakery.company_id, "CITY", "POST /stamp", "key", "{}",
                              world.now),
      make_idempotent_request(world.secrets, company, "CITYPOST", " /stamp", "key", "{}", world.now),
  };
  for (const auto& other : others) EXPECT_FALSE(answer(other, says(200, "second"))->is_replay);
}

TEST_P(AnswerOnce, ForgetsAfterFortyEightHours) {
  ASSERT_TRUE(answer(request("key"), says(200, "first")));
  world.pass(hours{48} - milliseconds{1});
  EXPECT_TRUE(answer(request("key"), says(200, "second"))->is_replay);
  world.pass(milliseconds{1});
  EXPECT_FALSE(answer(request("key", "{\"another\":1}"), says(200, "third"))->is_replay);
  world.pass(hours{47});
  const auto again = answer(request("key", "{\"another\":1}"), says(200, "fourth"));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->answer.body, "third");
}

TEST_P(AnswerOnce, KeepsNothingOfAFault) {
  const auto fail = [](storage::Transaction&) -> Answer { throw std::runtime_error("ours"); };
  EXPECT_THROW((void)answer(request("key"), fail), std::runtime_error);
  EXPECT_FALSE(answer(request("key"), says(200, "{}"))->is_replay);
}

INSTANTIATE_TEST_SUITE_P(, AnswerOnce, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
