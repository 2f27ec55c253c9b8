#include "base/codec.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace loyalty {
namespace {

TEST(ToBase64url, MatchesTheVectorsOfRfc4648) {
  const std::pair<const char*, const char*> cases[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},      {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"\xfb\xff", "-_8"}};
  for (const auto& [bytes, text] : cases) {
    EXPECT_EQ(to_base64url(bytes), text);
    EXPECT_EQ(from_base64url(text), bytes);
  }
}

TEST(FromBase64url, RefusesWhatIsNotCanonical) {
  for (const char* const text : {"A", "AAAAA", "Zg==", "Zh", "Zm9", "Zm+v", "Zm/v", "Zm 9v", "Zm9v\n", "é"}) {
    EXPECT_FALSE(from_base64url(text)) << text;
  }
}

TEST(ToBase32, MatchesTheVectorsOfRfc4648) {
  const std::pair<const char*, const char*> cases[] = {{"", ""},
                                                       {"f", "MY"},
                                                       {"fo", "MZXQ"},
                                                       {"foo", "MZXW6"},
                                                       {"foob", "MZXW6YQ"},
                                                       {"fooba", "MZXW6YTB"},
                                                       {"foobar", "MZXW6YTBOI"}};
  for (const auto& [bytes, text] : cases) EXPECT_EQ(to_base32(bytes), text);
}

TEST(ToHex, IsReadBack) {
  EXPECT_EQ(to_hex(std::string_view("\x00\x7f\xff", 3)), "007fff");
  EXPECT_EQ(from_hex("007fFF"), std::string("\x00\x7f\xff", 3));
  EXPECT_EQ(from_hex(""), "");
  for (const char* const text : {"0", "0g", "g0", "0x", "00 ", "-1"}) EXPECT_FALSE(from_hex(text)) << text;
}

TEST(FromBase64url, ReadsBackRandomBytesOfAnyLength) {
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string bytes = random_bytes(size);
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
    EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
    EXPECT_EQ(percent_decode(percent_encode(bytes), true), bytes);
  }
}

TEST(PercentDecode, TurnsPlusIntoSpaceOnlyWhenAsked) {
  EXPECT_EQ(percent_decode("a+b%2Bc%2bd", true), "a b+c+d");
  EXPECT_EQ(percent_decode("a+b%2Bc", false), "a+b+c");
  EXPECT_EQ(percent_decode("%00%C3%A9", false), std::string("\0é", 3));
  EXPECT_EQ(percent_decode("", false), "");
}

TEST(PercentDecode, RefusesBrokenEscapes) {
  for (const char* const text : {"%", "%4", "a%", "a%4", "%zz", "%4g", "%g4", "%%41", "% 41", "%-1"}) {
    EXPECT_FALSE(percent_decode(text, false)) << text;
  }
}

TEST(PercentEncode, LeavesUnreservedCharactersAlone) {
  EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(percent_encode("a b/c?é\n"), "a%20b%2Fc%3F%C3%A9%0A");
}

TEST(BigEndian, KeepsEveryNumber) {
  EXPECT_EQ(to_big_endian(1), std::string("\0\0\0\0\0\0\0\1", 8));
  EXPECT_EQ(to_big_endian(0x0102030405060708), "\1\2\3\4\5\6\7\10");
  EXPECT_EQ(to_big_endian(-1), std::string(8, '\xff'));
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{255}, INT64_MAX, INT64_MIN, std::int64_t{-1}}) {
    EXPECT_EQ(from_big_endian(to_big_endian(number)), number);
  }
}

}  // namespace
}  // namespace loyalty
