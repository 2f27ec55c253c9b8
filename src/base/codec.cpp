#include "base/codec.hpp"

#include <array>
#include <cstdint>

#include "base/ascii.hpp"

namespace loyalty {
namespace {

constexpr std::string_view base64url_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view base32_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

constexpr std::array<std::int8_t, 256> make_values(std::string_view digits) {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    values[static_cast<unsigned char>(digits[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}

constexpr std::array<std::int8_t, 256> base64url_values = make_values(base64url_digits);

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The byte of the two digits at `position`, or -1.
int hex_byte(std::string_view text, std::size_t position) {
  if (text.size() < 2 || position > text.size() - 2) return -1;
  const int high = hex_value(text[position]);
  const int low = hex_value(text[position + 1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

// Regroups bytes into digits of `bits` bits each, the last filled up with zeros.
std::string to_digits(std::string_view bytes, std::string_view digits, unsigned bits) {
  std::string text;
  text.reserve((bytes.size() * 8 + bits - 1) / bits);
  const std::uint32_t mask = (1U << bits) - 1;
  std::uint32_t buffer = 0;
  unsigned buffered = 0;
  for (const char byte : bytes) {
    buffer = (buffer << 8) | static_cast<unsigned char>(byte);
    buffered += 8;
    while (buffered >= bits) {
      buffered -= bits;
      text += digits[(buffer >> buffered) & mask];
    }
  }
  if (buffered > 0) text += digits[(buffer << (bits - buffered)) & mask];
  return text;
}

bool is_unreserved(char c) { return is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

}  // namespace

std::string to_base64url(std::string_view bytes) { return to_digits(bytes, base64url_digits, 6); }

std::optional<std::string> from_base64url(std::string_view text) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t buffer = 0;
  unsigned buffered = 0;
  for (const char c : text) {
    const int value = base64url_values[static_cast<unsigned char>(c)];
    if (value < 0) return std::nullopt;
    buffer = (buffer << 6) | static_cast<std::uint32_t>(value);
    buffered += 6;
    if (buffered >= 8) {
      buffered -= 8;
      bytes += static_cast<char>((buffer >> buffered) & 0xFF);
    }
  }
  if ((buffer & ((1U << buffered) - 1)) != 0) return std::nullopt;
  return bytes;
}

std::string to_base32(std::string_view bytes) { return to_digits(bytes, base32_digits, 5); }

std::string to_hex(std::string_view bytes) { return to_digits(bytes, hex_digits, 4); }

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int byte = hex_byte(text, i);
    if (byte < 0) return std::nullopt;
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

std::string to_big_endian(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(bits >> shift & 0xFF);
  return bytes;
}

std::int64_t from_big_endian(std::string_view bytes) {
  std::uint64_t bits = 0;
  for (const char byte : bytes) bits = bits << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(bits);
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const int byte = hex_byte(text, i + 1);
      if (byte < 0) return std::nullopt;
      decoded += static_cast<char>(byte);
      i += 2;
    } else {
      decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return decoded;
}

std::string percent_encode(std::string_view text) {
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
    } else {
      const unsigned char byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += capital_hex_digits[byte >> 4];
      encoded += capital_hex_digits[byte & 15];
    }
  }
  return encoded;
}

}  // namespace loyalty
