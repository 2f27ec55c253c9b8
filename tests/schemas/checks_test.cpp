#include "schemas/checks.hpp"

#include <string>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(CheckVendorCode, RaisesTheCase) {
  const std::string longest(40, 'A');
  const std::pair<std::string, std::string> good[] = {
      {"AB", "AB"}, {"brewster", "BREWSTER"}, {"Cafe_No-1", "CAFE_NO-1"}, {"09", "09"}, {longest, longest}};
  for (const auto& [text, code] : good) EXPECT_EQ(check_vendor_code(text), code);
  for (const std::string& text :
       {std::string(), std::string("A"), longest + 'A', std::string("CAFE 1"), std::string("CAFÉ"),
        std::string("A.B"), std::string("A/B"), std::string(" AB"), std::string("A\0B", 3)}) {
    EXPECT_FALSE(check_vendor_code(text)) << text;
  }
}

}  // namespace
}  // namespace loyalty
