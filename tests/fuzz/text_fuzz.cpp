// UTF-8, folding, times and encodings: no input breaks them, and what they make is read back.
#include <cstdint>
#include <cstdlib>

#include "base/codec.hpp"
#include "base/instant.hpp"
#include "base/text.hpp"
#include "base/zone.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_text(std::string_view input) {
  const bool is_well_formed = loyalty::is_utf8(input);
  const std::string folded = loyalty::fold_for_search(input);
  require(!is_well_formed || loyalty::is_utf8(folded));
  require(!is_well_formed || loyalty::fold_for_search(folded) == folded);
  for (const std::string& word : loyalty::split_words(folded)) {
    require(!word.empty() && folded.find(word) != std::string::npos);
  }
  require(!loyalty::is_printable(input) || is_well_formed);
  const std::string_view trimmed = loyalty::trim(input);
  require(loyalty::trim(trimmed) == trimmed);
  const std::string seen = loyalty::drop_unseen(input);
  require(loyalty::drop_unseen(seen) == seen && seen.size() <= input.size());
  require(!is_well_formed || loyalty::is_utf8(seen));
  for (std::size_t bytes_max = 0; bytes_max <= input.size() && bytes_max < 16; ++bytes_max) {
    const std::string_view cut = loyalty::cut_utf8(input, bytes_max);
    require(cut.size() <= bytes_max && input.starts_with(cut));
    require(!is_well_formed || loyalty::is_utf8(cut));
  }
}

void check_times(std::string_view input) {
  if (const auto instant = loyalty::parse_rfc3339(input)) {
    const std::string text = loyalty::format_rfc3339(*instant);
    require(text.size() == 24 && loyalty::parse_rfc3339(text) == instant);
  }
  if (const auto date = loyalty::parse_date(input)) require(loyalty::format_date(*date) == input);
  loyalty::parse_time_of_day(input);
  if (const auto value = loyalty::parse_integer(input)) {
    require(loyalty::parse_integer(std::to_string(*value)) == value);
  }
}

void check_encodings(std::string_view input) {
  require(loyalty::percent_decode(loyalty::percent_encode(input), true) == input);
  loyalty::percent_decode(input, false);
  if (const auto bytes = loyalty::from_base64url(input)) require(loyalty::to_base64url(*bytes) == input);
  require(loyalty::from_base64url(loyalty::to_base64url(input)) == input);
  require(loyalty::from_hex(loyalty::to_hex(input)) == input);
  loyalty::from_hex(input);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check_text(input);
  check_times(input);
  check_encodings(input);
  return 0;
}
