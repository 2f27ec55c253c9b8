// What will be tried in the demonstration's half year: who joins when, who comes when, and what goes wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/ids.hpp"
#include "command/demo/dice.hpp"
#include "command/demo/history.hpp"
#include "command/demo/people.hpp"
#include "models/card.hpp"
#include "services/card_secrets.hpp"

namespace loyalty {

struct Member {
  std::size_t shop = 0;
  Person person;
  bool joins_at_counter = false;
  CustomerId customer_id{};
  CardId card_id{};
  CardSecretsInReserve secrets;
};

struct Step {
  // A redeem step is a wish: it is carried out when the card has a reward.
  // An expire step is a night: it is nobody's, and concerns all shops.
  enum class Kind { enrol, stamp, purchase, redeem, take_back, adjust, expire, set_status };

  Kind kind = Kind::enrol;
  Instant at{};
  std::size_t member = 0;
  std::size_t staff = 0;
  std::int64_t count = 1;  // of stamps
  std::int64_t purchase_cents = 0;
  std::int64_t points = 0;  // by which an adjustment changes the card
  CardStatus status = CardStatus::active;
  TransactionId expiry_id{};
  TransactionId linked_id{};
  TransactionId transaction_id{};
  std::size_t made_as = 0;     // place in the order in which steps were thought of
  std::size_t takes_back = 0;  // the `made_as` of another step
  TransactionId reversed_id{};
};

// Steps in the order of time, with ids that rise likewise.
struct Plan {
  std::vector<Member> members;
  std::vector<Step> steps;
};

Plan make_plan(const std::vector<OpenShop>& shops, IdSource& ids, Dice& dice, Instant now);

}  // namespace loyalty
