// The codes that a card is found by: its number, the text of its QR code, its id.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace loyalty {

// 12 digits, the first not 0, the last a Luhn check digit.
std::string make_card_number(std::uint64_t random);
bool is_card_number(std::string_view text);

// 130 of the 136 random bits as 26 base32 characters.
std::string make_qr_code(std::string_view random_17_bytes);
std::string format_qr_text(std::string_view qr_code);  // "LC1-..."

struct CardCode {
  enum class Kind { number, qr, id };
  Kind kind;
  std::string value;  // bare: digits, or the 26 characters in upper case

  bool operator==(const CardCode&) const = default;
};

// What a cashier types or a scanner sends: a card number with spaces or dashes anywhere between its digits, a
// QR text in either case, or an id of 13 to 19 digits. None for everything else, a wrong check digit
// included.
std::optional<CardCode> parse_card_code(std::string_view text);

}  // namespace loyalty
