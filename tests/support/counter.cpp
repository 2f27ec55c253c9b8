#include "support/counter.hpp"

namespace loyalty::test {

using enum RefusalCode;
using std::chrono::minutes;

void set_status(World& world, const Card& card, CardStatus status) {
  const Actor manager{.company_id = card.company_id,
                      .vendor_id = card.joined_vendor_id,
                      .program_id = card.program_id,
                      .now = world.now};
  world.database.write(
      [&](storage::Transaction& tx) { ASSERT_TRUE(change_card_status(tx, manager, card.id, status)); });
}

void expect_refusals_in_order(World& world, LoyaltyType wrong, LoyaltyType wanted, const Operation& operation,
                              bool asks_for_pin) {
  const auto& elise = world.elise.card;
  const auto right = world.program(world.city).loyalty_type;
  AtCounter how{.pin = PinProof{}, .code = CardCode{CardCode::Kind::id, "1234567890123"}};
  set_status(world, elise, CardStatus::blocked);
  for (int i = 0; i < 5; ++i) (void)world.stamp(world.city, world.jean.card, {.pin = world.wrong_pin()});
  world.change(world.city, [&](Program& program) {
    program.is_active = false;
    program.loyalty_type = wrong;
  });
  const auto before = world.card(elise);
  const auto refuse = [&](const Refusal& expected) {
    const auto outcome = operation(how);
    ASSERT_FALSE(outcome) << name_of(expected.code);
    EXPECT_EQ(outcome.error(), expected);
    auto after = world.card(elise);
    after.status = before.status;
    after.version = before.version;
    EXPECT_EQ(after, before);
  };
  refuse({.code = card_not_found});
  how.code.reset();
  refuse({.code = card_inactive});
  set_status(world, elise, CardStatus::closed);
  refuse({.code = card_inactive});
  set_status(world, elise, CardStatus::active);
  refuse({.code = program_inactive});
  world.change(world.city, [](Program& program) { program.is_active = true; });
  refuse({.code = wrong_program_type, .wanted = wanted});
  world.change(world.city, [&](Program& program) { program.loyalty_type = right; });
  if (!asks_for_pin) return;
  refuse({.code = pin_required});
  how.pin = world.wrong_pin();
  refuse({.code = pin_locked, .retry_at = world.now + minutes{30}});
  how.pin = world.right_pin(world.anna);
  refuse({.code = pin_locked, .retry_at = world.now + minutes{30}});
  world.database.write([&](storage::Transaction& tx) {
    ASSERT_TRUE(unlock_pin(tx, world.actor(world.city, Role::manager), world.anna.id));
  });
  how.pin = world.wrong_pin();
  refuse({.code = pin_invalid, .attempts_left = 4});
}

}  // namespace loyalty::test
