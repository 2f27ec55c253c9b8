// Bytes as text: base64url (RFC 4648 section 5, no padding), base32 (RFC 4648 section 6, no padding),
// hexadecimal, and percent-decoding (RFC 3986). Numbers as bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace loyalty {

std::string to_base64url(std::string_view bytes);
// None for a character outside the alphabet, an impossible length or bits that are not zero at the end.
std::optional<std::string> from_base64url(std::string_view text);
std::string to_base32(std::string_view bytes);
std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);
// A number as eight bytes, the highest first.
std::string to_big_endian(std::int64_t number);
// `bytes` are eight.
std::int64_t from_big_endian(std::string_view bytes);
// None for a broken escape. '+' becomes a space only in a query (`plus_is_space`).
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
std::string percent_encode(std::string_view text);  // all but unreserved characters

}  // namespace loyalty
