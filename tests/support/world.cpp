#include "support/world.hpp"

#include <ostream>
#include <stdexcept>
#include <utility>

#include "services/programs.hpp"
#include "storage/companies.hpp"
#include "storage/users.hpp"
#include "support/ledger.hpp"

namespace loyalty::test {
namespace {

Program coffee_program(World& world, const Shop& shop) {
  Program program;
  program.id = world.next_id<ProgramId>();
  program.company_id = shop.company_id;
  program.home_vendor_id = shop.vendor_id;
  program.loyalty_type = LoyaltyType::stamps;
  program.card_name = "Coffee card";
  program.stamps_target = 5;
  program.stamps_reward_description = "A coffee";
  return program;
}

Program bread_program(World& world, const Shop& shop) {
  auto program = coffee_program(world, shop);
  program.loyalty_type = LoyaltyType::hybrid;
  program.card_name = "Bread card";
  program.stamps_target = 8;
  program.stamps_reward_description = "A loaf";
  program.points_per_euro = {1500};
  program.points_rewards = {{.id = world.next_id<RewardId>(), .name = "Croissant", .points = 20}};
  program.welcome_bonus_stamps = 1;
  program.welcome_bonus_points = 10;
  program.terms_text = "One card each.";
  return program;
}

template <class T>
T expect_value(Outcome<T> outcome, const char* doing) {
  if (!outcome)
    throw std::logic_error(std::string(doing) + ": " + std::string(name_of(outcome.error().code)));
  return *std::move(outcome);
}

}  // namespace

World::World(Database& database_in) : database(database_in) {
  database.write([this](storage::Transaction& tx) { fill(tx); });
}

void World::fill(storage::Transaction& tx) {
  const auto make_shop = [&](CompanyId company, std::string_view code, std::string_view timezone) {
    Shop shop{.company_id = company, .vendor_id = next_id<VendorId>(), .code = std::string(code)};
    const Vendor vendor{.company_id = company,
                        .id = shop.vendor_id,
                        .code = shop.code,
                        .name = "Shop " + shop.code,
                        .timezone = std::string(timezone),
                        .currency = "EUR",
                        .locale = "fr",
                        .created_at = now};
    if (!storage::insert_vendor(tx, vendor)) throw std::logic_error("the vendor's code is taken");
    shop.user_id = next_id<UserId>();
    shop.session_id = next_id<SessionId>();
    return shop;
  };
  const auto beans = next_id<CompanyId>();
  const auto crumbs = next_id<CompanyId>();
  storage::insert_company(tx, {.id = beans, .name = "Beans", .country = "LU", .created_at = now});
  storage::insert_company(tx, {.id = crumbs, .name = "Crumbs", .country = "FR", .created_at = now});
  city = make_shop(beans, "CITY", "Europe/Luxembourg");
  park = make_shop(beans, "PARK", "Europe/Luxembourg");
  bakery = make_shop(crumbs, "BAKERY", "Europe/Paris");

  city.program_id =
      expect_value(create_program(tx, actor(city), coffee_program(*this, city)), "City's program").id;
  bakery.program_id =
      expect_value(create_program(tx, actor(bakery), bread_program(*this, bakery)), "Bakery's program").id;

  const auto employ = [&](const Shop& shop, const char* name, const char* pin) {
    const auto hashed = hash_pin(secrets, shop.vendor_id, pin, bcrypt_cost);
    const auto id = next_id<PinId>();
    expect_value(create_pin(tx, actor(shop), id, name, hashed.value()), name);
    return Staff{.id = id, .name = name, .pin = pin};
  };
  anna = employ(city, "Anna", "4711");
  bruno = employ(city, "Bruno", "8246");
  chloe = employ(bakery, "Chloé", "5937");

  const auto join = [&](const Enrol& command) {
    return expect_value(loyalty::enrol(tx, command), command.first_name.c_str()).holder;
  };
  auto command = enrolment(city, "Élise", "elise@example.org", "+352621123456");
  command.last_name = "Müller";
  elise = join(command);
  command = enrolment(city, "Jean", std::nullopt, "+33612345678");
  command.last_name = "Weber";
  jean = join(command);
  command = enrolment(bakery, "Zoé", "zoe@example.org");
  command.last_name = "Martin";
  zoe = join(command);
}

Actor World::actor(const Shop& shop, Role role) const {
  return {.company_id = shop.company_id,
          .vendor_id = shop.vendor_id,
          .program_id = shop.program_id == ProgramId{} ? std::nullopt : std::optional(shop.program_id),
          .user_id = shop.user_id,
          .session_id = shop.session_id,
          .role = role,
          .ip_address = "192.0.2.7",
          .user_agent = "till",
          .now = now};
}

Program World::program(const Shop& shop) {
  return database.read(
      [&](storage::Transaction& tx) { return expect_value(view_program(tx, actor(shop)), "the program"); });
}

void World::change(const Shop& shop, const std::function<void(Program&)>& change_in) {
  const auto who = actor(shop, Role::owner);
  database.write([&](storage::Transaction& tx) {
    const auto changed = change_program(tx, who, [&](Program& program) {
      change_in(program);
      return true;
    });
    expect_value(changed, "changing the program");
  });
}

void World::open_program(Shop& shop) {
  const auto program = coffee_program(*this, shop);
  database.write([&](storage::Transaction& tx) {
    shop.program_id = expect_value(create_program(tx, actor(shop), program), "the program").id;
  });
}

Enrol World::enrolment(const Shop& shop, std::string_view first_name, std::optional<std::string> email,
                       std::optional<std::string> phone) {
  return {.actor = actor(shop),
          .customer_id = next_id<CustomerId>(),
          .card_id = next_id<CardId>(),
          .welcome_id = next_id<TransactionId>(),
          .secrets = make_card_secrets(shop.company_id),
          .first_name = std::string(first_name),
          .email = std::move(email),
          .phone = std::move(phone)};
}

Outcome<Enrolled> World::enrol(const Enrol& command) {
  return database.write([&](storage::Transaction& tx) { return loyalty::enrol(tx, command); });
}

CardWithCustomer World::enrol(const Shop& shop, std::string_view first_name, std::optional<std::string> email,
                              std::optional<std::string> phone) {
  auto enrolled =
      expect_value(enrol(enrolment(shop, first_name, std::move(email), std::move(phone))), "enrolling");
  if (enrolled.already_enrolled) throw std::logic_error("somebody has this address already");
  return std::move(enrolled.holder);
}

Card World::card(const Card& card_in) {
  return database.read([&](storage::Transaction& tx) {
    return storage::find_card(tx, card_in.company_id, card_in.id).value().card;
  });
}

Staff World::hire(const Shop& shop, std::string_view name, std::string_view pin) {
  const auto hashed = hash_pin(secrets, shop.vendor_id, pin, bcrypt_cost);
  const auto id = next_id<PinId>();
  database.write([&](storage::Transaction& tx) {
    expect_value(create_pin(tx, actor(shop), id, std::string(name), hashed.value()), "hiring");
  });
  return {.id = id, .name = std::string(name), .pin = std::string(pin)};
}

PinProof World::right_pin(const Staff& staff, std::optional<PinId> chosen) const {
  return {.kind = PinProof::Kind::right, .staff_pin_id = chosen, .pin_id = staff.id, .pin_version = 1};
}

PinProof World::wrong_pin(std::optional<PinId> chosen) const {
  return {.kind = PinProof::Kind::wrong, .staff_pin_id = chosen};
}

PinProof World::prove(const Actor& who, const TypedPin& typed) {
  if (!typed.pin) return {.staff_pin_id = typed.staff_pin_id};
  const auto candidate =
      database.read([&](storage::Transaction& tx) { return find_pin_candidate(tx, secrets, who, typed); });
  return prove_pin(candidate, typed);
}

const Staff& World::first_staff_of(const Shop& shop) const {
  return shop.vendor_id == bakery.vendor_id ? chloe : anna;
}

Actor World::actor_of(const Shop& shop, const AtCounter& how) const {
  auto who = actor(shop, how.role.value_or(Role::staff));
  if (how.user_id) who.user_id = how.user_id;
  if (how.session_id) who.session_id = *how.session_id;
  return who;
}

void World::fill(CounterCommand& command, const Shop& shop, const Card& card, const AtCounter& how) {
  command.actor = actor_of(shop, how);
  command.expiry_id = next_id<TransactionId>();
  command.transaction_id = next_id<TransactionId>();
  command.card = how.code.value_or(code_of(card));
  command.pin = how.pin.value_or(right_pin(first_staff_of(shop)));
}

AddStamp World::stamp_command(const Shop& shop, const Card& card, const AtCounter& how) {
  AddStamp command;
  fill(command, shop, card, how);
  command.count = how.count;
  return command;
}

Outcome<CounterOutcome> World::stamp(const Shop& shop, const Card& card, const AtCounter& how) {
  const auto command = stamp_command(shop, card, how);
  return database.write([&](storage::Transaction& tx) { return add_stamp(tx, command); });
}

Outcome<CounterOutcome> World::redeem(const Shop& shop, const Card& card, const AtCounter& how) {
  const auto command = stamp_command(shop, card, how);
  return database.write([&](storage::Transaction& tx) { return redeem_stamps(tx, command); });
}

EarnPoints World::earn_command(const Shop& shop, const Card& card, const Purchase& purchase,
                               const AtCounter& how) {
  EarnPoints command;
  fill(command, shop, card, how);
  command.stamp_transaction_id = std::exchange(command.transaction_id, next_id<TransactionId>());
  command.purchase_amount_cents = purchase.cents;
  command.purchase_reference = purchase.reference;
  command.stamps = purchase.stamps;
  return command;
}

Outcome<CounterOutcome> World::earn(const Shop& shop, const Card& card, const Purchase& purchase,
                                    const AtCounter& how) {
  const auto command = earn_command(shop, card, purchase, how);
  return database.write([&](storage::Transaction& tx) { return earn_points(tx, command); });
}

RedeemPoints World::burn_command(const Shop& shop, const Card& card, RewardId reward, const AtCounter& how) {
  RedeemPoints command;
  fill(command, shop, card, how);
  command.reward_id = reward;
  return command;
}

Outcome<CounterOutcome> World::burn(const Shop& shop, const Card& card, RewardId reward,
                                    const AtCounter& how) {
  const auto command = burn_command(shop, card, reward, how);
  return database.write([&](storage::Transaction& tx) { return redeem_points(tx, command); });
}

AdjustPoints World::adjust_command(const Shop& shop, const Card& card, std::int64_t points,
                                   const AtCounter& how) {
  AdjustPoints command;
  fill(command, shop, card, how);
  command.actor.role = Role::manager;
  command.points_delta = points;
  command.notes = "a correction";
  return command;
}

Outcome<CounterOutcome> World::adjust(const Shop& shop, const Card& card, std::int64_t points,
                                      const AtCounter& how) {
  const auto command = adjust_command(shop, card, points, how);
  return database.write([&](storage::Transaction& tx) { return adjust_points(tx, command); });
}

VoidTransaction World::void_command(const Shop& shop, TransactionId reversed, const AtCounter& how) {
  return {.actor = actor_of(shop, how),
          .expiry_id = next_id<TransactionId>(),
          .linked_id = next_id<TransactionId>(),
          .transaction_id = next_id<TransactionId>(),
          .reversed_id = reversed,
          .pin = how.pin.value_or(right_pin(first_staff_of(shop))),
          .lockout = {},
          .reason = "a mistake"};
}

Outcome<CounterOutcome> World::take_back(const Shop& shop, TransactionId reversed, const AtCounter& how) {
  const auto command = void_command(shop, reversed, how);
  return database.write([&](storage::Transaction& tx) { return void_transaction(tx, command); });
}

void World::give(const Shop& shop, const Card& card, std::int64_t count) {
  const auto before = program(shop);
  change(shop, [&](Program& program) {
    program.max_daily_stamps = INT32_MAX;
    program.cooldown_minutes = 0;
  });
  expect_value(stamp(shop, card, {.count = count}), "giving stamps");
  change(shop, [&](Program& program) {
    program.max_daily_stamps = before.max_daily_stamps;
    program.cooldown_minutes = before.cooldown_minutes;
  });
}

std::string World::ledger_fault(const Card& card, bool in_order) {
  return database.read([&](storage::Transaction& tx) {
    return find_ledger_fault(tx, card, in_order ? RowOrder::strict : RowOrder::any);
  });
}

std::int64_t World::count_rows(const Card& card) {
  return database.read([&](storage::Transaction& tx) { return count_ledger_rows(tx, card); });
}

CardCode code_of(const Card& card) { return {CardCode::Kind::id, std::to_string(to_integer(card.id))}; }

}  // namespace loyalty::test

namespace loyalty {

void PrintTo(const Refusal& refusal, std::ostream* out) {
  *out << name_of(refusal.code);
  if (refusal.retry_at) *out << " retry_at " << format_rfc3339(*refusal.retry_at);
  if (refusal.attempts_left) *out << " attempts_left " << *refusal.attempts_left;
  if (refusal.missing) *out << " missing " << *refusal.missing;
  if (refusal.limit) *out << " limit " << *refusal.limit;
}

}  // namespace loyalty
