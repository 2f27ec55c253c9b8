// A shop's day: from its own starting time to the next, in its own time zone.
#pragma once

#include <chrono>

#include "base/instant.hpp"
#include "base/zone.hpp"

namespace loyalty {

struct BusinessDay {
  Date date;  // on which it begins
  Instant begins;
  Instant ends;  // not part of it: the next day begins there
};

// The day that `now` falls into. Days follow each other without a gap, also where clocks are changed: one
// that begins at a time that is skipped begins after the gap, and at a time that occurs twice with its first
// occurrence.
BusinessDay compute_business_day(Instant now, const Zone& zone, std::chrono::minutes starts_at);

// A shop's days by their dates. Remembers the last one, so that moments in the order of time are cheap.
class BusinessCalendar {
 public:
  BusinessCalendar(const Zone& zone, std::chrono::minutes starts_at) : zone_(zone), starts_at_(starts_at) {}

  Date date_at(Instant instant);
  Instant begin_of(Date date) const { return zone_.instant_at(date, starts_at_); }

 private:
  Zone zone_;
  std::chrono::minutes starts_at_;
  BusinessDay last_{};
};

}  // namespace loyalty
