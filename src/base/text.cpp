#include "base/text.hpp"

#include <algorithm>
#include <charconv>

#include <utf8proc.h>

#include "base/ascii.hpp"

namespace loyalty {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// The second byte's lowest and highest value decide overlongs, surrogates and the end of Unicode (table 3-7).
struct Sequence {
  std::size_t length;
  unsigned char second_min;
  unsigned char second_max;
};

constexpr Sequence find_sequence(unsigned char lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead >= 0xF1 && lead <= 0xF3) return {4, 0x80, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

bool is_white_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

const utf8proc_property_t& properties_of(char32_t c) {
  return *utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
}

bool is_mark(char32_t c) {
  const int category = properties_of(c).category;
  return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

// Selectors, joiners and marks: part of the letter before them.
bool is_attached(char32_t c) {
  const unsigned boundary = properties_of(c).boundclass;
  return is_mark(c) || boundary == UTF8PROC_BOUNDCLASS_EXTEND || boundary == UTF8PROC_BOUNDCLASS_ZWJ;
}

bool is_seen(char32_t c) {
  constexpr char32_t braille_blank = 0x2800;
  const utf8proc_property_t& properties = properties_of(c);
  return properties.ignorable == 0 && properties.category != UTF8PROC_CATEGORY_CF && c != braille_blank &&
         !is_attached(c) && !is_white_space(c);
}

// Where the last code point of text that is not empty begins.
std::size_t last_position(std::string_view text) {
  std::size_t position = text.size() - 1;
  while (position > 0 && text.size() - position < 4 && is_continuation(text[position])) --position;
  return position;
}

}  // namespace

std::optional<char32_t> next_code_point(std::string_view text, std::size_t& position) {
  const unsigned char lead = static_cast<unsigned char>(text[position]);
  if (lead < 0x80) {
    ++position;
    return lead;
  }
  const Sequence sequence = find_sequence(lead);
  const std::size_t begin = position++;
  if (sequence.length == 0 || text.size() - begin < sequence.length) return std::nullopt;
  const unsigned char second = static_cast<unsigned char>(text[begin + 1]);
  if (second < sequence.second_min || second > sequence.second_max) return std::nullopt;
  char32_t value = lead & (0xFFU >> (sequence.length + 1));
  for (std::size_t i = begin + 1; i < begin + sequence.length; ++i) {
    if (!is_continuation(text[i])) return std::nullopt;
    value = (value << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  position = begin + sequence.length;
  return value;
}

void append_utf8(std::string& out, char32_t code_point) {
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
    return;
  }
  if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | (code_point >> 6));
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0 | (code_point >> 12));
    out += static_cast<char>(0x80 | ((code_point >> 6) & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code_point >> 18));
    out += static_cast<char>(0x80 | ((code_point >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code_point >> 6) & 0x3F));
  }
  out += static_cast<char>(0x80 | (code_point & 0x3F));
}

bool is_utf8(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    if (!next_code_point(text, position)) return false;
  }
  return true;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

bool is_printable(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    const auto code_point = next_code_point(text, position);
    if (!code_point || is_control(*code_point)) return false;
  }
  return true;
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    std::size_t position = 0;
    const auto code_point = next_code_point(text, position);
    if (!code_point || !is_white_space(*code_point)) break;
    text.remove_prefix(position);
  }
  while (!text.empty()) {
    const std::size_t begin = last_position(text);
    std::size_t position = begin;
    const auto code_point = next_code_point(text, position);
    if (!code_point || position != text.size() || !is_white_space(*code_point)) break;
    text.remove_suffix(text.size() - begin);
  }
  return text;
}

std::string drop_unseen(std::string_view text) {
  constexpr std::size_t marks_max = 3;
  if (std::ranges::all_of(text, is_ascii)) return std::string(trim(text));
  std::string kept;
  std::size_t seen_end = 0;
  std::size_t marks = 0;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t begin = position;
    const auto code_point = next_code_point(text, position);
    const bool is_visible = !code_point || is_seen(*code_point);
    const bool is_part = !is_visible && is_attached(*code_point);
    if (kept.empty() && !is_visible) continue;
    if (!is_part) marks = 0;
    if (is_part && is_mark(*code_point) && ++marks > marks_max) continue;
    const bool follows_a_seen_one = seen_end == kept.size();
    kept += text.substr(begin, position - begin);
    if (is_visible || (is_part && follows_a_seen_one)) seen_end = kept.size();
  }
  kept.resize(seen_end);
  return kept;
}

std::string to_lower_ascii(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), to_lower);
  return lower;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, to_lower, to_lower);
}

bool is_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped_at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stopped_at != end) return std::nullopt;
  return value;
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t size = bytes_max;
  while (size > 0 && bytes_max - size < 4 && is_continuation(text[size])) --size;
  return text.substr(0, size);
}

std::string escape_html(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

}  // namespace loyalty
