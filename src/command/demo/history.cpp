#include "command/demo/history.hpp"

#include <algorithm>
#include <span>

#include "base/ids.hpp"
#include "command/demo/plan.hpp"
#include "services/cards.hpp"
#include "services/stamps.hpp"
#include "services/voids.hpp"

namespace loyalty {
namespace {

constexpr std::size_t steps_per_write = 200;
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
  bool stamp(storage::Transaction& tx, const Step& step) const;
  bool redeem(storage::Transaction& tx, const Step& step) const;
  bool take_back(storage::Transaction& tx, const Step& step) const;
  bool has_reward(storage::Transaction& tx, const Step& step) const;

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

bool Player::stamp(storage::Transaction& tx, const Step& step) const {
  AddStamp command;
  command.actor = actor_of(step);
  command.transaction_id = step.transaction_id;
  command.card = code_of(step);
  command.pin = shop_of(step).staff[step.staff];
  command.lockout = lockout_;
  command.count = step.count;
  return add_stamp(tx, command).has_value();
}

bool Player::has_reward(storage::Transaction& tx, const Step& step) const {
  const auto holder = look_up_card(tx, actor_of(step), code_of(step));
  return holder && holder->card.stamp_count >= shop_of(step).shop.program.stamps_target;
}

bool Player::redeem(storage::Transaction& tx, const Step& step) const {
  return redeem_stamps(tx, {.actor = actor_of(step),
                            .transaction_id = step.transaction_id,
                            .card = code_of(step),
                            .pin = shop_of(step).staff[step.staff],
                            .lockout = lockout_})
      .has_value();
}

bool Player::take_back(storage::Transaction& tx, const Step& step) const {
  return void_transaction(tx, {.actor = actor_of(step),
                               .transaction_id = step.transaction_id,
                               .reversed_id = step.reversed_id,
                               .pin = shop_of(step).staff[step.staff],
                               .lockout = lockout_,
                               .reason = "The wrong card was scanned"})
      .has_value();
}

void Player::play(storage::Transaction& tx, const Step& step, HistoryCount& count) const {
  const auto note = [&](bool is_done, std::int64_t& done) { ++(is_done ? done : count.refusals); };
  switch (step.kind) {
    case Step::Kind::enrol:
      return note(enrol(tx, step), count.customers);
    case Step::Kind::stamp:
      return note(stamp(tx, step), count.stamps);
    case Step::Kind::redeem:
      if (has_reward(tx, step)) note(redeem(tx, step), count.rewards);
      return;
    case Step::Kind::take_back:
      return note(take_back(tx, step), count.voids);
    case Step::Kind::set_status:
      // Refused for a card whose holder joins only later; that is nothing that happened at a counter.
      (void)change_card_status(tx, actor_of(step), member_of(step).card_id, step.status);
      return;
  }
}

void add(HistoryCount& total, const HistoryCount& part) {
  total.customers += part.customers;
  total.stamps += part.stamps;
  total.rewards += part.rewards;
  total.voids += part.voids;
  total.refusals += part.refusals;
}

}  // namespace

HistoryCount play_history(storage::Store& store, const std::vector<OpenShop>& shops,
                          const LockoutPolicy& lockout, IdSource& ids, Dice& dice, Instant now) {
  const auto plan = make_plan(shops, ids, dice, now);
  const Player player(shops, plan, lockout);
  HistoryCount total;
  std::span<const Step> rest(plan.steps);
  while (!rest.empty()) {
    const auto batch = rest.first(std::min(steps_per_write, rest.size()));
    rest = rest.subspan(batch.size());
    add(total, store.write_now([&](storage::Transaction& tx) {
      HistoryCount count;
      for (const auto& step : batch) player.play(tx, step, count);
      return count;
    }));
  }
  return total;
}

}  // namespace loyalty
