#include "texts/formats.hpp"

#include <chrono>

#include "base/ascii.hpp"
#include "texts/messages.hpp"

namespace loyalty {

std::string format_amount(Language language, std::int64_t cents, std::string_view currency) {
  constexpr std::string_view no_break_space = "\u00a0";
  const bool is_negative = cents < 0;
  const std::uint64_t size =
      is_negative ? 0 - static_cast<std::uint64_t>(cents) : static_cast<std::uint64_t>(cents);
  std::string number = std::to_string(size / 100);
  number += language == Language::en ? '.' : ',';
  append_two_digits(number, static_cast<std::int64_t>(size % 100));
  std::string symbol(currency);
  if (currency == "EUR") symbol = "€";
  if (currency == "USD") symbol = "$";
  if (currency == "GBP") symbol = "£";
  const std::string sign = is_negative ? "-" : "";
  if (language != Language::en) return sign + number + std::string(no_break_space) + symbol;
  return sign + symbol + std::string(symbol == currency ? no_break_space : "") + number;
}

std::string format_time(Language language, Instant instant, Instant now, const Zone* zone) {
  using std::chrono::days;
  if (zone == nullptr) return format_rfc3339(instant).substr(11, 5) + " UTC";
  std::string time = zone->time_of_day_at(instant);
  const Date date = zone->date_at(instant);
  const Date today = zone->date_at(now);
  if (date == today) return time;
  if (date > today && date - today < days{7}) {
    const std::chrono::weekday weekday{date};
    const std::string key = "weekday." + std::to_string(weekday.iso_encoding());
    return message(language, "time.on_weekday", {{"time", time}, {"weekday", MessageKey{key}}});
  }
  const std::chrono::year_month_day day{date};
  const std::string key = "month." + std::to_string(static_cast<unsigned>(day.month()));
  return message(language, "time.on_date",
                 {{"time", time},
                  {"day", static_cast<std::int64_t>(static_cast<unsigned>(day.day()))},
                  {"month", MessageKey{key}}});
}

}  // namespace loyalty
