#include "schemas/program.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "schemas/list_faults.hpp"
#include "schemas/reader.hpp"
#include "schemas/writer.hpp"

namespace loyalty {
namespace {

TEST(ProgramCreate, KeepsTheDefaultsOfTheContract) {
  const auto read =
      read_body<ProgramCreate>(R"({"loyalty_type":"stamps","card_name":"Coffee","stamps_target":10})");
  ASSERT_TRUE(read);
  Program program;
  apply(read.value(), program);
  EXPECT_EQ(program.loyalty_type, LoyaltyType::stamps);
  EXPECT_EQ(program.card_name, "Coffee");
  EXPECT_EQ(program.stamps_target, 10);
  EXPECT_EQ(program.cooldown_minutes, 15);
  EXPECT_EQ(program.max_daily_stamps, 5);
  EXPECT_TRUE(program.require_staff_pin);
  EXPECT_TRUE(program.allow_negative_points);
  EXPECT_TRUE(program.is_active);
  EXPECT_EQ(program.points_expire_after_days, std::nullopt);
}

TEST(ProgramCreate, ReadsEveryField) {
  const auto read = read_body<ProgramCreate>(
      R"({"loyalty_type":"hybrid","card_name":"Bread","card_color":"#A1B2C3",)"
      R"("logo_url":"https://l.example/x.png",)"
      R"("stamp_icon":"bread","headline":"Every loaf counts","stamps_target":8,)"
      R"("stamps_reward_description":"A loaf","stamps_reward_cost_cents":210,)"
      R"("points_per_euro":1.25,"points_rewards":[{"name":"Roll","points":50},{"id":"7",)"
      R"("name":"Cake","points":90,)"
      R"("description":"Any","cost_cents":0,"is_active":false}],)"
      R"("minimum_purchase_cents":500,"welcome_bonus_stamps":1,)"
      R"("welcome_bonus_points":10,"points_expire_after_days":365,"allow_negative_points":false,)"
      R"("cooldown_minutes":0,)"
      R"("max_daily_stamps":3,"require_staff_pin":false,"business_day_starts_at":"04:00",)"
      R"("google_issuer_id":"338800",)"
      R"("apple_pass_type_id":"pass.com.example.card","terms_text":"One\nTwo","is_active":false})");
  ASSERT_TRUE(read);
  Program program;
  apply(read.value(), program);
  const std::string body = write_json(ProgramAnswer{program});
  EXPECT_EQ(
      body,
      R"({"id":"0","loyalty_type":"hybrid","card_name":"Bread","card_color":"#a1b2c3",)"
      R"("logo_url":"https://l.example/x.png","stamp_icon":"bread","headline":"Every loaf counts",)"
      R"("stamps_target":8,"stamps_reward_description":"A loaf","points_per_euro":1.25,)"
      R"("minimum_purchase_cents":500,"welcome_bonus_stamps":1,"welcome_bonus_points":10,)"
      R"("points_expire_after_days":365,"terms_text":"One\nTwo","terms_version":1,"is_active":false,)"
      R"("points_rewards":[)"
      R"({"id":"0","name":"Roll","points":50,"description":null,"is_active":true,"cost_cents":null},)"
      R"({"id":"7","name":"Cake","points":90,"description":"Any","is_active":false,"cost_cents":0}],)"
      R"("stamps_reward_cost_cents":210,)"
      R"("allow_negative_points":false,"cooldown_minutes":0,"max_daily_stamps":3,"require_staff_pin":false,)"
      R"("business_day_starts_at":"04:00","google_issuer_id":"338800",)"
      R"("apple_pass_type_id":"pass.com.example.card","version":1,"created_at":"1970-01-01T00:00:00.000Z",)"
      R"("updated_at":"1970-01-01T00:00:00.000Z"})");
}

TEST(ProgramPatch, TakesAwayWhatIsNullAndLeavesTheRest) {
  Program program{.card_name = "Old",
                  .logo_url = "https://l.example/x.png",
                  .stamps_target = 10,
                  .stamps_reward_cost_cents = 90,
                  .points_per_euro = {500},
                  .points_rewards = {{.id = RewardId{1}, .name = "Roll", .points = 5}},
                  .points_expire_after_days = 30,
                  .cooldown_minutes = 60};
  const auto read = read_body<ProgramPatch>(
      R"({"logo_url":null,"points_expire_after_days":null,"points_per_euro":null,"stamps_target":12,)"
      R"("stamps_reward_cost_cents":null})");
  ASSERT_TRUE(read);
  apply(read.value(), program);
  EXPECT_EQ(program.card_name, "Old");
  EXPECT_EQ(program.logo_url, "");
  EXPECT_EQ(program.points_expire_after_days, std::nullopt);
  EXPECT_EQ(program.stamps_reward_cost_cents, std::nullopt);
  EXPECT_EQ(program.points_per_euro, Thousandths{0});
  EXPECT_EQ(program.stamps_target, 12);
  EXPECT_EQ(program.cooldown_minutes, 60);
  EXPECT_EQ(program.points_rewards.size(), 1U);
}

TEST(ProgramFields, NameTheirFaults) {
  struct Case {
    std::string_view member;
    std::string_view fault;
  };
  const Case cases[] = {
      {R"("loyalty_type":"miles")", "loyalty_type:not_a_choice"},
      {R"("card_name":null)", "card_name:required"},
      {R"("card_color":"red")", "card_color:invalid_color"},
      {R"("card_color":"#12345g")", "card_color:invalid_color"},
      {R"("logo_url":"http://l.example/x.png")", "logo_url:invalid_url"},
      {R"("logo_url":"https://")", "logo_url:invalid_url"},
      {R"("logo_url":"https://a b/x")", "logo_url:invalid_url"},
      {R"("logo_url":"https://user@l.example/")", "logo_url:invalid_url"},
      {R"("stamp_icon":"skull")", "stamp_icon:not_a_choice"},
      {R"("stamps_target":1)", "stamps_target:out_of_range"},
      {R"("stamps_target":101)", "stamps_target:out_of_range"},
      {R"("points_per_euro":0)", "points_per_euro:out_of_range"},
      {R"("points_per_euro":0.0001)", "points_per_euro:too_many_decimals"},
      {R"("points_per_euro":-1)", "points_per_euro:out_of_range"},
      {R"("points_rewards":[{"name":"x","points":0},{"points":5}])",
       "points_rewards[0].points:out_of_range points_rewards[1].name:required"},
      {R"("points_rewards":[{"name":"x","points":5,"cost_cents":-1},)"
       R"({"name":"y","points":5,"cost_cents":100000001}])",
       "points_rewards[0].cost_cents:out_of_range points_rewards[1].cost_cents:out_of_range"},
      {R"("stamps_reward_cost_cents":-1)", "stamps_reward_cost_cents:out_of_range"},
      {R"("stamps_reward_cost_cents":100000001)", "stamps_reward_cost_cents:out_of_range"},
      {R"("minimum_purchase_cents":-1)", "minimum_purchase_cents:out_of_range"},
      {R"("points_expire_after_days":0)", "points_expire_after_days:out_of_range"},
      {R"("cooldown_minutes":1441)", "cooldown_minutes:out_of_range"},
      {R"("cooldown_minutes":null)", "cooldown_minutes:required"},
      {R"("max_daily_stamps":0)", "max_daily_stamps:out_of_range"},
      {R"("max_daily_stamps":1001)", "max_daily_stamps:out_of_range"},
      {R"("business_day_starts_at":"4:00")", "business_day_starts_at:invalid_time_of_day"},
      {R"("google_issuer_id":"x")", "google_issuer_id:invalid_google_issuer_id"},
      {R"("apple_pass_type_id":"com.example")", "apple_pass_type_id:invalid_apple_pass_type_id"},
      {R"("id":"5")", "id:unknown_field"},
  };
  for (const Case& item : cases) {
    EXPECT_EQ(list_faults<ProgramPatch>("{" + std::string(item.member) + "}"), item.fault) << item.member;
  }
  EXPECT_EQ(list_faults<ProgramCreate>("{}"), "loyalty_type:required card_name:required");
  EXPECT_EQ(list_faults<ProgramPatch>("{}"), "");
}

TEST(ProgramLook, LeavesOutRewardsThatAreSwitchedOff) {
  const Program program{
      .points_rewards = {{.id = RewardId{1}, .name = "On", .points = 5},
                         {.id = RewardId{2}, .name = "Off", .points = 5, .is_active = false}}};
  const std::string look = write_json(ProgramLook{program});
  EXPECT_NE(look.find("On"), std::string::npos);
  EXPECT_EQ(look.find("Off"), std::string::npos);
  EXPECT_NE(write_json(ProgramAnswer{program}).find("Off"), std::string::npos);
}

TEST(ProgramLook, LeavesOutWhatRewardsCost) {
  const Program program{
      .stamps_reward_cost_cents = 4321,
      .points_rewards = {{.id = RewardId{1}, .name = "On", .points = 5, .cost_cents = 1234}}};
  const std::string look = write_json(ProgramLook{program});
  for (const std::string_view secret : {"cost", "1234", "4321"}) {
    EXPECT_EQ(look.find(secret), std::string::npos) << secret;
  }
}

TEST(ChangedProgramAnswer, TellsThatAnotherExpiryIsForNewPointsOnly) {
  struct Case {
    std::optional<std::int64_t> before;
    std::optional<std::int64_t> after;
    bool is_noticed;
  };
  const Case cases[] = {{30, 60, true},
                        {30, std::nullopt, true},
                        {std::nullopt, 30, true},
                        {30, 30, false},
                        {std::nullopt, std::nullopt, false}};
  for (const Case& item : cases) {
    const Program before{.points_expire_after_days = item.before};
    const Program after{.points_expire_after_days = item.after};
    const auto answer = to_changed_answer(before, after, Language::en);
    ASSERT_EQ(answer.notices.size(), item.is_noticed ? 1U : 0U);
    if (!item.is_noticed) {
      EXPECT_TRUE(write_json(answer).ends_with(R"("notices":[]})"));
    } else {
      EXPECT_EQ(answer.notices[0].code, "expiry_touches_new_points_only");
    }
  }
}

TEST(ChangedProgramAnswer, SpeaksTheCallersLanguage) {
  const Program before;
  const Program after{.points_expire_after_days = 30};
  std::set<std::string> texts;
  for (const auto& entry : Names<Language>::table) {
    const auto answer = to_changed_answer(before, after, entry.first);
    EXPECT_FALSE(answer.notices[0].message.starts_with("notice."));
    texts.insert(answer.notices[0].message);
  }
  EXPECT_EQ(texts.size(), Names<Language>::table.size());
}

}  // namespace
}  // namespace loyalty
