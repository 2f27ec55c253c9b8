#include "command/demo/rhythm.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace loyalty {
namespace {

constexpr std::chrono::minutes slot{30};

std::size_t weekday_of(Date date) { return std::chrono::weekday{date}.iso_encoding() - 1; }

bool is_holiday(Date date) {
  constexpr std::array<std::pair<unsigned, unsigned>, 8> holidays{
      {{1, 1}, {5, 1}, {5, 9}, {6, 23}, {8, 15}, {11, 1}, {12, 25}, {12, 26}}};
  const std::chrono::year_month_day parts{date};
  const std::pair day{static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day())};
  return std::ranges::find(holidays, day) != holidays.end();
}

}  // namespace

bool is_open(const Rhythm& rhythm, Date date) {
  const auto& hours = rhythm.week[weekday_of(date)];
  return hours.opens < hours.closes && !is_holiday(date);
}

std::int64_t find_busyness(const Rhythm& rhythm, Date date) {
  return is_open(rhythm, date) ? rhythm.percent_of_week[weekday_of(date)] : 0;
}

Instant draw_moment(Dice& dice, const Rhythm& rhythm, const Zone& zone, Date date) {
  const auto& hours = rhythm.week[weekday_of(date)];
  const auto weight_at = [&](std::chrono::minutes time) {
    return rhythm.weight_of_hour[static_cast<std::size_t>(time / std::chrono::hours{1})];
  };
  std::int64_t total = 0;
  for (auto time = hours.opens; time < hours.closes; time += slot) total += weight_at(time);
  std::int64_t drawn = dice.below(std::max<std::int64_t>(total, 1));
  auto time = hours.opens;
  for (; time + slot < hours.closes && drawn >= weight_at(time); time += slot) drawn -= weight_at(time);
  return zone.instant_at(date, time) +
         std::chrono::milliseconds{dice.below(std::chrono::milliseconds{slot}.count())};
}

}  // namespace loyalty
