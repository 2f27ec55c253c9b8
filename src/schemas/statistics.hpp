// Figures: shapes of /vendor/loyalty/stats and /admin/loyalty/stats.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "models/statistics.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

struct StatisticsQuery {
  static constexpr std::string_view schema_name = "StatisticsQuery";
  std::int64_t days = 30;
};
template <class Fields>
void describe_fields(Fields& f, StatisticsQuery& r) {
  f("days", r.days, range(1, statistics_days_max).or_default().described("Business days, today included."));
}

constexpr Rule date_text() { return Rule{}.formatted("date"); }

struct SeriesDayAnswer {
  static constexpr std::string_view schema_name = "StatisticsDay";
  std::string date = {};
  std::int64_t enrolments = 0;
  std::int64_t stamps = 0;
  std::int64_t points_issued = 0;
  std::int64_t points_redeemed = 0;
  std::int64_t rewards = 0;
};
template <class Fields>
void describe_fields(Fields& f, const SeriesDayAnswer& a) {
  f("date", a.date, date_text());
  f("enrolments", a.enrolments);
  f("stamps", a.stamps);
  f("points_issued", a.points_issued);
  f("points_redeemed", a.points_redeemed);
  f("rewards", a.rewards);
}

// What happened, whether within a span of days or ever.
template <class Fields>
void describe_figures(Fields& f, const Figures& a) {
  f("stamps_issued", a.stamps_issued);
  f("stamps_redeemed", a.stamps_redeemed);
  f("rewards_redeemed", a.rewards_redeemed);
  f("points_issued", a.points_issued);
  f("points_redeemed", a.points_redeemed);
  f("points_expired", a.points_expired);
  f("points_adjusted", a.points_adjusted);
}

struct CounterMillisecondsAnswer {
  static constexpr std::string_view schema_name = "CounterMilliseconds";
  std::int64_t p50 = 0;
  std::int64_t p95 = 0;
};
template <class Fields>
void describe_fields(Fields& f, const CounterMillisecondsAnswer& a) {
  f("p50", a.p50);
  f("p95", a.p95);
}

struct WindowAnswer {
  static constexpr std::string_view schema_name = "StatisticsWindow";
  std::string from = {};
  std::string to = {};
  std::int64_t members_active = 0;
  Figures figures = {};
  Thousandths redemption_rate = {};
  std::optional<CounterMillisecondsAnswer> counter_ms = {};
};
template <class Fields>
void describe_fields(Fields& f, const WindowAnswer& a) {
  f("from", a.from, date_text());
  f("to", a.to, date_text().described("Part of it."));
  f("members_active", a.members_active);
  f("members_new", a.figures.enrolments);
  describe_figures(f, a.figures);
  f("redemption_rate", a.redemption_rate,
    Rule{}.described(
        "Redeemed of issued: of points where the program has them, else of stamps. 0 when nothing "
        "was issued."));
  f("counter_ms", a.counter_ms,
    Rule{}.described("From the scan to the answer, as the terminals measured it; null when none did."));
}

struct ExpiryStepAnswer {
  static constexpr std::string_view schema_name = "ExpiringPointsStep";
  std::int64_t after_days = 0;
  std::optional<std::int64_t> until_days = {};
  std::int64_t points = 0;
};
template <class Fields>
void describe_fields(Fields& f, const ExpiryStepAnswer& a) {
  f("after_days", a.after_days);
  f("until_days", a.until_days, Rule{}.described("null: any later."));
  f("points", a.points);
}

struct StatisticsAnswer {
  static constexpr std::string_view schema_name = "Statistics";
  WindowAnswer window = {};
  std::int64_t members_total = 0;
  std::int64_t stamps_outstanding = 0;
  std::optional<std::int64_t> stamps_liability_cents = {};
  std::int64_t points_outstanding = 0;
  std::int64_t points_owed = 0;
  std::optional<std::int64_t> points_liability_cents = {};
  std::vector<ExpiryStepAnswer> expiring = {};
  std::int64_t points_without_expiry = 0;
  WindowAnswer previous = {};
  std::vector<SeriesDayAnswer> series = {};
  Instant as_of{};
};
template <class Fields>
void describe_fields(Fields& f, const StatisticsAnswer& a) {
  f("members_total", a.members_total);
  describe_fields(f, a.window);
  f("stamps_outstanding", a.stamps_outstanding);
  f("stamps_liability_cents", a.stamps_liability_cents);
  f("points_outstanding", a.points_outstanding);
  f("points_owed", a.points_owed);
  f("points_liability_cents", a.points_liability_cents);
  f("expiring", a.expiring);
  f("points_without_expiry", a.points_without_expiry);
  f("previous", a.previous);
  f("series", a.series);
  f("as_of", a.as_of);
}
StatisticsAnswer to_answer(const VendorStatistics& statistics);

struct ProgramCountsAnswer {
  static constexpr std::string_view schema_name = "ProgramCounts";
  ProgramCounts counts = {};
};
template <class Fields>
void describe_fields(Fields& f, const ProgramCountsAnswer& a) {
  f("active", a.counts.active);
  f("stamps", a.counts.stamps);
  f("points", a.counts.points);
  f("hybrid", a.counts.hybrid);
}

struct AllTimeAnswer {
  static constexpr std::string_view schema_name = "StatisticsTotals";
  Figures figures = {};
};
template <class Fields>
void describe_fields(Fields& f, const AllTimeAnswer& a) {
  describe_figures(f, a.figures);
}

struct PlatformStatisticsAnswer {
  static constexpr std::string_view schema_name = "PlatformStatistics";
  std::int64_t companies = 0;
  std::int64_t vendors = 0;
  ProgramCountsAnswer programs = {};
  std::int64_t members_total = 0;
  std::int64_t stamps_outstanding = 0;
  std::int64_t points_outstanding = 0;
  std::string from = {};
  std::string to = {};
  Figures window = {};
  AllTimeAnswer all_time = {};
  std::vector<SeriesDayAnswer> series = {};
  Instant as_of{};
};
template <class Fields>
void describe_fields(Fields& f, const PlatformStatisticsAnswer& a) {
  f("companies", a.companies);
  f("vendors", a.vendors);
  f("programs", a.programs);
  f("members_total", a.members_total);
  f("stamps_outstanding", a.stamps_outstanding);
  f("points_outstanding", a.points_outstanding);
  f("from", a.from, date_text());
  f("to", a.to, date_text().described("Part of it."));
  f("members_new", a.window.enrolments);
  describe_figures(f, a.window);
  f("all_time", a.all_time);
  f("series", a.series);
  f("as_of", a.as_of);
}
PlatformStatisticsAnswer to_answer(const PlatformStatistics& statistics);

}  // namespace loyalty
