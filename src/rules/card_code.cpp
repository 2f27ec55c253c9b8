#include "rules/card_code.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/ascii.hpp"
#include "base/codec.hpp"
#include "base/ids.hpp"
#include "base/text.hpp"

namespace loyalty {
namespace {

constexpr std::string_view qr_prefix = "LC1-";
constexpr std::size_t qr_code_size = 26;
constexpr std::size_t qr_random_bytes = 17;
constexpr std::size_t card_number_size = 12;
constexpr std::size_t id_digits_min = 13;
constexpr std::size_t id_digits_max = 19;
constexpr std::size_t code_bytes_max = 64;

// Luhn: every second digit from the right counts double, the check digit itself once.
int compute_check_digit(std::string_view digits) {
  int sum = 0;
  bool is_doubled = true;
  for (std::size_t i = digits.size(); i-- > 0;) {
    const int digit = digits[i] - '0';
    const int weighted = is_doubled ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
    is_doubled = !is_doubled;
  }
  return (10 - sum % 10) % 10;
}

bool is_separator(char32_t c) {
  return c == U' ' || c == U'-' || c == 0xA0 || c == 0x202F || (c >= 0x2010 && c <= 0x2015);
}

// The digits without what stands between them; empty when anything else does, or stands at an end.
std::string join_digits(std::string_view text) {
  std::string digits;
  if (text.empty() || !is_digit(text.front()) || !is_digit(text.back())) return digits;
  for (std::size_t position = 0; position < text.size();) {
    const auto c = next_code_point(text, position);
    if (!c) return "";
    if (*c >= U'0' && *c <= U'9') {
      digits += static_cast<char>(*c);
    } else if (!is_separator(*c)) {
      return "";
    }
  }
  return digits;
}

std::optional<std::string> parse_qr_text(std::string_view text) {
  if (text.size() != qr_prefix.size() + qr_code_size) return std::nullopt;
  if (!equal_ignoring_case(text.substr(0, qr_prefix.size()), qr_prefix)) return std::nullopt;
  std::string code(text.substr(qr_prefix.size()));
  for (char& c : code) {
    c = to_upper(c);
    if (!is_upper(c) && !(c >= '2' && c <= '7')) return std::nullopt;
  }
  return code;
}

}  // namespace

std::string make_card_number(std::uint64_t random) {
  constexpr std::uint64_t first = 10'000'000'000;
  constexpr std::uint64_t count = 90'000'000'000;
  std::string number = std::to_string(first + random % count);
  number += static_cast<char>('0' + compute_check_digit(number));
  return number;
}

bool is_card_number(std::string_view text) {
  if (text.size() != card_number_size || !is_digits(text)) return false;
  return compute_check_digit(text.substr(0, card_number_size - 1)) == text.back() - '0';
}

std::string make_qr_code(std::string_view random_17_bytes) {
  if (random_17_bytes.size() != qr_random_bytes) throw std::invalid_argument("a QR code is made of 17 bytes");
  return to_base32(random_17_bytes).substr(0, qr_code_size);
}

std::string format_qr_text(std::string_view qr_code) { return std::string(qr_prefix).append(qr_code); }

std::optional<CardCode> parse_card_code(std::string_view text) {
  const std::string_view trimmed = trim(text);
  if (trimmed.size() > code_bytes_max) return std::nullopt;
  if (auto code = parse_qr_text(trimmed)) return CardCode{CardCode::Kind::qr, *std::move(code)};
  if (std::string digits = join_digits(trimmed); is_card_number(digits)) {
    return CardCode{CardCode::Kind::number, std::move(digits)};
  }
  if (trimmed.size() >= id_digits_min && trimmed.size() <= id_digits_max && parse_id(trimmed)) {
    return CardCode{CardCode::Kind::id, std::string(trimmed)};
  }
  return std::nullopt;
}

}  // namespace loyalty
