#include "command/demo/history.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>

#include "base/ids.hpp"
#include "command/demo/plan.hpp"
#include "services/cards.hpp"
#include "services/enrolment.hpp"
#include "services/points.hpp"
#include "services/stamps.hpp"
#include "services/voids.hpp"
#include "tasks/point_expiration.hpp"

namespace loyalty {
namespace {

constexpr std::size_t steps_per_write = 200;
// The nights' ids are made one by one while the history is played, beside those of the plan.
constexpr std::uint32_t nights_node = 1021;
constexpr const char* phone_agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X)";

class Player {
 public:
  Player(const std::vector<OpenShop>& shops, const Plan& plan, const LockoutPolicy& lockout)
      : shops_(shops), plan_(plan), lockout_(lockout) {}

  void play(storage::Transaction& tx, const Step& step, HistoryCount& count) const;

 private:
  const Member& member_of(const Step& step) const { return plan_.members[step.member]; }
  const OpenShop& shop_of(const Step& step) const { return shops_[member_of(step).shop]; }
  Actor actor_of(const Step& step) const;
  CardCode code_of(const Step& step) const;
  bool enrol(storage::Transaction& tx, const Step& step) const;
  CounterCommand command_of(const Step& step) const;
  bool stamp(storage::Transaction& tx, const Step& step) const;
  bool purchase(storage::Transaction& tx, const Step& step) const;
  // None: the card has no reward.
  std::optional<bool> redeem(storage::Transaction& tx, const Step& step) const;
  bool redeem_points(storage::Transaction& tx, const Step& step, RewardId reward) const;
  bool take_back(storage::Transaction& tx, const Step& step) const;
  bool adjust(storage::Transaction& tx, const Step& step) const;

  const std::vector<OpenShop>& shops_;
  const Plan& plan_;
  const LockoutPolicy& lockout_;
};

Actor Player::actor_of(const Step& step) const {
  Actor actor = shop_of(step).till;
  actor.now = step.at;
  return actor;
}

CardCode Player::code_of(const Step& step) const {
  return {CardCode::Kind::id, std::to_string(to_integer(member_of(step).card_id))};
}

bool Player::enrol(storage::Transaction& tx, const Step& step) const {
  const auto& member = member_of(step);
  const auto& person = member.person;
  Enrol command{.actor = actor_of(step),
                .customer_id = member.customer_id,
                .card_id = member.card_id,
                .welcome_id = step.transaction_id,
                .secrets = member.secrets,
                .first_name = person.first_name,
                .last_name = person.last_name,
                .email = person.email,
                .phone = person.phone,
                .birth_date = person.birth_date,
                .locale = person.locale,
                .marketing_consent = person.marketing_consent};
  if (!member.joins_at_counter) {
    command.actor.user_id.reset();
    command.actor.ip_address = "203.0.113." + std::to_string(1 + step.member % 250);
    command.actor.user_agent = phone_agent;
  }
  return loyalty::enrol(tx, command).has_value();
}

CounterCommand Player::command_of(const Step& step) const {
  return {.actor = actor_of(step),
          .expiry_id = step.expiry_id,
          .transaction_id = step.transaction_id,
          .card = code_of(step),
          .pin = shop_of(step).staff[step.staff],
          .lockout = lockout_};
}

bool Player::stamp(storage::Transaction& tx, const Step& step) const {
  return add_stamp(tx, {command_of(step), step.count}).has_value();
}

bool Player::purchase(storage::Transaction& tx, const Step& step) const {
  EarnPoints command{command_of(step)};
  command.stamp_transaction_id = step.linked_id;
  command.purchase_amount_cents = step.purchase_cents;
  command.purchase_reference = "R-" + std::to_string(10'000 + step.made_as);
  command.stamps = step.count;
  return earn_points(tx, command).has_value();
}

std::optional<bool> Player::redeem(storage::Transaction& tx, const Step& step) const {
  const auto holder = look_up_card(tx, actor_of(step), code_of(step));
  if (!holder) return std::nullopt;
  const auto& program = shop_of(step).shop.program;
  if (program.has_stamps() && holder->card.stamp_count >= program.stamps_target) {
    return redeem_stamps(tx, command_of(step)).has_value();
  }
  // The best that the points pay for.
  const PointsReward* best = nullptr;
  for (const auto& reward : program.points_rewards) {
    if (reward.points > holder->card.points_balance) continue;
    if (best == nullptr || reward.points > best->points) best = &reward;
  }
  return best == nullptr ? std::nullopt : std::optional(redeem_points(tx, step, best->id));
}

bool Player::redeem_points(storage::Transaction& tx, const Step& step, RewardId reward) const {
  return loyalty::redeem_points(tx, {command_of(step), reward}).has_value();
}

bool Player::take_back(storage::Transaction& tx, const Step& step) const {
  return void_transaction(tx, {.actor = actor_of(step),
                               .expiry_id = step.expiry_id,
                               .linked_id = step.linked_id,
                               .transaction_id = step.transaction_id,
                               .reversed_id = step.reversed_id,
                               .pin = shop_of(step).staff[step.staff],
                               .lockout = lockout_,
                               .reason = "The wrong card was scanned"})
      .has_value();
}

bool Player::adjust(storage::Transaction& tx, const Step& step) const {
  AdjustPoints command{command_of(step)};
  command.actor.role = Role::manager;
  command.actor.user_id = shop_of(step).manager_id;
  command.notes = "A receipt that was forgotten at the counter";
  command.points_delta = step.points;
  return adjust_points(tx, command).has_value();
}

void Player::play(storage::Transaction& tx, const Step& step, HistoryCount& count) const {
  const auto note = [&](bool is_done, std::int64_t& done) { ++(is_done ? done : count.refusals); };
  switch (step.kind) {
    case Step::Kind::enrol:
      return note(enrol(tx, step), count.customers);
    case Step::Kind::stamp:
      return note(stamp(tx, step), count.stamps);
    case Step::Kind::purchase:
      return note(purchase(tx, step), count.purchases);
    case Step::Kind::redeem:
      if (const auto is_done = redeem(tx, step)) note(*is_done, count.rewards);
      return;
    case Step::Kind::take_back:
      return note(take_back(tx, step), count.voids);
    case Step::Kind::adjust:
      return note(adjust(tx, step), count.adjustments);
    case Step::Kind::expire:
      throw std::logic_error("a night is not played at the counter");
    case Step::Kind::set_status:
      // Refused for a card whose holder joins only later; that is nothing that happened at a counter.
      (void)change_card_status(tx, actor_of(step), member_of(step).card_id, step.status);
      return;
  }
}

// As many steps as are played together: up to the next night, or the night alone.
std::span<const Step> take_batch(std::span<const Step>& rest) {
  const auto is_night = [](const Step& step) { return step.kind == Step::Kind::expire; };
  const auto night = std::ranges::find_if(rest, is_night);
  const auto before_night = static_cast<std::size_t>(night - rest.begin());
  const auto size = std::clamp<std::size_t>(before_night, 1, std::min(steps_per_write, rest.size()));
  const auto batch = rest.first(size);
  rest = rest.subspan(size);
  return batch;
}

void add(HistoryCount& total, const HistoryCount& part) {
  total.customers += part.customers;
  total.stamps += part.stamps;
  total.purchases += part.purchases;
  total.rewards += part.rewards;
  total.voids += part.voids;
  total.adjustments += part.adjustments;
  total.refusals += part.refusals;
}

}  // namespace

HistoryCount play_history(storage::Store& store, const std::vector<OpenShop>& shops,
                          const LockoutPolicy& lockout, IdSource& ids, Dice& dice, Instant now) {
  const auto plan = make_plan(shops, ids, dice, now);
  const Player player(shops, plan, lockout);
  HistoryCount total;
  std::span<const Step> rest(plan.steps);
  IdSource nights_ids(nights_node);
  while (!rest.empty()) {
    const auto batch = take_batch(rest);
    if (batch.front().kind == Step::Kind::expire) {
      total.expiries += run_point_expiration(store, nights_ids, batch.front().at).count.cards;
      continue;
    }
    add(total, store.write_now([&](storage::Transaction& tx) {
      HistoryCount count;
      for (const auto& step : batch) player.play(tx, step, count);
      return count;
    }));
  }
  return total;
}

}  // namespace loyalty
