#include "base/internet_date.hpp"

#include "base/ascii.hpp"

namespace loyalty {

std::string format_internet_date(Instant instant, std::string_view zone) {
  static constexpr std::string_view weekdays = "SunMonTueWedThuFriSat";
  static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(instant - day));
  const int year = static_cast<int>(date.year());
  std::string text(weekdays.substr(std::size_t{std::chrono::weekday(day).c_encoding()} * 3, 3));
  text += ", ";
  append_two_digits(text, static_cast<unsigned>(date.day()));
  text += ' ';
  text += months.substr((std::size_t{static_cast<unsigned>(date.month())} - 1) * 3, 3);
  text += ' ';
  append_two_digits(text, year / 100);
  append_two_digits(text, year);
  text += ' ';
  append_two_digits(text, time.hours().count());
  text += ':';
  append_two_digits(text, time.minutes().count());
  text += ':';
  append_two_digits(text, time.seconds().count());
  text += ' ';
  text += zone;
  return text;
}

}  // namespace loyalty
