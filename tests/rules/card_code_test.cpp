#include "rules/card_code.hpp"

#include <ostream>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace loyalty {

void PrintTo(const CardCode& code, std::ostream* out) {
  *out << static_cast<int>(code.kind) << ' ' << code.value;
}

namespace {

TEST(MakeCardNumber, HasTwelveDigitsWithoutALeadingZero) {
  EXPECT_EQ(make_card_number(0), "100000000008");
  EXPECT_EQ(make_card_number(89'999'999'999), "999999999991");
  EXPECT_EQ(make_card_number(90'000'000'000), "100000000008");
  for (int i = 0; i < 1000; ++i) {
    const std::string number = make_card_number(random_below(~std::uint64_t{0}));
    ASSERT_EQ(number.size(), 12U);
    ASSERT_NE(number.front(), '0');
    ASSERT_TRUE(is_card_number(number)) << number;
  }
}

TEST(IsCardNumber, FindsEveryWrongDigitAndEverySwapButOne) {
  const std::string number = "412345678905";
  ASSERT_TRUE(is_card_number(number));
  for (std::size_t i = 0; i < number.size(); ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string wrong = number;
      wrong[i] = digit;
      EXPECT_EQ(is_card_number(wrong), wrong == number) << wrong;
    }
  }
  for (std::size_t i = 0; i + 1 < number.size(); ++i) {
    std::string swapped = number;
    std::swap(swapped[i], swapped[i + 1]);
    // Luhn cannot see 09 for 90.
    const bool is_blind = number.substr(i, 2) == "90" || number.substr(i, 2) == "09";
    EXPECT_EQ(is_card_number(swapped), is_blind) << swapped;
  }
}

TEST(IsCardNumber, TakesTwelveDigitsOnly) {
  for (const char* const text : {"", "0", "41234567890", "4123456789050", "41234567890a", "4123 4567 8905"}) {
    EXPECT_FALSE(is_card_number(text)) << text;
  }
}

TEST(MakeQrCode, Uses130RandomBits) {
  EXPECT_EQ(make_qr_code(std::string(17, '\0')), std::string(26, 'A'));
  EXPECT_EQ(make_qr_code(std::string(17, '\xff')), std::string(26, '7'));
  // The lowest of the 130 bits counts, the six after it do not.
  EXPECT_EQ(make_qr_code(std::string(16, '\0') + '\x40'), std::string(25, 'A') + 'B');
  EXPECT_EQ(make_qr_code(std::string(16, '\0') + '\x3f'), std::string(26, 'A'));
  EXPECT_THROW(make_qr_code(std::string(16, '\0')), std::invalid_argument);
  EXPECT_THROW(make_qr_code(std::string(18, '\0')), std::invalid_argument);
}

TEST(FormatQrText, IsReadBack) {
  const std::string code = make_qr_code(random_bytes(17));
  EXPECT_EQ(parse_card_code(format_qr_text(code)), (CardCode{CardCode::Kind::qr, code}));
}

struct Parsed {
  const char* text;
  CardCode::Kind kind;
  const char* value;
};

TEST(ParseCardCode, KnowsNumbersQrTextsAndIds) {
  using enum CardCode::Kind;
  const Parsed cases[] = {
      {"412345678905", number, "412345678905"},
      {" 4123 4567 8905\n", number, "412345678905"},
      {"4123-4567-8905", number, "412345678905"},
      {"4 1 2 3 4 5 6 7 8 9 0 5", number, "412345678905"},
      {"4123  4567 - 8905", number, "412345678905"},
      {"4123\u00A04567\u20118905", number, "412345678905"},
      {"LC1-ABCDEFGHIJKLMNOPQRSTUVWX23", qr, "ABCDEFGHIJKLMNOPQRSTUVWX23"},
      {"lc1-abcdefghijklmnopqrstuvwx23", qr, "ABCDEFGHIJKLMNOPQRSTUVWX23"},
      {"  Lc1-yzYZ234567aaaaaaaaaaaaaaaa  ", qr, "YZYZ234567AAAAAAAAAAAAAAAA"},
      {"1234567890123", id, "1234567890123"},
      {"9223372036854775807", id, "9223372036854775807"},
  };
  for (const auto& [text, kind, value] : cases)
    EXPECT_EQ(parse_card_code(text), (CardCode{kind, value})) << text;
}

TEST(ParseCardCode, RefusesEverythingElse) {
  const std::string cases[] = {
      "",
      " ",
      "412345678906",  // wrong check digit
      "4123 4567 8906",
      "-412345678905",
      "412345678905-",
      "4123.4567.8905",
      "4123\n45678905",
      "41234567890",
      "LC1-ABCDEFGHIJKLMNOPQRSTUVWX2",    // 25
      "LC1-ABCDEFGHIJKLMNOPQRSTUVWX234",  // 27
      "LC1-ABCDEFGHIJKLMNOPQRSTUVWX21",   // no 1 in base32
      "LC1-ABCDEFGHIJKLMNOPQRSTUVWX20",
      "LC1-ABCDEFGHIJKLMNOPQRSTUVWX28",
      "LC1-ABCDEFGHIJKLM-OPQRSTUVWX23",
      "LC2-ABCDEFGHIJKLMNOPQRSTUVWX23",
      "LC1ABCDEFGHIJKLMNOPQRSTUVWX23",
      "ABCDEFGHIJKLMNOPQRSTUVWX23",
      "1234567890123 ?",
      "123 4567890123",  // an id has no spaces
      "0123456789012",
      "9223372036854775808",
      "12345678901234567890",
      "4123" + std::string(60, ' ') + "45678905",
      "4123\xFF"
      "45678905",
  };
  for (const std::string& text : cases) EXPECT_FALSE(parse_card_code(text)) << text;
}

}  // namespace
}  // namespace loyalty
