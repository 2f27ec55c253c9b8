#include "schemas/json_in.hpp"

#include <ostream>
#include <string>

#include <boost/json/object.hpp>
#include <gtest/gtest.h>

namespace loyalty {
namespace {

struct BadJson {
  std::string bytes;
  std::string_view reason;
};

std::string nest(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string list_of_ones(std::size_t count) {
  std::string list = "[1";
  for (std::size_t index = 1; index < count; ++index) list += ",1";
  return list + "]";
}

TEST(ParseJson, RefusesWhatIsNotStrictJson) {
  const BadJson cases[] = {
      {"", "empty"},
      {" \n", "empty"},
      {"{", "incomplete"},
      {"{\"a\":1} x", "extra_data"},
      {"{\"a\":1,}", "syntax"},
      {"{'a':1}", "syntax"},
      {"// no\n{}", "syntax"},
      {"{\"a\":01}", "syntax"},
      {"{\"a\":NaN}", "syntax"},
      {"{\"a\":\"\x80\"}", "syntax"},
      {"{\"a\":\"\xed\xa0\x80\"}", "syntax"},
      {"{\"a\":\"\\ud800\"}", "syntax"},
      {"{\"a\":\"\x01\"}", "syntax"},
      {"{\"a\":1,\"a\":2}", "duplicate_key"},
      {"{\"a\":{\"b\":1,\"\\u0062\":2}}", "duplicate_key"},
      {"{\"a\":{\"b\":1,\"c\":2},\"a\":3}", "duplicate_key"},
      {"[{\"a\":[{\"b\":1,\"b\":1}]}]", "duplicate_key"},
      {"{\"a\":1e400}", "number_out_of_range"},
      {nest(17), "too_deep"},
      {list_of_ones(2000), "too_many_values"},
  };
  for (const BadJson& bad : cases) {
    const auto parsed = parse_json(bad.bytes);
    ASSERT_FALSE(parsed) << bad.bytes;
    EXPECT_EQ(parsed.error().reason, bad.reason) << bad.bytes.substr(0, 60);
  }
}

TEST(ParseJson, AcceptsWhatIsJustWithinTheBounds) {
  const std::string cases[] = {nest(16), list_of_ones(1999), " {\"a\":-9223372036854775808}\n",
                               "{\"a\":9223372036854775807}",
                               "{\"a\":\"\\ud83c\\udf6a\",\"b\":\"\xf0\x9f\x8d\xaa\"}"};
  for (const std::string& good : cases) EXPECT_TRUE(parse_json(good)) << good.substr(0, 60);
}

TEST(ParseJson, NamesThePlaceWhereItStopped) {
  const auto parsed = parse_json("{\"a\": tru}");
  ASSERT_FALSE(parsed);
  EXPECT_GE(parsed.error().offset, 6U);
  EXPECT_LE(parsed.error().offset, 9U);
}

// So that it is refused with the name of its field.
TEST(ParseJson, ReadsIntegersBeyond64BitsAsDecimals) {
  const auto parsed =
      parse_json("[9223372036854775807, 9223372036854775808, 18446744073709551616, -9223372036854775809]");
  ASSERT_TRUE(parsed);
  const boost::json::value& list = *parsed;
  EXPECT_EQ(list.at(0).as_int64(), INT64_MAX);
  EXPECT_EQ(list.at(1).as_double(), 0x1p63);
  EXPECT_EQ(list.at(2).as_double(), 0x1p64);
  EXPECT_EQ(list.at(3).as_double(), -0x1p63);
}

TEST(ParseJson, ReadsDecimalsToTheLastBit) {
  const auto parsed = parse_json("[0.1, 1.001, 123456.789, 2.2250738585072014e-308]");
  ASSERT_TRUE(parsed);
  const boost::json::value& list = *parsed;
  EXPECT_EQ(list.at(0).as_double(), 0.1);
  EXPECT_EQ(list.at(1).as_double(), 1.001);
  EXPECT_EQ(list.at(2).as_double(), 123456.789);
  EXPECT_EQ(list.at(3).as_double(), 2.2250738585072014e-308);
}

}  // namespace
}  // namespace loyalty
