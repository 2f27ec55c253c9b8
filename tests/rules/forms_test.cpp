// PINs, vendor codes and passwords: what people may choose.
#include <string>

#include <gtest/gtest.h>

#include "rules/password.hpp"
#include "rules/pin_form.hpp"
#include "rules/vendor_code.hpp"

namespace loyalty {
namespace {

TEST(IsPinForm, TakesFourToEightDigits) {
  for (const char* const pin : {"0000", "4827", "48273", "48273951"}) EXPECT_TRUE(is_pin_form(pin)) << pin;
  for (const char* const pin : {"", "482", "482739516", "48 7", "482a", "-482", "４８２７"}) {
    EXPECT_FALSE(is_pin_form(pin)) << pin;
  }
}

TEST(IsTrivialPin, FindsWhatAnybodyWouldTryFirst) {
  const char* const trivial[] = {
      "0000", "7777", "99999999",                                        // one digit
      "1234", "0123", "23456789",                                        // up
      "7890", "8901", "90123",                                           // up past 9
      "4321", "9876", "3210",     "87654321",                            // down
      "2109", "0987",                                                    // down past 0
      "1212", "6969", "12121",    "90909090",                            // pairs
      "1004", "2580", "1122",     "123123",   "112233", "2000", "1357",  // the most used ones
  };
  for (const char* const pin : trivial) EXPECT_TRUE(is_trivial_pin(pin)) << pin;
  const char* const fine[] = {"1235", "4322",     "1213", "4827", "7891", "0124",
                              "1005", "12345679", "1112", "2581", "90910"};
  for (const char* const pin : fine) EXPECT_FALSE(is_trivial_pin(pin)) << pin;
}

TEST(NormaliseVendorCode, RaisesTheCase) {
  const std::string longest(40, 'A');
  const std::pair<std::string, std::string> good[] = {
      {"AB", "AB"}, {"brewster", "BREWSTER"}, {"Cafe_No-1", "CAFE_NO-1"}, {"09", "09"}, {longest, longest}};
  for (const auto& [text, code] : good) EXPECT_EQ(normalise_vendor_code(text), code);
  for (const std::string& text :
       {std::string(), std::string("A"), longest + 'A', std::string("CAFE 1"), std::string("CAFÉ"),
        std::string("A.B"), std::string("A/B"), std::string(" AB"), std::string("A\0B", 3)}) {
    EXPECT_FALSE(normalise_vendor_code(text)) << text;
  }
}

struct PasswordCase {
  std::string password;
  const char* email;
  std::optional<PasswordFault> expected;
};

TEST(FindPasswordFault, NamesTheFirstFault) {
  using enum PasswordFault;
  const PasswordCase cases[] = {
      {"", "marie@example.com", too_short},
      {"brindille", "marie@example.com", too_short},
      {"mmmmmmmmm", "marie@example.com", too_short},
      {"éééé12345", "marie@example.com", too_short},  // 9 characters, 13 bytes
      {"brindilles", "marie@example.com", std::nullopt},
      {"éééé123456", "marie@example.com", std::nullopt},
      {std::string(64, 'a') + std::string(64, 'b'), "marie@example.com", std::nullopt},
      {std::string(64, 'a') + std::string(65, 'b'), "marie@example.com", too_long},
      {"1234567890", "marie@example.com", too_common},
      {"PassWord123", "marie@example.com", too_common},
      {"Motdepasse123", "marie@example.com", too_common},
      {"aaaaaaaaaaaa", "marie@example.com", too_common},
      {"aaaaaaaaaaab", "marie@example.com", std::nullopt},
      {"qwertyuiop", "qwertyuiop@example.com", too_common},
      {"my-MARIE-2026", "marie@example.com", contains_email},
      {"mariedupont", "Mariedupont@example.com", contains_email},
      {"long-enough-bob", "bob@example.com", std::nullopt},  // three letters occur in anything
      {"long-enough-bobb", "bobb@example.com", contains_email},
      {"long enough without", "", std::nullopt},
  };
  for (const auto& [password, email, expected] : cases) {
    EXPECT_EQ(find_password_fault(password, email), expected) << password;
  }
}

}  // namespace
}  // namespace loyalty
