#include <algorithm>

#include "base/ascii.hpp"
#include "base/contact.hpp"
#include "base/text.hpp"

namespace loyalty {
namespace {

constexpr std::size_t local_part_bytes_max = 64;
constexpr std::size_t address_bytes_max = 254;
constexpr std::size_t label_bytes_max = 63;

// Small letters of the alphabets whose capitals people type into addresses.
char32_t lower_letter(char32_t c) {
  if (c >= U'A' && c <= U'Z') return c + 0x20;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 0x20;        // Latin-1
  if (c >= 0x0391 && c <= 0x03A9 && c != 0x03A2) return c + 0x20;  // Greek
  if (c >= 0x0410 && c <= 0x042F) return c + 0x20;                 // Cyrillic
  if (c >= 0x0400 && c <= 0x040F) return c + 0x50;
  if (c == 0x0130 || c == 0x0178 || c == 0x0138 || c == 0x0149) return c;  // no pair beside them
  if ((c >= 0x0139 && c <= 0x0148) || (c >= 0x0179 && c <= 0x017E)) return c + (c & 1);  // pairs begin odd
  if (c >= 0x0100 && c <= 0x0177) return c | 1;                                          // pairs begin even
  return c;
}

// None for broken UTF-8 and for what is invisible or blank: nobody could tell such addresses apart.
std::optional<std::string> to_lower(std::string_view text) {
  std::string lower;
  lower.reserve(text.size());
  for (std::size_t position = 0; position < text.size();) {
    const auto c = next_code_point(text, position);
    if (!c || *c <= 0x20 || (*c >= 0x7F && *c <= 0xA0) || *c == 0xAD || *c == 0x1680 || *c == 0x3000 ||
        (*c >= 0x2000 && *c <= 0x206F) || *c == 0xFEFF || *c == 0xFFFD) {
      return std::nullopt;
    }
    append_utf8(lower, lower_letter(*c));
  }
  return lower;
}

// Of text in lower case. Bytes above 0x7F belong to letters of other alphabets.
bool is_letter_or_digit_of_any(char c) {
  return is_lower(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

bool is_atom_character(char c) {
  return is_letter_or_digit_of_any(c) ||
         std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

// Calls `check` on each part between dots; false as soon as one fails.
template <class Check>
bool all_parts(std::string_view text, Check check) {
  while (true) {
    const std::size_t dot = text.find('.');
    if (!check(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_atom(std::string_view part) { return !part.empty() && std::ranges::all_of(part, is_atom_character); }

bool is_label(std::string_view part) {
  return !part.empty() && part.size() <= label_bytes_max && part.front() != '-' && part.back() != '-' &&
         std::ranges::all_of(part, [](char c) { return is_letter_or_digit_of_any(c) || c == '-'; });
}

bool is_host_name(std::string_view host) {
  const std::size_t last_dot = host.rfind('.');
  // The last label of a number would make it an IP address.
  return last_dot != std::string_view::npos && !is_digits(host.substr(last_dot + 1)) &&
         all_parts(host, is_label);
}

}  // namespace

std::optional<std::string> normalise_email(std::string_view text) {
  const std::string_view trimmed = trim(text);
  if (trimmed.size() > address_bytes_max) return std::nullopt;
  std::optional<std::string> address = to_lower(trimmed);
  if (!address) return std::nullopt;
  const std::string_view all = *address;
  const std::size_t at = all.find('@');
  if (at > local_part_bytes_max) return std::nullopt;  // npos as well
  if (!all_parts(all.substr(0, at), is_atom) || !is_host_name(all.substr(at + 1))) return std::nullopt;
  return address;
}

}  // namespace loyalty
