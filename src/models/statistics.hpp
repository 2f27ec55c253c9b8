// A vendor's figures, and those of the whole platform.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "base/zone.hpp"
#include "models/counter_time.hpp"
#include "models/ids.hpp"

namespace loyalty {

// The longest span that is asked for.
constexpr std::int64_t statistics_days_max = 366;

// Sums over rows of the history, and the cards that were enrolled meanwhile. A void is counted, negative,
// when it was made.
struct Figures {
  std::int64_t enrolments = 0;
  std::int64_t stamps_issued = 0;
  std::int64_t stamps_redeemed = 0;
  std::int64_t rewards_redeemed = 0;
  std::int64_t points_issued = 0;
  std::int64_t points_redeemed = 0;
  std::int64_t points_expired = 0;
  std::int64_t points_adjusted = 0;

  // Over all time these are the sums of all cards' balances.
  std::int64_t stamps_outstanding() const { return stamps_issued - stamps_redeemed; }
  std::int64_t points_outstanding() const {
    return points_issued - points_redeemed - points_expired + points_adjusted;
  }

  Figures& operator+=(const Figures& other);
  bool operator==(const Figures&) const = default;
};

inline Figures& Figures::operator+=(const Figures& other) {
  enrolments += other.enrolments;
  stamps_issued += other.stamps_issued;
  stamps_redeemed += other.stamps_redeemed;
  rewards_redeemed += other.rewards_redeemed;
  points_issued += other.points_issued;
  points_redeemed += other.points_redeemed;
  points_expired += other.points_expired;
  points_adjusted += other.points_adjusted;
  return *this;
}

struct DayFigures {
  Date date{};
  Figures figures;

  bool operator==(const DayFigures&) const = default;
};

// Both dates are part of it.
struct DateSpan {
  Date from{};
  Date to{};

  bool contains(Date date) const { return from <= date && date <= to; }
  bool operator==(const DateSpan&) const = default;
};

// What happened within a span of business days.
struct WindowFigures {
  DateSpan span;
  std::int64_t members_active = 0;
  Figures figures;
  std::int64_t redemption_rate_thousandths = 0;
  std::optional<CounterPercentiles> counter_milliseconds = {};  // none: no terminal has reported any

  bool operator==(const WindowFigures&) const = default;
};

// Points that can be used for more than `after_days` and at most `until_days` days from now.
struct ExpiryStep {
  std::int64_t after_days = 0;
  std::optional<std::int64_t> until_days;  // none: any number
  std::int64_t points = 0;

  bool operator==(const ExpiryStep&) const = default;
};

struct VendorStatistics {
  WindowFigures window;
  WindowFigures previous;          // as many days before it
  std::vector<DayFigures> series;  // each day of the window, oldest first
  Figures all_time;
  std::int64_t points_owed = 0;  // by cards whose balance is below zero
  std::vector<ExpiryStep> expiring;
  std::int64_t points_without_expiry = 0;
  std::optional<std::int64_t> stamps_liability_cents;
  std::optional<std::int64_t> points_liability_cents;
  Instant as_of{};

  bool operator==(const VendorStatistics&) const = default;
};

struct ProgramCounts {
  std::int64_t active = 0;
  std::int64_t stamps = 0;
  std::int64_t points = 0;
  std::int64_t hybrid = 0;

  bool operator==(const ProgramCounts&) const = default;
};

// Sums over all vendors. A date is each vendor's own business day.
struct PlatformStatistics {
  std::int64_t companies = 0;
  std::int64_t vendors = 0;
  ProgramCounts programs;
  DateSpan span;
  Figures window;
  Figures all_time;
  std::vector<DayFigures> series;
  Instant as_of{};
};

}  // namespace loyalty
