#include "rules/business_day.hpp"

namespace loyalty {

BusinessDay compute_business_day(Instant now, const Zone& zone, std::chrono::minutes starts_at) {
  constexpr std::chrono::days one_day{1};
  BusinessDay day{.date = zone.date_at(now), .begins = {}, .ends = {}};
  day.begins = zone.instant_at(day.date, starts_at);
  while (now < day.begins) {
    day.date -= one_day;
    day.begins = zone.instant_at(day.date, starts_at);
  }
  day.ends = zone.instant_at(day.date + one_day, starts_at);
  // A clock that is put back over midnight shows the old date once more after the new day has begun.
  while (now >= day.ends) {
    day.date += one_day;
    day.begins = day.ends;
    day.ends = zone.instant_at(day.date + one_day, starts_at);
  }
  return day;
}

Date BusinessCalendar::date_at(Instant instant) {
  if (instant < last_.begins || instant >= last_.ends) {
    last_ = compute_business_day(instant, zone_, starts_at_);
  }
  return last_.date;
}

}  // namespace loyalty
