#include "schemas/statistics.hpp"

namespace loyalty {
namespace {

WindowAnswer to_window(const WindowFigures& window) {
  WindowAnswer answer{.from = format_date(window.span.from),
                      .to = format_date(window.span.to),
                      .members_active = window.members_active,
                      .figures = window.figures,
                      .redemption_rate = {window.redemption_rate_thousandths}};
  if (const auto& times = window.counter_milliseconds) {
    answer.counter_ms = CounterMillisecondsAnswer{.p50 = times->p50, .p95 = times->p95};
  }
  return answer;
}

std::vector<SeriesDayAnswer> to_series(const std::vector<DayFigures>& days) {
  std::vector<SeriesDayAnswer> series;
  for (const auto& [date, figures] : days) {
    series.push_back({.date = format_date(date),
                      .enrolments = figures.enrolments,
                      .stamps = figures.stamps_issued,
                      .points_issued = figures.points_issued,
                      .points_redeemed = figures.points_redeemed,
                      .rewards = figures.rewards_redeemed});
  }
  return series;
}

}  // namespace

StatisticsAnswer to_answer(const VendorStatistics& statistics) {
  StatisticsAnswer answer{.window = to_window(statistics.window),
                          .members_total = statistics.all_time.enrolments,
                          .stamps_outstanding = statistics.all_time.stamps_outstanding(),
                          .stamps_liability_cents = statistics.stamps_liability_cents,
                          .points_outstanding = statistics.all_time.points_outstanding(),
                          .points_owed = statistics.points_owed,
                          .points_liability_cents = statistics.points_liability_cents,
                          .points_without_expiry = statistics.points_without_expiry,
                          .previous = to_window(statistics.previous),
                          .series = to_series(statistics.series),
                          .as_of = statistics.as_of};
  for (const auto& step : statistics.expiring) {
    answer.expiring.push_back(
        {.after_days = step.after_days, .until_days = step.until_days, .points = step.points});
  }
  return answer;
}

PlatformStatisticsAnswer to_answer(const PlatformStatistics& statistics) {
  return {.companies = statistics.companies,
          .vendors = statistics.vendors,
          .programs = {statistics.programs},
          .members_total = statistics.all_time.enrolments,
          .stamps_outstanding = statistics.all_time.stamps_outstanding(),
          .points_outstanding = statistics.all_time.points_outstanding(),
          .from = format_date(statistics.span.from),
          .to = format_date(statistics.span.to),
          .window = statistics.window,
          .all_time = {statistics.all_time},
          .series = to_series(statistics.series),
          .as_of = statistics.as_of};
}

}  // namespace loyalty
