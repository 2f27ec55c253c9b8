#include "rules/pin_form.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace loyalty
