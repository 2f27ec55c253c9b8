#include "services/statistics.hpp"

#include <algorithm>
#include <map>

#include "base/ids.hpp"
#include "rules/counter_time.hpp"
#include "rules/statistics.hpp"
#include "services/tally.hpp"
#include "services/vendor_day.hpp"
#include "storage/counter_times.hpp"
#include "storage/programs.hpp"

namespace loyalty {
namespace {

using std::chrono::days;
using FiguresByDate = std::map<Date, Figures>;

constexpr std::int64_t vendors_at_once = 200;

BusinessCalendar make_calendar(const storage::CountedVendor& vendor) {
  return {find_zone(vendor.timezone), vendor.business_day_starts_at};
}

// Both dates of the span are part of it.
DateSpan make_span(Date to, std::int64_t length) { return {.from = to - days{length - 1}, .to = to}; }

void add_days(FiguresByDate& sums, storage::Transaction& tx, const storage::CountedVendor& vendor,
              const DateSpan& span, const Tally& tally) {
  for (const auto& day : storage::list_days(tx, vendor.company_id, vendor.vendor_id, span)) {
    sums[day.date] += day.figures;
  }
  for (const auto& [date, figures] : tally.days) sums[date] += figures;
}

std::vector<DayFigures> make_series(const FiguresByDate& sums, const DateSpan& span) {
  std::vector<DayFigures> series;
  for (auto date = span.from; date <= span.to; date += days{1}) {
    const auto found = sums.find(date);
    series.push_back({.date = date, .figures = found == sums.end() ? Figures{} : found->second});
  }
  return series;
}

Figures sum(const std::vector<DayFigures>& series) {
  Figures figures;
  for (const auto& day : series) figures += day.figures;
  return figures;
}

std::int64_t count_visitors(storage::Transaction& tx, const storage::Totals& totals, const Tally& tally,
                            const DateSpan& span) {
  auto count = storage::count_visitors(tx, totals.company_id, totals.vendor_id, span);
  for (const auto& [dates, cards] : tally.returns) {
    if (span.contains(dates.first) && !span.contains(dates.second)) count += cards;
  }
  return count;
}

void add_expiring(VendorStatistics& statistics, PointsByExpiry points, const Program& program,
                  const BusinessCalendar& calendar) {
  std::int64_t in_lots = 0;
  for (const auto& [expires_at, count] : points) in_lots += count;
  statistics.points_owed = in_lots - statistics.all_time.points_outstanding();
  statistics.points_without_expiry = points[beyond_all_expiries];
  statistics.expiring = compute_expiry_steps(points, calendar, statistics.window.span.to);
  statistics.points_liability_cents = compute_points_liability(program, in_lots);
}

void store(storage::Transaction& tx, storage::Totals totals, const Tally& tally) {
  for (const auto& [date, figures] : tally.days) storage::add_to_day(tx, totals, date, figures);
  for (const auto& [expires_at, points] : tally.expiries) {
    storage::add_to_expiry(tx, totals, expires_at, points);
  }
  if (!tally.expiries.empty()) storage::delete_empty_expiries(tx, totals);
  for (const auto& [card, date] : tally.last_visits) storage::set_last_visit(tx, totals, card, date);
  for (const auto& [dates, cards] : tally.returns) {
    storage::add_returns(tx, totals, dates.first, dates.second, cards);
  }
  totals.figures += tally.sum;
  totals.last_transaction_id = tally.last_transaction_id;
  totals.last_card_id = tally.last_card_id;
  storage::set_totals(tx, totals);
}

std::vector<storage::CountedVendor> list_all_vendors(storage::Transaction& tx) {
  std::vector<storage::CountedVendor> all;
  for (;;) {
    const auto after = all.empty() ? std::nullopt : std::optional(all.back().vendor_id);
    const auto page = storage::list_counted_vendors(tx, after, vendors_at_once);
    all.insert(all.end(), page.begin(), page.end());
    if (std::ssize(page) < vendors_at_once) return all;
  }
}

ProgramCounts count_programs(const std::vector<storage::CountedVendor>& vendors) {
  ProgramCounts counts;
  for (const auto& vendor : vendors) {
    counts.active += vendor.is_active ? 1 : 0;
    counts.stamps += vendor.loyalty_type == LoyaltyType::stamps ? 1 : 0;
    counts.points += vendor.loyalty_type == LoyaltyType::points ? 1 : 0;
    counts.hybrid += vendor.loyalty_type == LoyaltyType::hybrid ? 1 : 0;
  }
  return counts;
}

// The latest day that any of the vendors is in.
Date find_latest_day(const std::vector<storage::CountedVendor>& vendors, Instant now) {
  std::optional<Date> latest;
  for (const auto& vendor : vendors) {
    const auto today = make_calendar(vendor).date_at(now);
    latest = std::max(latest.value_or(today), today);
  }
  return latest.value_or(Date{std::chrono::floor<days>(now).time_since_epoch()});
}

}  // namespace

Outcome<VendorStatistics> view_statistics(storage::Transaction& tx, const Actor& actor, std::int64_t length) {
  const auto program = storage::find_program(tx, actor.company_id, actor.vendor_id);
  const auto vendor = storage::find_counted_vendor(tx, actor.company_id, actor.vendor_id);
  if (!program || !vendor) return Refusal{.code = RefusalCode::program_not_found};
  auto calendar = make_calendar(*vendor);
  const auto window = make_span(calendar.date_at(actor.now), length);
  const auto previous = make_span(window.from - days{1}, length);
  const auto totals = storage::find_totals(tx, actor.company_id, actor.vendor_id);
  const auto tally = count_up(tx, totals, calendar);
  FiguresByDate sums;
  add_days(sums, tx, *vendor, {.from = previous.from, .to = window.to}, tally);

  const auto make_window = [&](const DateSpan& span, const std::vector<DayFigures>& series) {
    const auto figures = sum(series);
    return WindowFigures{.span = span,
                         .members_active = count_visitors(tx, totals, tally, span),
                         .figures = figures,
                         .redemption_rate_thousandths = compute_redemption_rate(*program, figures),
                         .counter_milliseconds = compute_percentiles(
                             storage::sum_counter_times(tx, actor.company_id, actor.vendor_id, span))};
  };
  VendorStatistics statistics{.series = make_series(sums, window), .as_of = actor.now};
  statistics.window = make_window(window, statistics.series);
  statistics.previous = make_window(previous, make_series(sums, previous));
  statistics.all_time = totals.figures;
  statistics.all_time += tally.sum;
  statistics.stamps_liability_cents =
      compute_stamps_liability(*program, statistics.all_time.stamps_outstanding());
  auto expiries = storage::list_expiries(tx, actor.company_id, actor.vendor_id);
  for (const auto& [expires_at, points] : tally.expiries) expiries[expires_at] += points;
  add_expiring(statistics, std::move(expiries), *program, calendar);
  return statistics;
}

PlatformStatistics view_platform_statistics(storage::Transaction& tx, Instant now, std::int64_t length) {
  const auto vendors = list_all_vendors(tx);
  PlatformStatistics statistics{.companies = storage::count_companies(tx),
                                .vendors = storage::count_vendors(tx),
                                .programs = count_programs(vendors),
                                .span = make_span(find_latest_day(vendors, now), length),
                                .as_of = now};
  FiguresByDate sums;
  for (const auto& vendor : vendors) {
    auto calendar = make_calendar(vendor);
    const auto totals = storage::find_totals(tx, vendor.company_id, vendor.vendor_id);
    const auto tally = count_up(tx, totals, calendar);
    add_days(sums, tx, vendor, statistics.span, tally);
    statistics.all_time += totals.figures;
    statistics.all_time += tally.sum;
  }
  statistics.series = make_series(sums, statistics.span);
  statistics.window = sum(statistics.series);
  return statistics;
}

RolledUp roll_up_statistics(storage::Transaction& tx, const storage::CountedVendor& vendor, Instant now,
                            std::int64_t limit) {
  const auto totals = storage::lock_totals(tx, vendor.company_id, vendor.vendor_id);
  auto calendar = make_calendar(vendor);
  const auto tally = count_up(tx, totals, calendar, first_id_at(now - roll_up_delay), limit);
  if (tally.rows > 0 || tally.cards > 0) store(tx, totals, tally);
  return {.rows = tally.rows, .cards = tally.cards};
}

void reset_statistics(storage::Transaction& tx, const storage::CountedVendor& vendor) {
  storage::lock_totals(tx, vendor.company_id, vendor.vendor_id);
  storage::clear_statistics(tx, vendor.company_id, vendor.vendor_id);
}

}  // namespace loyalty
