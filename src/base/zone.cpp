#include "base/zone.hpp"

#include <stdexcept>

#include <date/tz.h>

#include "base/ascii.hpp"
#include "base/text.hpp"

namespace loyalty {
namespace {

const date::time_zone& as_zone(const void* zone) { return *static_cast<const date::time_zone*>(zone); }

std::chrono::milliseconds local_time_at(const void* zone, Instant instant) {
  const date::sys_info info = as_zone(zone).get_info(instant);
  return instant.time_since_epoch() + info.offset;
}

// The number in a fixed-width run of digits.
std::optional<int> parse_part(std::string_view text) {
  if (!is_digits(text)) return std::nullopt;
  return static_cast<int>(*parse_integer(text));
}

}  // namespace

std::optional<Zone> Zone::find(std::string_view name) {
  try {
    return Zone(date::locate_zone(std::string(name)));
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

Date Zone::date_at(Instant instant) const {
  return Date{std::chrono::floor<std::chrono::days>(local_time_at(zone_, instant))};
}

std::string Zone::time_of_day_at(Instant instant) const {
  const std::chrono::milliseconds local = local_time_at(zone_, instant);
  const auto of_day = local - std::chrono::floor<std::chrono::days>(local);
  const std::int64_t minutes = std::chrono::floor<std::chrono::minutes>(of_day).count();
  std::string text;
  append_two_digits(text, minutes / 60);
  text += ':';
  append_two_digits(text, minutes % 60);
  return text;
}

std::string Zone::date_and_time_at(Instant instant) const {
  const auto local = std::chrono::floor<std::chrono::seconds>(local_time_at(zone_, instant));
  std::string text = format_date(date_at(instant)) + ' ' + time_of_day_at(instant) + ':';
  append_two_digits(text, (local - std::chrono::floor<std::chrono::minutes>(local)).count());
  return text;
}

Instant Zone::instant_at(Date date, std::chrono::minutes since_midnight) const {
  const std::chrono::seconds local = date.time_since_epoch() + since_midnight;
  const date::local_info info = as_zone(zone_).get_info(date::local_seconds{local});
  if (info.result == date::local_info::nonexistent) return Instant{info.first.end.time_since_epoch()};
  // Of a time that occurs twice, `first` is the earlier reading.
  return Instant{local - info.first.offset};
}

std::string format_date(Date date) {
  const std::chrono::year_month_day parts{date};
  const std::string year = std::to_string(static_cast<int>(parts.year()));
  std::string text;
  if (year.size() < 4) text.append(4 - year.size(), '0');
  text += year;
  text += '-';
  append_two_digits(text, static_cast<unsigned>(parts.month()));
  text += '-';
  append_two_digits(text, static_cast<unsigned>(parts.day()));
  return text;
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = parse_part(text.substr(0, 4));
  const auto month = parse_part(text.substr(5, 2));
  const auto day = parse_part(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return Date{date};
}

std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hours = parse_part(text.substr(0, 2));
  const auto minutes = parse_part(text.substr(3, 2));
  if (!hours || *hours > 23 || !minutes || *minutes > 59) return std::nullopt;
  return std::chrono::minutes{*hours * 60 + *minutes};
}

}  // namespace loyalty
