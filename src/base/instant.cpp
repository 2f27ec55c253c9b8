#include "base/instant.hpp"

#include "base/ascii.hpp"

namespace loyalty {
namespace {

void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

// Reads text from the left; a missing part makes every later read fail as well.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::optional<int> take_digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (!is_digit(c)) return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  bool at_digit() const { return !rest_.empty() && is_digit(rest_.front()); }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

std::optional<std::chrono::sys_days> take_date(Cursor& cursor) {
  const auto year = cursor.take_digits(4);
  if (!year || !cursor.take('-')) return std::nullopt;
  const auto month = cursor.take_digits(2);
  if (!month || !cursor.take('-')) return std::nullopt;
  const auto day = cursor.take_digits(2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

std::optional<std::chrono::minutes> take_hours_and_minutes(Cursor& cursor) {
  const auto hours = cursor.take_digits(2);
  if (!hours || *hours > 23 || !cursor.take(':')) return std::nullopt;
  const auto minutes = cursor.take_digits(2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return std::chrono::minutes{*hours * 60 + *minutes};
}

// The seconds with their fraction, cut to milliseconds.
std::optional<std::chrono::milliseconds> take_seconds(Cursor& cursor) {
  const auto seconds = cursor.take_digits(2);
  if (!seconds || *seconds > 59) return std::nullopt;
  std::chrono::milliseconds result{*seconds * 1000};
  if (!cursor.take('.')) return result;
  if (!cursor.at_digit()) return std::nullopt;
  int unit = 100;
  for (int count = 0; cursor.at_digit(); ++count) {
    if (count == 9) return std::nullopt;
    result += std::chrono::milliseconds{*cursor.take_digits(1) * unit};
    unit /= 10;
  }
  return result;
}

std::optional<std::chrono::minutes> take_offset(Cursor& cursor) {
  if (cursor.take('Z')) return std::chrono::minutes{0};
  const bool is_west = cursor.take('-');
  if (!is_west && !cursor.take('+')) return std::nullopt;
  const auto offset = take_hours_and_minutes(cursor);
  if (!offset) return std::nullopt;
  return is_west ? -*offset : *offset;
}

}  // namespace

Instant system_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::chrono::steady_clock::time_point steady_now() { return std::chrono::steady_clock::now(); }

std::string format_rfc3339(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const std::int64_t milliseconds = (instant - day).count();
  std::string text;
  text.reserve(24);
  append_padded(text, static_cast<int>(date.year()), 4);
  text += '-';
  append_padded(text, static_cast<unsigned>(date.month()), 2);
  text += '-';
  append_padded(text, static_cast<unsigned>(date.day()), 2);
  text += 'T';
  append_padded(text, milliseconds / 3'600'000, 2);
  text += ':';
  append_padded(text, milliseconds / 60'000 % 60, 2);
  text += ':';
  append_padded(text, milliseconds / 1000 % 60, 2);
  text += '.';
  append_padded(text, milliseconds % 1000, 3);
  text += 'Z';
  return text;
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  Cursor cursor(text);
  const auto date = take_date(cursor);
  if (!date || !cursor.take('T')) return std::nullopt;
  const auto time = take_hours_and_minutes(cursor);
  if (!time || !cursor.take(':')) return std::nullopt;
  const auto seconds = take_seconds(cursor);
  if (!seconds) return std::nullopt;
  const auto offset = take_offset(cursor);
  if (!offset || !cursor.at_end()) return std::nullopt;

  const Instant instant = *date + *time + *seconds - *offset;
  // An offset may carry the moment out of the years that have four digits.
  const std::chrono::year_month_day utc{std::chrono::floor<std::chrono::days>(instant)};
  if (utc.year() < std::chrono::year{0} || utc.year() > std::chrono::year{9999}) return std::nullopt;
  return instant;
}

}  // namespace loyalty
