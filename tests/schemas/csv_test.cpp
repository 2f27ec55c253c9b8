#include "schemas/csv.hpp"

#include <gtest/gtest.h>

#include "schemas/transaction.hpp"
#include "support/csv.hpp"

namespace loyalty {
namespace {

std::string write(std::initializer_list<std::string_view> fields) {
  std::string out;
  CsvRow row(out);
  for (const auto field : fields) row.text(field);
  row.end();
  return out;
}

TEST(WriteCsv, QuotesWhatNeedsItAndDefusesFormulas) {
  struct Case {
    std::string_view text;
    std::string_view written;
  };
  const Case cases[] = {
      {"", ""},
      {"two cups", "two cups"},
      {" Élise; 🍪 ", " Élise; 🍪 "},
      {"a,b", "\"a,b\""},
      {"say \"hi\"", "\"say \"\"hi\"\"\""},
      {"\"", "\"\"\"\""},
      {"\"\"", "\"\"\"\"\"\""},
      {"one\ntwo", "\"one\ntwo\""},
      {"one\rtwo", "\"one\rtwo\""},
      {"it's", "it's"},
      {"a=b+c-d@e\tf", "a=b+c-d@e\tf"},
      {"=1+1", "'=1+1"},
      {"+352 621", "'+352 621"},
      {"-5", "'-5"},
      {"@SUM(A1)", "'@SUM(A1)"},
      {"\tcmd", "'\tcmd"},
      {"\rcmd", "\"'\rcmd\""},
      {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
      {"'=1", "'=1"},
      {" =1", " =1"},
  };
  for (const auto& [text, written] : cases) {
    EXPECT_EQ(write({text}), std::string(written) + "\r\n") << text;
    EXPECT_EQ(write({"a", text, "b"}), "a," + std::string(written) + ",b\r\n") << text;
  }
}

TEST(WriteCsv, KeepsNumbersNumbers) {
  std::string out;
  CsvRow row(out);
  for (const std::int64_t number : {std::int64_t{0}, std::int64_t{-5}, INT64_MAX, INT64_MIN})
    row.number(number);
  row.end();
  EXPECT_EQ(out, "0,-5,9223372036854775807,-9223372036854775808\r\n");
}

TEST(WriteCsv, IsReadBack) {
  const std::vector<std::string> fields{"", "a,b", "say \"hi\"", "one\r\ntwo", "\"", "é", ""};
  std::string out;
  for (int i = 0; i < 2; ++i) {
    CsvRow row(out);
    for (const auto& field : fields) row.text(field);
    row.end();
  }
  EXPECT_EQ(test::read_csv(out), (test::CsvRows{fields, fields}));
}

TEST(ReadCsv, TakesNothingElse) {
  for (const char* const text : {"a", "a\n", "a\r", "a\"b\r\n", "\"a\r\n", "\"a\"b\r\n", "a,\r\nb"}) {
    EXPECT_THROW(test::read_csv(text), std::runtime_error) << text;
  }
}

TEST(TransactionRow, HasTheFieldsOfTheAnswerAndTheLocalTime) {
  std::string names;
  append_csv_names<TransactionRow>(names);
  EXPECT_EQ(names,
            "id,type,card_id,card_number,vendor_code,staff_pin_id,staff_name,stamps_delta,points_delta,"
            "stamps_after,points_after,purchase_amount_cents,purchase_reference,reverses_id,voided_by_id,"
            "linked_id,reward_id,reward,notes,ip_address,user_agent,created_at,customer_name,local_time\r\n");
}

TEST(TransactionRow, WritesEveryKindOfField) {
  const TransactionView view{.transaction = {.card_id = CardId{8},
                                             .id = TransactionId{7},
                                             .type = TransactionType::stamp_redeemed,
                                             .staff_pin_id = PinId{9},
                                             .stamps_delta = -5,
                                             .points_delta = 0,
                                             .stamps_after = 2,
                                             .points_after = -30,
                                             .purchase_reference = "-17",
                                             .reward_id = RewardId{12},
                                             .notes = "no milk,\n\"please\"",
                                             .user_agent = "=cmd",
                                             .created_at = *parse_rfc3339("2026-11-22T13:03:05.250Z")},
                             .card_number = "100000000007",
                             .staff_name = "@Anna",
                             .first_name = "=Nora",
                             .last_name = "Thill",
                             .voided_by_id = TransactionId{11}};
  const TransactionRow row{.entry = {view, "-CITY"}, .local_time = "2026-11-22 14:03:05"};
  std::string out;
  append_csv_row(out, row);
  EXPECT_EQ(out,
            "7,stamp_redeemed,8,100000000007,'-CITY,9,'@Anna,-5,0,2,-30,,'-17,,11,,12,,"
            "\"no milk,\n\"\"please\"\"\",,'=cmd,2026-11-22T13:03:05.250Z,'=Nora T.,2026-11-22 14:03:05\r\n");
}

}  // namespace
}  // namespace loyalty
