#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <utf8proc.h>

#include "base/text.hpp"

namespace loyalty {
namespace {

using CodePoints = std::vector<utf8proc_int32_t>;

// Letters of their own that people who lack them write with others. No mark can be taken from them.
std::string_view spell_out(utf8proc_int32_t c) {
  switch (c) {
    case U'æ':
      return "ae";
    case U'œ':
      return "oe";
    case U'þ':
      return "th";
    case U'đ':
    case U'ð':
      return "d";
    case U'ǥ':
      return "g";
    case U'ħ':
      return "h";
    case U'ı':
    case U'ɨ':
      return "i";
    case U'ł':
      return "l";
    case U'ø':
      return "o";
    case U'ŧ':
      return "t";
    case U'ƶ':
      return "z";
    default:
      return "";
  }
}

// What people leave out when they type: invisible characters, accents, the points of Arabic and Hebrew,
// tones. Not what makes another letter of one: the voicing of kana, a nukta, a virama, the vowels of Indic
// scripts.
bool is_left_out(utf8proc_int32_t c) {
  const utf8proc_property_t& properties = *utf8proc_get_property(c);
  const int combining = properties.combining_class;
  return properties.ignorable != 0 || properties.category == UTF8PROC_CATEGORY_ME || combining == 1 ||
         (combining >= 10 && combining <= 36) || combining == 107 || combining == 122 || combining >= 200;
}

// Compatibility forms as what they stand for, and letters apart from their marks, in Unicode's order.
CodePoints decompose(std::string_view text) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto size = static_cast<utf8proc_ssize_t>(text.size());
  constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
  CodePoints decomposed(text.size() + 16);
  while (true) {
    const auto room = static_cast<utf8proc_ssize_t>(decomposed.size());
    const auto length =
        static_cast<std::size_t>(utf8proc_decompose(bytes, size, decomposed.data(), room, options));
    const bool is_whole = length <= decomposed.size();
    decomposed.resize(length);
    if (is_whole) return decomposed;
  }
}

void append_folded(CodePoints& folded, utf8proc_int32_t c) {
  std::array<utf8proc_int32_t, 4> letters{};
  const auto count = utf8proc_decompose_char(c, letters.data(), letters.size(), UTF8PROC_CASEFOLD, nullptr);
  for (utf8proc_ssize_t index = 0; index < count; ++index) {
    const utf8proc_int32_t letter = letters[static_cast<std::size_t>(index)];
    const std::string_view spelt = spell_out(letter);
    folded.insert(folded.end(), spelt.begin(), spelt.end());
    if (spelt.empty()) folded.push_back(letter);
  }
}

// Letters, digits and the marks on them. What is newer than the library may be a letter.
bool is_word_character(char32_t c) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category <= UTF8PROC_CATEGORY_NO;
}

}  // namespace

std::string fold_for_search(std::string_view text) {
  if (!is_utf8(text)) return to_lower_ascii(text);
  CodePoints folded;
  folded.reserve(text.size());
  for (const utf8proc_int32_t c : decompose(text)) {
    if (!is_left_out(c)) append_folded(folded, c);
  }
  const auto length = static_cast<utf8proc_ssize_t>(folded.size());
  constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE);
  folded.resize(static_cast<std::size_t>(utf8proc_normalize_utf32(folded.data(), length, options)));
  std::string bytes;
  bytes.reserve(text.size());
  for (const utf8proc_int32_t c : folded) append_utf8(bytes, static_cast<char32_t>(c));
  return bytes;
}
std::vector<std::string> split_words(std::string_view folded) {
  std::vector<std::string> words;
  std::size_t word_begin = 0;
  const auto end_word = [&](std::size_t end) {
    if (end > word_begin) words.emplace_back(folded.substr(word_begin, end - word_begin));
  };
  for (std::size_t position = 0; position < folded.size();) {
    const std::size_t begin = position;
    const auto code_point = next_code_point(folded, position);
    if (code_point && is_word_character(*code_point)) continue;
    end_word(begin);
    word_begin = position;
  }
  end_word(folded.size());
  return words;
}

}  // namespace loyalty
