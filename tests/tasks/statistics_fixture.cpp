#include "tasks/statistics_fixture.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "rules/statistics.hpp"
#include "storage/cards.hpp"
#include "storage/points.hpp"
#include "storage/transactions.hpp"

namespace loyalty::test {
namespace {

using std::chrono::days;
using storage::Transaction;

// What everybody can see of a vendor: all its rows, all its cards and what is in its lots.
struct Books {
  std::vector<LoyaltyTransaction> rows;
  std::vector<Card> cards;
  std::vector<Lot> lots;
};

Books read_books(Transaction& tx, const Shop& shop) {
  Books books;
  constexpr std::int64_t all = 1'000'000;
  for (const auto& view : storage::list_transactions(tx, shop.company_id, shop.vendor_id, {.limit = all})) {
    books.rows.push_back(view.transaction);
  }
  for (const auto& holder : storage::list_cards(tx, shop.company_id, shop.program_id, {.limit = all})) {
    books.cards.push_back(holder.card);
    const auto lots = storage::list_open_lots(tx, holder.card, all);
    books.lots.insert(books.lots.end(), lots.begin(), lots.end());
  }
  return books;
}

class Count {
 public:
  Count(const Books& books, const Program& program, std::string_view timezone)
      : books_(books), program_(program), zone_(*Zone::find(timezone)) {}

  VendorStatistics make(Instant now, std::int64_t length) const {
    VendorStatistics made{.as_of = now};
    const auto today = date_of(now);
    made.window = make_window({today - days{length - 1}, today});
    made.previous = make_window({today - days{2 * length - 1}, today - days{length}});
    for (auto date = made.window.span.from; date <= today; date += days{1}) {
      made.series.push_back({date, sum({date, date})});
    }
    made.all_time = sum({Date::min(), Date::max()});
    std::int64_t balances = 0;
    for (const auto& card : books_.cards) {
      balances += card.points_balance;
      made.points_owed += std::max<std::int64_t>(-card.points_balance, 0);
    }
    EXPECT_EQ(made.all_time.points_outstanding(), balances);
    add_expiring(made, today);
    made.stamps_liability_cents = compute_stamps_liability(program_, made.all_time.stamps_outstanding());
    return made;
  }

 private:
  Date date_of(Instant instant) const {
    return compute_business_day(instant, zone_, program_.business_day_starts_at).date;
  }
  Figures sum(const DateSpan& span) const {
    Figures figures;
    for (const auto& row : books_.rows) {
      if (!span.contains(date_of(row.created_at))) continue;
      figures += compute_figures(row.type, row.stamps_delta, row.points_delta);
    }
    for (const auto& card : books_.cards) figures.enrolments += span.contains(date_of(card.enrolled_at));
    return figures;
  }
  WindowFigures make_window(const DateSpan& span) const {
    std::set<CardId> active;
    for (const auto& row : books_.rows) {
      if (is_visit(row.type) && span.contains(date_of(row.created_at))) active.insert(row.card_id);
    }
    const auto figures = sum(span);
    return {.span = span,
            .members_active = std::ssize(active),
            .figures = figures,
            .redemption_rate_thousandths = compute_redemption_rate(program_, figures)};
  }
  void add_expiring(VendorStatistics& made, Date today) const {
    made.expiring = {{0, 30, 0},   {30, 60, 0},   {60, 90, 0},
                     {90, 180, 0}, {180, 365, 0}, {365, std::nullopt, 0}};
    std::int64_t in_lots = 0;
    for (const auto& lot : books_.lots) {
      in_lots += lot.points_remaining;
      if (!lot.expires_at) {
        made.points_without_expiry += lot.points_remaining;
        continue;
      }
      const auto days_left = (date_of(*lot.expires_at - std::chrono::milliseconds{1}) - today).count();
      const auto step = std::ranges::find_if(made.expiring, [&](const ExpiryStep& candidate) {
        return !candidate.until_days || days_left <= *candidate.until_days;
      });
      step->points += lot.points_remaining;
    }
    made.points_liability_cents = compute_points_liability(program_, in_lots);
  }

  const Books& books_;
  const Program& program_;
  Zone zone_;
};

std::string show(const Figures& f) {
  std::ostringstream out;
  out << f.enrolments << " enrolled, stamps " << f.stamps_issued << " - " << f.stamps_redeemed << ", rewards "
      << f.rewards_redeemed << ", points " << f.points_issued << " - " << f.points_redeemed << " - "
      << f.points_expired << " + " << f.points_adjusted;
  return out.str();
}

std::string show(const WindowFigures& window) {
  return format_date(window.span.from) + ".." + format_date(window.span.to) + ": " +
         std::to_string(window.members_active) + " active, rate " +
         std::to_string(window.redemption_rate_thousandths) + ", " + show(window.figures) + "\n";
}

std::string show(const VendorStatistics& s) {
  std::ostringstream out;
  out << show(s.window) << show(s.previous) << "ever: " << show(s.all_time) << "\nowed " << s.points_owed
      << ", liability " << s.stamps_liability_cents.value_or(-1) << " and "
      << s.points_liability_cents.value_or(-1) << ", without expiry " << s.points_without_expiry
      << ", expiring";
  for (const auto& step : s.expiring) out << ' ' << step.points << " until " << step.until_days.value_or(0);
  for (const auto& day : s.series) {
    if (day.figures != Figures{}) out << '\n' << format_date(day.date) << ": " << show(day.figures);
  }
  return out.str();
}

}  // namespace

void expect_same(const VendorStatistics& got, const VendorStatistics& wanted) {
  EXPECT_EQ(show(got), show(wanted));
  EXPECT_TRUE(got == wanted) << "in what is not shown";
}

storage::CountedVendor StatisticsFixture::counted(const Shop& shop) {
  return database.read([&](Transaction& tx) {
    return storage::find_counted_vendor(tx, shop.company_id, shop.vendor_id).value();
  });
}

VendorStatistics StatisticsFixture::view(const Shop& shop, std::int64_t length) {
  return database.read([&](Transaction& tx) { return *view_statistics(tx, world.actor(shop), length); });
}

VendorStatistics StatisticsFixture::count(const Shop& shop, std::int64_t length) {
  const auto program = world.program(shop);
  const auto timezone = counted(shop).timezone;
  return database.read([&](Transaction& tx) {
    const auto books = read_books(tx, shop);
    return Count(books, program, timezone).make(world.now, length);
  });
}

}  // namespace loyalty::test
