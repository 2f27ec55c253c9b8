#include "schemas/cursor.hpp"

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "base/codec.hpp"

namespace loyalty {
namespace {

const Cursor sample{std::int64_t{-1}, std::string("Élise\0x", 8), std::numeric_limits<std::int64_t>::max(),
                    std::string()};

TEST(DecodeCursor, GivesBackWhatWasEncoded) {
  EXPECT_EQ(decode_cursor("cards", encode_cursor("cards", sample)), sample);
  EXPECT_EQ(decode_cursor("cards", encode_cursor("cards", {})), Cursor{});
  const Cursor longest(8, std::string(255, 'x'));
  EXPECT_EQ(decode_cursor("cards", encode_cursor("cards", longest)), longest);
}

TEST(DecodeCursor, RefusesTheCursorOfAnotherList) {
  EXPECT_EQ(decode_cursor("pins", encode_cursor("cards", sample)), std::nullopt);
}

TEST(DecodeCursor, RefusesEveryChangedOrMissingByte) {
  const std::string bytes = *from_base64url(encode_cursor("cards", sample));
  for (std::size_t index = 0; index < bytes.size(); ++index) {
    std::string changed = bytes;
    changed[index] = static_cast<char>(changed[index] ^ 1);
    EXPECT_EQ(decode_cursor("cards", to_base64url(changed)), std::nullopt) << index;
    EXPECT_EQ(decode_cursor("cards", to_base64url(bytes.substr(0, index))), std::nullopt) << index;
  }
  EXPECT_EQ(decode_cursor("cards", to_base64url(bytes + "x")), std::nullopt);
}

TEST(DecodeCursor, RefusesWhatIsNoCursor) {
  for (const std::string_view text : {"", "x", "====", "abc def", "AAAAAAAAAAAAAAAA", "50", "ééé"}) {
    EXPECT_EQ(decode_cursor("cards", text), std::nullopt) << text;
  }
}

TEST(EncodeCursor, ThrowsBeyondItsBounds) {
  EXPECT_THROW(encode_cursor("cards", Cursor(9, std::int64_t{1})), std::length_error);
  EXPECT_THROW(encode_cursor("cards", Cursor{std::string(256, 'x')}), std::length_error);
}

}  // namespace
}  // namespace loyalty
