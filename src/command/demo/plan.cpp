#include "command/demo/plan.hpp"

#include <algorithm>
#include <stdexcept>

namespace loyalty {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr days span{182};
// Many join in the first weeks, when the posters are new.
constexpr days launch{21};

struct Season {
  Zone zone;
  Date first;
  Date last;
  Instant now{};
};

class Planner {
 public:
  Planner(const std::vector<OpenShop>& shops, Dice& dice, const Season& season)
      : shops_(shops), dice_(dice), season_(season) {}

  void plan_shop(std::size_t shop);
  void plan_nights();
  Plan take() { return std::move(plan_); }

 private:
  Step& add(Step::Kind kind, Instant at);
  Date draw_joining_day(const Rhythm& rhythm);
  Instant draw_joining_moment(const Rhythm& rhythm, Date date, bool at_counter);
  std::int64_t draw_visits_per_thousand_days(const DemoShop& shop);
  void plan_member(const DemoShop& shop);
  void plan_visits(const DemoShop& shop, Date joined);
  void plan_visit(const DemoShop& shop, Instant at);
  std::size_t plan_stamps(const DemoShop& shop, Instant at);
  std::size_t plan_purchase(const DemoShop& shop, Instant at);
  void plan_lost_cards(std::size_t first_member);

  const std::vector<OpenShop>& shops_;
  Dice& dice_;
  const Season& season_;
  Plan plan_;
  std::size_t member_ = 0;  // whose steps are being planned
  std::size_t staff_ = 0;   // who is at the counter
};

Step& Planner::add(Step::Kind kind, Instant at) {
  plan_.steps.push_back(
      {.kind = kind, .at = at, .member = member_, .staff = staff_, .made_as = plan_.steps.size()});
  return plan_.steps.back();
}

Date Planner::draw_joining_day(const Rhythm& rhythm) {
  const auto within = dice_.happens(280) ? launch : season_.last - season_.first - days{1};
  Date date = season_.first + days{dice_.below(within.count())};
  while (!is_open(rhythm, date)) date -= days{1};
  return date;
}

Instant Planner::draw_joining_moment(const Rhythm& rhythm, Date date, bool at_counter) {
  if (at_counter) return draw_moment(dice_, rhythm, season_.zone, date);
  constexpr std::int64_t seconds_of_waking_day = 14 * 3600;
  return season_.zone.instant_at(date, std::chrono::hours{8}) + seconds{dice_.below(seconds_of_waking_day)};
}

std::int64_t Planner::draw_visits_per_thousand_days(const DemoShop& shop) {
  const std::int64_t kind = dice_.below(100);
  const std::int64_t visits = kind < 12 ? 430 : kind < 48 ? 130 : 40;
  return visits * shop.visits_percent / 100;
}

void Planner::plan_shop(std::size_t index) {
  const auto& shop = shops_[index].shop;
  const std::size_t first_member = plan_.members.size();
  for (auto& person : make_people(dice_, shop.customers)) {
    member_ = plan_.members.size();
    plan_.members.push_back(
        {.shop = index, .person = std::move(person), .joins_at_counter = dice_.happens(640)});
    staff_ = static_cast<std::size_t>(dice_.below(static_cast<std::int64_t>(shop.staff.size())));
    plan_member(shop);
  }
  plan_lost_cards(first_member);
}

void Planner::plan_member(const DemoShop& shop) {
  const bool at_counter = plan_.members[member_].joins_at_counter;
  const Date date = draw_joining_day(shop.rhythm);
  const Instant at = draw_joining_moment(shop.rhythm, date, at_counter);
  add(Step::Kind::enrol, at);
  if (at_counter && dice_.happens(850)) plan_visit(shop, at + seconds{dice_.between(40, 90)});
  plan_visits(shop, date);
}

void Planner::plan_visits(const DemoShop& shop, Date joined) {
  const std::int64_t visits = draw_visits_per_thousand_days(shop);
  // Some lose interest.
  const Date last = dice_.happens(350) ? joined + days{dice_.between(5, 80)} : season_.last;
  for (Date date = joined + days{1}; date <= std::min(last, season_.last); date += days{1}) {
    if (!dice_.happens(visits * find_busyness(shop.rhythm, date) / 100)) continue;
    staff_ = static_cast<std::size_t>(dice_.below(static_cast<std::int64_t>(shop.staff.size())));
    plan_visit(shop, draw_moment(dice_, shop.rhythm, season_.zone, date));
  }
}

void Planner::plan_visit(const DemoShop& shop, Instant at) {
  const auto made_as = shop.program.has_points() ? plan_purchase(shop, at) : plan_stamps(shop, at);
  if (dice_.happens(9)) {
    add(Step::Kind::take_back, at + seconds{dice_.between(50, 100)}).takes_back = made_as;
  }
}

std::size_t Planner::plan_stamps(const DemoShop& shop, Instant at) {
  // A round for the whole office is more than a card may get in a day.
  if (dice_.happens(5)) add(Step::Kind::stamp, at - seconds{30}).count = shop.program.max_daily_stamps + 1;
  const std::int64_t cups = dice_.below(100);
  auto& stamp = add(Step::Kind::stamp, at);
  stamp.count = cups < 86 ? 1 : cups < 97 ? 2 : 3;
  const std::size_t made_as = stamp.made_as;
  if (dice_.happens(820)) add(Step::Kind::redeem, at + seconds{dice_.between(12, 45)});
  if (dice_.happens(20)) add(Step::Kind::stamp, at + minutes{dice_.between(2, 9)});
  return made_as;
}

std::size_t Planner::plan_purchase(const DemoShop& shop, Instant at) {
  auto& purchase = add(Step::Kind::purchase, at);
  purchase.purchase_cents = shop.basket_cents * dice_.between(15, 190) / 100;
  purchase.count = shop.program.has_stamps() ? 1 : 0;
  const std::size_t made_as = purchase.made_as;
  // Many save up for something bigger.
  if (dice_.happens(240)) add(Step::Kind::redeem, at + seconds{dice_.between(12, 45)});
  if (dice_.happens(4)) {
    add(Step::Kind::adjust, at + std::chrono::hours{dice_.between(1, 3)}).points = dice_.between(5, 40);
  }
  return made_as;
}

// Points expire overnight.
void Planner::plan_nights() {
  for (Date date = season_.first; date <= season_.last; date += days{1}) {
    add(Step::Kind::expire, season_.zone.instant_at(date, minutes{1}));
  }
}

void Planner::plan_lost_cards(std::size_t first_member) {
  for (const auto status : {CardStatus::blocked, CardStatus::closed, CardStatus::closed}) {
    const auto count = static_cast<std::int64_t>(plan_.members.size() - first_member);
    member_ = first_member + static_cast<std::size_t>(dice_.below(count));
    add(Step::Kind::set_status, season_.now - minutes{dice_.between(90, 30'000)}).status = status;
  }
}

void give_ids(Plan& plan, const std::vector<OpenShop>& shops, IdSource& ids) {
  std::vector<TransactionId> made(plan.steps.size());
  for (auto& step : plan.steps) {
    auto& member = plan.members[step.member];
    if (step.kind == Step::Kind::enrol) {
      member.customer_id = ids.next_as<CustomerId>(step.at);
      member.card_id = ids.next_as<CardId>(step.at);
      member.secrets = make_card_secrets(shops[member.shop].till.company_id);
    }
    step.expiry_id = ids.next_as<TransactionId>(step.at);
    step.linked_id = ids.next_as<TransactionId>(step.at);
    step.transaction_id = ids.next_as<TransactionId>(step.at);
    made[step.made_as] = step.transaction_id;
    step.reversed_id = made[step.takes_back];
  }
}

}  // namespace

Plan make_plan(const std::vector<OpenShop>& shops, IdSource& ids, Dice& dice, Instant now) {
  const auto zone = Zone::find("Europe/Luxembourg");
  if (!zone) throw std::runtime_error("the zone database does not have Europe/Luxembourg");
  const Season season{
      .zone = *zone, .first = zone->date_at(now - span), .last = zone->date_at(now), .now = now};
  Planner planner(shops, dice, season);
  for (std::size_t shop = 0; shop < shops.size(); ++shop) planner.plan_shop(shop);
  planner.plan_nights();
  auto plan = planner.take();
  std::ranges::sort(plan.steps, [](const Step& left, const Step& right) {
    return std::pair(left.at, left.made_as) < std::pair(right.at, right.made_as);
  });
  give_ids(plan, shops, ids);
  // Cut only now: an id that is not used does no harm, and nobody joins later than a day before the end.
  std::erase_if(plan.steps, [now](const Step& step) { return step.at >= now; });
  return plan;
}

}  // namespace loyalty
