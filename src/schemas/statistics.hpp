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
  const DayFigures& day = blank<DayFigures>();
};
template <class Fields>
void describe_fields(Fields& f, const SeriesDayAnswer& a) {
  const auto& figures = a.day.figures;
  f("date", format_date(a.day.date), date_text());
  f("enrolments", figures.enrolments);
  f("stamps", figures.stamps_issued);
  f("points_issued", figures.points_issued);
  f("points_redeemed", figures.points_redeemed);
  f("rewards", figures.rewards_redeemed);
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

template <class Fields>
void describe_span(Fields& f, const DateSpan& span) {
  f("from", format_date(span.from), date_text());
  f("to", format_date(span.to), date_text().described("Part of it."));
}

struct CounterMillisecondsAnswer {
  static constexpr std::string_view schema_name = "CounterMilliseconds";
  const CounterPercentiles& times = blank<CounterPercentiles>();
};
template <class Fields>
void describe_fields(Fields& f, const CounterMillisecondsAnswer& a) {
  f("p50", a.times.p50);
  f("p95", a.times.p95);
}

struct WindowAnswer {
  static constexpr std::string_view schema_name = "StatisticsWindow";
  const WindowFigures& window = blank<WindowFigures>();
};
template <class Fields>
void describe_fields(Fields& f, const WindowAnswer& a) {
  describe_span(f, a.window.span);
  f("members_active", a.window.members_active);
  f("members_new", a.window.figures.enrolments);
  describe_figures(f, a.window.figures);
  f("redemption_rate", Thousandths{a.window.redemption_rate_thousandths},
    Rule{}.described(
        "Redeemed of issued: of points where the program has them, else of stamps. 0 when nothing "
        "was issued."));
  f("counter_ms", view_of<CounterMillisecondsAnswer>(a.window.counter_milliseconds),
    Rule{}.described("From the scan to the answer, as the terminals measured it; null when none did."));
}

struct ExpiryStepAnswer {
  static constexpr std::string_view schema_name = "ExpiringPointsStep";
  const ExpiryStep& step = blank<ExpiryStep>();
};
template <class Fields>
void describe_fields(Fields& f, const ExpiryStepAnswer& a) {
  f("after_days", a.step.after_days);
  f("until_days", a.step.until_days, Rule{}.described("null: any later."));
  f("points", a.step.points);
}

struct StatisticsAnswer {
  static constexpr std::string_view schema_name = "Statistics";
  const VendorStatistics& statistics = blank<VendorStatistics>();
};
template <class Fields>
void describe_fields(Fields& f, const StatisticsAnswer& a) {
  const auto& s = a.statistics;
  f("members_total", s.all_time.enrolments);
  describe_fields(f, WindowAnswer{s.window});
  f("stamps_outstanding", s.all_time.stamps_outstanding());
  f("stamps_liability_cents", s.stamps_liability_cents);
  f("points_outstanding", s.all_time.points_outstanding());
  f("points_owed", s.points_owed);
  f("points_liability_cents", s.points_liability_cents);
  f("expiring", views_of<ExpiryStepAnswer>(s.expiring));
  f("points_without_expiry", s.points_without_expiry);
  f("previous", WindowAnswer{s.previous});
  f("series", views_of<SeriesDayAnswer>(s.series));
  f("as_of", s.as_of);
}

struct ProgramCountsAnswer {
  static constexpr std::string_view schema_name = "ProgramCounts";
  const ProgramCounts& counts = blank<ProgramCounts>();
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
  const Figures& figures = blank<Figures>();
};
template <class Fields>
void describe_fields(Fields& f, const AllTimeAnswer& a) {
  describe_figures(f, a.figures);
}

struct PlatformStatisticsAnswer {
  static constexpr std::string_view schema_name = "PlatformStatistics";
  const PlatformStatistics& statistics = blank<PlatformStatistics>();
};
template <class Fields>
void describe_fields(Fields& f, const PlatformStatisticsAnswer& a) {
  const auto& s = a.statistics;
  f("companies", s.companies);
  f("vendors", s.vendors);
  f("programs", ProgramCountsAnswer{s.programs});
  f("members_total", s.all_time.enrolments);
  f("stamps_outstanding", s.all_time.stamps_outstanding());
  f("points_outstanding", s.all_time.points_outstanding());
  describe_span(f, s.span);
  f("members_new", s.window.enrolments);
  describe_figures(f, s.window);
  f("all_time", AllTimeAnswer{s.all_time});
  f("series", views_of<SeriesDayAnswer>(s.series));
  f("as_of", s.as_of);
}

}  // namespace loyalty
