// Text in UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loyalty {

bool is_utf8(std::string_view text);  // well-formed per Unicode 15, table 3-7: no surrogates, no overlongs
std::size_t count_code_points(std::string_view text);  // of well-formed UTF-8
// Well-formed, and without control characters (C0, DEL, C1, line and paragraph separators, bidirectional
// overrides).
bool is_printable(std::string_view text);
std::string_view trim(std::string_view text);  // ASCII and Unicode white space at both ends
std::string to_lower_ascii(std::string_view text);
bool equal_ignoring_case(std::string_view left, std::string_view right);  // ASCII
// The code point at `position`, which must be inside; moves past it. None, one byte further, where UTF-8 is
// broken.
std::optional<char32_t> next_code_point(std::string_view text, std::size_t& position);
void append_utf8(std::string& out, char32_t code_point);
// Well-formed text as people see it: nothing invisible at its ends (white space, fillers, joiners of nothing;
// what belongs to the letter before it stays), and at most three marks on a letter. Empty when there is
// nothing to see.
std::string drop_unseen(std::string_view text);
// For searching: without case, accents, points, tones and invisible characters, and every form of a letter as
// the plain one, in any script ("Élise" -> "elise", "ß" -> "ss", "ø" -> "o", "Ａ" -> "a"). Text that is not
// well-formed only loses the case of its ASCII letters.
std::string fold_for_search(std::string_view text);
// The words of folded text: runs of letters, their marks and digits.
std::vector<std::string> split_words(std::string_view folded);
bool is_digits(std::string_view text);  // one or more of 0-9
std::optional<std::int64_t> parse_integer(
    std::string_view text);  // optional '-', digits, nothing else, in range
// At most `bytes_max` bytes, cut between two code points.
std::string_view cut_utf8(std::string_view text, std::size_t bytes_max);
// Text for an element of HTML or a quoted attribute.
std::string escape_html(std::string_view text);

}  // namespace loyalty
