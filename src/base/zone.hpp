// Time zones of the IANA database, and the calendar in them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace loyalty {

// Days since 1970-01-01, of no zone.
using Date = std::chrono::local_days;

class Zone {
 public:
  // None when the database has no such zone.
  static std::optional<Zone> find(std::string_view name);

  Date date_at(Instant instant) const;
  // Local date and time of day ("HH:MM").
  std::string time_of_day_at(Instant instant) const;
  std::string date_and_time_at(Instant instant) const;  // "2026-11-22 14:03:05"
  // The instant at which the local clock of `date` shows `since_midnight`. A time that DST skips means the
  // first instant after the gap; a time that occurs twice means its first occurrence.
  Instant instant_at(Date date, std::chrono::minutes since_midnight) const;

 private:
  explicit Zone(const void* zone) : zone_(zone) {}
  const void* zone_;  // date::time_zone, which lives as long as the program
};

std::string format_date(Date date);                                            // "2026-11-22"
std::optional<Date> parse_date(std::string_view text);                         // the same, a date that exists
std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text);  // "HH:MM", 00:00 to 23:59

}  // namespace loyalty
