#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include "schemas/card.hpp"
#include "schemas/card_link.hpp"
#include "schemas/company.hpp"
#include "schemas/enrolment.hpp"
#include "schemas/json_in.hpp"
#include "schemas/list_faults.hpp"
#include "schemas/pin.hpp"
#include "schemas/points.hpp"
#include "schemas/reader.hpp"
#include "schemas/session.hpp"
#include "schemas/stamp.hpp"
#include "schemas/terminal.hpp"
#include "schemas/transaction.hpp"
#include "schemas/user.hpp"
#include "schemas/writer.hpp"

namespace loyalty {
namespace {

// The names of an object's members, in order: "id name code".
std::string list_members(std::string_view body, std::string_view inside = {}) {
  const auto parsed = parse_json(body);
  EXPECT_TRUE(parsed) << body;
  const boost::json::value* value = &parsed.value();
  if (!inside.empty()) value = &value->at({inside.data(), inside.size()});
  std::string names;
  for (const auto& member : value->as_object()) {
    if (!names.empty()) names += ' ';
    names += std::string_view(member.key());
  }
  return names;
}

const CardWithCustomer nora{
    .card = {.id = CardId{2},
             .customer_id = CustomerId{3},
             .card_number = "123456789012",
             .qr_code = "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
             .card_token = "secret-token",
             .stamp_count = 23,
             .points_balance = 40,
             .total_spent_cents = 7650},
    .customer = {.id = CustomerId{3}, .first_name = "Nora", .email = "nora@example.lu"},
    .expiring = ExpiringPoints{.points = 30, .expires_at = from_milliseconds(86'400'000)}};
const Program program{.loyalty_type = LoyaltyType::hybrid, .card_name = "Coffee", .stamps_target = 10};

TEST(CardAnswer, HasTheMembersOfTheContract) {
  const std::string body = write_json(CardAnswer{nora, program});
  EXPECT_EQ(
      list_members(body),
      "id card_number qr_code_data status customer loyalty_type stamp_count stamps_target rewards_available "
      "total_stamps_earned stamps_redeemed points_balance points_expiring total_points_earned "
      "points_redeemed "
      "total_spent_cents last_stamp_at last_points_at enrolled_at erased_at wallets");
  EXPECT_EQ(list_members(body, "customer"),
            "id first_name last_name email phone birth_date marketing_consent");
  EXPECT_EQ(list_members(body, "wallets"), "apple google");
  EXPECT_NE(body.find(R"("qr_code_data":"LC1-ABCDEFGHIJKLMNOPQRSTUVWXYZ")"), std::string::npos);
  EXPECT_NE(body.find(R"("rewards_available":2)"), std::string::npos);
  EXPECT_NE(body.find(R"("last_name":null,"email":"nora@example.lu","phone":null,"birth_date":null)"),
            std::string::npos);
  EXPECT_NE(body.find(R"("points_balance":40,"points_expiring":{"points":30,"expires_at":"1970-01-02T00)"),
            std::string::npos);
  EXPECT_NE(body.find(R"("total_spent_cents":7650)"), std::string::npos);
  EXPECT_EQ(body.find("secret-token"), std::string::npos);
  auto born = nora;
  born.customer.birth_date = "1990-05-31";
  EXPECT_NE(write_json(CardAnswer{born, program}).find(R"("birth_date":"1990-05-31")"), std::string::npos);
  auto without = nora;
  without.expiring = {};
  EXPECT_NE(write_json(CardAnswer{without, program}).find(R"("points_expiring":null)"), std::string::npos);
}

TEST(CardAnswer, HasNoRewardsWithoutStamps) {
  const Program points{.loyalty_type = LoyaltyType::points};
  EXPECT_NE(write_json(CardAnswer{nora, points}).find(R"("rewards_available":0)"), std::string::npos);
  EXPECT_NE(write_json(CardAnswer{nora, points}).find(R"("stamps_target":null)"), std::string::npos);
}

TEST(TransactionAnswer, HasTheMembersOfTheContract) {
  const TransactionView view{
      .transaction = {.type = TransactionType::stamp_earned_voided, .notes = "wrong card"},
      .card_number = "123456789012"};
  const std::string body = write_json(TransactionAnswer{view, "CAFE"});
  EXPECT_EQ(list_members(body),
            "id type card_id card_number vendor_code staff_pin_id staff_name stamps_delta points_delta "
            "stamps_after "
            "points_after purchase_amount_cents purchase_reference reverses_id voided_by_id linked_id "
            "reward_id reward "
            "notes ip_address user_agent created_at");
  EXPECT_NE(body.find(R"("linked_id":null,"reward_id":null)"), std::string::npos);
  EXPECT_NE(body.find(R"("type":"stamp_earned_voided")"), std::string::npos);
  EXPECT_NE(body.find(R"("staff_name":null)"), std::string::npos);
}

TEST(TransactionAnswer, NamesTheRowThatVoidedIt) {
  const TransactionView view{
      .transaction = {.id = TransactionId{5}, .linked_id = TransactionId{4}, .reward_id = RewardId{8}},
      .card_number = "1",
      .staff_name = "Léa",
      .voided_by_id = TransactionId{6}};
  const std::string body = write_json(TransactionAnswer{view, "CAFE"});
  EXPECT_NE(body.find(R"("voided_by_id":"6","linked_id":"4","reward_id":"8")"), std::string::npos);
  EXPECT_NE(body.find(R"("staff_name":"Léa")"), std::string::npos);
}

TEST(HistoryEntry, NamesTheHolderByFirstNameAndInitial) {
  struct Case {
    const char* first_name;
    const char* last_name;
    const char* shown;
  };
  const Case cases[] = {{"Nora", "Thill", R"("Nora T.")"},
                        {"Léa", "Œuvrard", R"("Léa Œ.")"},
                        {"Nora", "", R"("Nora")"},
                        {"", "", "null"}};
  for (const auto& [first_name, last_name, shown] : cases) {
    const TransactionView view{.first_name = first_name, .last_name = last_name};
    const std::string body = write_json(HistoryEntry{view, "CAFE"});
    EXPECT_NE(body.find(R"("customer_name":)" + std::string(shown)), std::string::npos) << body;
    EXPECT_EQ(body.find("hill"), std::string::npos);
  }
}

TEST(HolderPage, ShowsTheCardAtTheTopAndNothingOfTheStaff) {
  const std::vector<TransactionView> latest{{.transaction = {.staff_pin_id = PinId{9},
                                                             .reward = "Coffee",
                                                             .notes = "grumpy",
                                                             .ip_address = "192.0.2.1",
                                                             .user_agent = "till"}}};
  const std::string body = write_json(HolderPage{.holder = nora, .program = program, .latest = latest});
  EXPECT_EQ(
      list_members(body),
      "card_number card_name first_name loyalty_type status stamp_count stamps_target rewards_available "
      "points_balance points_expiring last_stamp_at last_points_at enrolled_at qr_code_data apple_pass_url "
      "google_save_url vendor program transactions");
  EXPECT_NE(body.find(R"("points_expiring":{"points":30,)"), std::string::npos);
  for (const std::string_view secret :
       {"spent", "grumpy", "192.0.2.1", "till", "staff", "nora@example.lu", "secret-token"}) {
    EXPECT_EQ(body.find(secret), std::string::npos) << secret;
  }
}

TEST(MaskEmail, ShowsTheFirstLetterAndTheHost) {
  EXPECT_EQ(mask_email("nora@mail.example"), "n…@mail.example");
  EXPECT_EQ(mask_email("élise@mail.example"), "é…@mail.example");
  EXPECT_EQ(mask_email("n@mail.example"), "n…@mail.example");
}

TEST(Wallets, AreNamedByTheTable) {
  CardAnswer card{nora, program};
  card.wallets.wallets[Wallet::google] = WalletAnswer{{.is_installed = true}};
  EXPECT_NE(write_json(card).find(R"("wallets":{"apple":null,"google":{"is_installed":true,)"
                                  R"("is_up_to_date":false,"last_sent_at":null}})"),
            std::string::npos);
  HolderPage page{.holder = nora, .program = program};
  page.wallet_links[Wallet::apple] = "https://l.example/pass";
  EXPECT_NE(write_json(page).find(R"("apple_pass_url":"https://l.example/pass","google_save_url":null)"),
            std::string::npos);
}

TEST(EnrolAnswer, HasTheMembersOfTheContract) {
  const EnrolAnswer answer{{.card_url = "https://l.example/c/x", .holder = nora, .program = program}};
  EXPECT_EQ(list_members(write_json(answer)),
            "already_enrolled card_url qr_code_data apple_pass_url google_save_url card");
  EXPECT_EQ(write_json(AlreadyEnrolledAnswer{}),
            R"({"already_enrolled":true,"link_sent":false,"retry_after_seconds":null})");
}

TEST(PinAnswer, ShowsOnlyLocksThatHold) {
  const Instant now = from_milliseconds(1'000'000);
  const StaffPin pin{
      .id = PinId{1}, .name = "Léa", .pin_digest = "digest", .pin_hash = "hash", .locked_until = now};
  EXPECT_EQ((PinAnswer{pin, now}).locked_until(), std::nullopt);
  EXPECT_EQ((PinAnswer{pin, now - std::chrono::milliseconds{1}}).locked_until(), now);
  EXPECT_EQ(list_members(write_json(PinAnswer{pin, now})),
            "id name is_active failed_attempts locked_until last_used_at created_at");
}

TEST(SignInAnswers, HaveTheMembersOfTheContract) {
  const Caller caller{.role = Role::manager,
                      .vendors = {{.id = VendorId{1}, .code = "CAFE", .name = "Café"}}};
  const std::string body = write_json(LoginAnswer{.token = "t", .caller = caller});
  EXPECT_EQ(list_members(body), "token expires_at user");
  EXPECT_EQ(list_members(body, "user"), "id email name role company_id vendors");
  EXPECT_NE(body.find(R"("vendors":[{"id":"1","code":"CAFE","name":"Café"}])"), std::string::npos);
}

TEST(OtherAnswers, HaveTheMembersOfTheContract) {
  EXPECT_EQ(list_members(write_json(VendorAnswer{})),
            "id company_id code name timezone currency locale created_at");
  EXPECT_EQ(list_members(write_json(CompanyAnswer{})), "id name country is_active created_at");
  EXPECT_EQ(list_members(write_json(StampAnswer{})),
            "transaction card rewards_available stamps_remaining_today next_stamp_at");
  EXPECT_EQ(list_members(write_json(StampRedeemAnswer{})), "transaction card reward");
  EXPECT_EQ(list_members(write_json(OperationAnswer{})), "transaction card");
  EXPECT_EQ(list_members(write_json(PointsAnswer{})), "transaction card points_earned");
  EXPECT_EQ(list_members(write_json(PointsAnswer{.stamp_transaction = TransactionAnswer{}})),
            "transaction card points_earned stamp_transaction");
  EXPECT_EQ(list_members(write_json(PointsRedeemAnswer{})), "transaction card reward");
  EXPECT_EQ(list_members(write_json(PointsRedeemAnswer{}), "reward"), "id name points");
  EXPECT_EQ(list_members(write_json(VoidAnswer{})), "transaction card");
  EXPECT_EQ(list_members(write_json(VoidAnswer{.linked_transaction = TransactionAnswer{}})),
            "transaction linked_transaction card");
  EXPECT_EQ(list_members(write_json(TerminalAnswer{})),
            "vendor program staff limits can_send_link server_time");
  EXPECT_EQ(list_members(write_json(PinCheckAnswer{})), "staff_pin_id name");
  EXPECT_EQ(list_members(write_json(JoinPage{})), "vendor program can_send_link");
  EXPECT_EQ(list_members(write_json(UserAnswer{User{.password_hash = "hash"}})),
            "id email name role company_id is_active vendors last_sign_in_at created_at");
}

TEST(OperationAnswers, AreMarkedAsAPreviewOrNotAtAll) {
  constexpr std::string_view mark = R"(,"preview":true})";
  EXPECT_TRUE(write_json(StampAnswer{.preview = true}).ends_with(mark));
  EXPECT_TRUE(write_json(StampRedeemAnswer{.preview = true}).ends_with(mark));
  EXPECT_TRUE(write_json(PointsAnswer{.preview = true}).ends_with(mark));
  EXPECT_TRUE(write_json(PointsRedeemAnswer{.preview = true}).ends_with(mark));
  EXPECT_TRUE(write_json(OperationAnswer{.preview = true}).ends_with(mark));
  EXPECT_TRUE(write_json(VoidAnswer{.preview = true}).ends_with(mark));
  EXPECT_EQ(write_json(PointsAnswer{}).find("preview"), std::string::npos);
}

TEST(PreviewQuery, TakesTrueAndFalseOnly) {
  EXPECT_FALSE(read_query<PreviewQuery>({}).value().preview);
  EXPECT_FALSE(read_query<PreviewQuery>({{"preview", "false"}}).value().preview);
  EXPECT_TRUE(read_query<PreviewQuery>({{"preview", "true"}}).value().preview);
  for (const char* const text : {"", "1", "yes", "True", "true "}) {
    EXPECT_FALSE(read_query<PreviewQuery>({{"preview", text}})) << text;
  }
}

TEST(Requests, NameTheirFaults) {
  EXPECT_EQ(list_faults<LoginRequest>(R"({"email":"nobody"})"), "password:required");
  EXPECT_EQ(list_faults<PasswordChange>(R"({"current_password":"x","new_password":"short"})"),
            "new_password:too_short");
  EXPECT_EQ(list_faults<CompanyCreate>(R"({"country":"ZZ"})"), "name:required country:invalid_country");
  EXPECT_EQ(list_faults<VendorCreate>(
                R"({"code":"a b","name":"x","timezone":"Mars/Base","currency":"EURO","locale":"pt"})"),
            "code:invalid_vendor_code timezone:invalid_timezone currency:too_long locale:invalid_locale");
  EXPECT_EQ(list_faults<PinCreate>(R"({"name":"Léa","pin":"12a4"})"), "pin:invalid_pin");
  EXPECT_EQ(list_faults<PinPatch>(R"({"pin":"123"})"), "pin:invalid_pin");
  EXPECT_EQ(list_faults<PinPatch>(R"({})"), "");
  EXPECT_EQ(list_faults<CardPatch>(R"({"status":"open"})"), "status:not_a_choice");
  EXPECT_EQ(list_faults<VoidRequest>(R"({})"), "reason:required");
  EXPECT_EQ(list_faults<StampRequest>(R"({"card":"x","cuont":2})"), "cuont:unknown_field");
  EXPECT_EQ(list_faults<StampRequest>(R"({"card":"x","count":101})"), "count:out_of_range");
  EXPECT_EQ(list_faults<StampRedeemRequest>(R"({"card":""})"), "card:required");
  const auto amount_fault = [](std::string_view amount) {
    return list_faults<PointsRequest>(R"({"card":"x","purchase_amount_cents":)" + std::string(amount) + "}");
  };
  EXPECT_EQ(amount_fault("1"), "");
  EXPECT_EQ(amount_fault("100000000"), "");
  EXPECT_EQ(amount_fault("1.5"), "purchase_amount_cents:wrong_type");
  for (const std::string_view wrong : {"0", "-1", "100000001", "9223372036854775808", "-9223372036854775809",
                                       "99999999999999999999999", "1e300", "-1e300"}) {
    EXPECT_EQ(amount_fault(wrong), "purchase_amount_cents:out_of_range") << wrong;
  }
  EXPECT_EQ(list_faults<PointsRequest>(R"({"card":"x","purchase_amount_cents":1,"stamps":101})"),
            "stamps:out_of_range");
  EXPECT_EQ(list_faults<PointsRedeemRequest>(R"({"card":"x","reward_id":"a"})"), "reward_id:invalid_id");
  EXPECT_EQ(list_faults<PointsAdjustRequest>(R"({"card":"x","points_delta":5})"), "reason:required");
  EXPECT_EQ(list_faults<PointsAdjustRequest>(R"({"card":"x","points_delta":0,"reason":"y"})"),
            "points_delta:zero");
  EXPECT_EQ(list_faults<PointsAdjustRequest>(R"({"card":"x","reason":"y"})"), "points_delta:required");
  EXPECT_EQ(list_faults<PointsAdjustRequest>(R"({"card":"x","points_delta":-10000000,"reason":"y"})"), "");
  EXPECT_EQ(list_faults<PointsAdjustRequest>(R"({"card":"x","points_delta":10000001,"reason":"y"})"),
            "points_delta:out_of_range");
}

TEST(StampRequest, TakesAnyTextAsATriedPin) {
  const auto read = read_body<StampRequest>(R"({"card":" 1234 5678 9012 ","pin":"12a","staff_pin_id":""})");
  ASSERT_TRUE(read);
  EXPECT_EQ(read.value().card, "1234 5678 9012");
  EXPECT_EQ(read.value().pin, "12a");
  EXPECT_EQ(read.value().staff_pin_id, std::nullopt);
  EXPECT_EQ(read.value().count, 1);
}

TEST(VendorCreate, FillsInDefaultsAndNormalises) {
  const auto read =
      read_body<VendorCreate>(R"({"code":"cafe-1","name":"Café","currency":"chf","locale":"lu"})");
  ASSERT_TRUE(read);
  EXPECT_EQ(read.value().code, "CAFE-1");
  EXPECT_EQ(read.value().timezone, "Europe/Luxembourg");
  EXPECT_EQ(read.value().currency, "CHF");
  EXPECT_EQ(read.value().locale, "lb");
}

TEST(VendorPatch, ChangesOnlyWhatItNames) {
  const auto read = read_body<VendorPatch>(R"({"name":"New"})");
  ASSERT_TRUE(read);
  Vendor vendor{.code = "CAFE", .name = "Old", .timezone = "Europe/Paris"};
  apply(read.value(), vendor);
  EXPECT_EQ(vendor.name, "New");
  EXPECT_EQ(vendor.timezone, "Europe/Paris");
}

TEST(UserCreate, ChecksWhatTheRoleNeeds) {
  struct Case {
    std::string_view members;
    std::string_view faults;
  };
  const Case cases[] = {
      {R"("role":"admin")", ""},
      {R"("role":"admin","company_id":"1")", "company_id:not_for_role"},
      {R"("role":"admin","vendor_codes":["CAFE"])", "vendor_codes:not_for_role"},
      {R"("role":"owner")", "company_id:required_for_role"},
      {R"("role":"owner","company_id":"1")", ""},
      {R"("role":"manager","company_id":"1")", "vendor_codes:required_for_role"},
      {R"("role":"staff","vendor_codes":["cafe"])", ""},
      {R"("role":"staff","vendor_codes":["c","ok"])", "vendor_codes[0]:invalid_vendor_code"},
      {R"("role":"boss")", "role:not_a_choice"},
  };
  for (const Case& item : cases) {
    const std::string body =
        R"({"email":"a@b.lu","name":"A","password":"long enough",)" + std::string(item.members) + "}";
    EXPECT_EQ(list_faults<UserCreate>(body), item.faults) << item.members;
  }
}

TEST(EnrolRequest, NeedsAContactAndTheTerms) {
  struct Case {
    std::string_view members;
    std::string_view faults;
  };
  const Case cases[] = {
      {R"("email":"a@b.lu","terms_accepted":true)", ""},
      {R"("phone":"+352 621 123 456","terms_accepted":true)", ""},
      {R"("email":"","phone":"","terms_accepted":true)", "email:email_or_phone_required"},
      {R"("email":"a@b","terms_accepted":true)", "email:invalid_email"},
      {R"("email":"a@b.lu")", "terms_accepted:required"},
      {R"("email":"a@b.lu","terms_accepted":false)", "terms_accepted:must_be_accepted"},
      {R"("email":"a@b.lu","terms_accepted":"yes")", "terms_accepted:wrong_type"},
      {R"("birth_date":"1990-02-30","terms_accepted":false)",
       "birth_date:invalid_date email:email_or_phone_required terms_accepted:must_be_accepted"},
  };
  for (const Case& item : cases) {
    EXPECT_EQ(list_faults<EnrolRequest>(R"({"first_name":"Nora",)" + std::string(item.members) + "}"),
              item.faults)
        << item.members;
  }
}

TEST(TransactionQuery, TakesTimesAndDates) {
  const auto read =
      read_query<TransactionQuery>({{"from", "2026-11-22"}, {"type", "welcome_bonus"}, {"limit", "200"}});
  ASSERT_TRUE(read);
  EXPECT_EQ(read.value().choice.type, TransactionType::welcome_bonus);
  EXPECT_EQ(read.value().list.limit, 200);
  EXPECT_FALSE(read_query<TransactionQuery>({{"from", "yesterday"}}));
  EXPECT_FALSE(read_query<TransactionQuery>({{"limit", "201"}}));
  EXPECT_FALSE(read_query<TransactionQuery>({{"limit", "0"}}));
  const Zone zone = *Zone::find("Europe/Luxembourg");
  EXPECT_EQ(resolve_moment("2026-11-22", zone, RangeEnd::begin), parse_rfc3339("2026-11-21T23:00:00Z"));
  EXPECT_EQ(resolve_moment("2026-11-22", zone, RangeEnd::end), parse_rfc3339("2026-11-22T23:00:00Z"));
  EXPECT_EQ(resolve_moment("2026-11-22T10:00:00Z", zone, RangeEnd::end),
            parse_rfc3339("2026-11-22T10:00:00Z"));
}

}  // namespace
}  // namespace loyalty
