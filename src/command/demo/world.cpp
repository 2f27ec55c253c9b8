#include "command/demo/world.hpp"

#include <algorithm>

#include "base/bcrypt.hpp"
#include "base/ids.hpp"
#include "command/demo/shops.hpp"
#include "command/failed.hpp"
#include "services/companies.hpp"
#include "services/pins.hpp"
#include "services/programs.hpp"
#include "services/users.hpp"
#include "storage/cards.hpp"
#include "storage/companies.hpp"
#include "storage/users.hpp"

namespace loyalty {
namespace {

using storage::Transaction;

constexpr std::uint64_t seed = 20'261'122;
constexpr std::uint32_t node = 1022;
constexpr std::chrono::days before_now{200};
constexpr const char* till_agent = "Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X)";

// What the services refuse here is a fault of the demonstration itself.
template <class T>
T expect(Outcome<T> outcome, const char* doing) {
  if (outcome) return std::move(*outcome);
  throw Failed(std::string("the demonstration cannot be made: ") + doing + ": " +
               std::string(name_of(outcome.error().code)));
}

class Builder {
 public:
  Builder(storage::Store& store, const Config& config, Instant now)
      : store_(store),
        config_(config),
        secrets_(config.secret_key),
        now_(now),
        opened_at_(now - before_now) {}

  DemoWorld build();

 private:
  void found_company();
  UserId hire(const DemoPerson& person, Role role, std::string_view vendor_code);
  OpenShop open_shop(const DemoShop& shop);
  Vendor make_vendor(const DemoShop& shop);
  Program make_program(const DemoShop& shop, const Actor& actor);
  PinProof make_pin(const Actor& actor, const DemoStaff& staff);
  std::string find_shown_card(const Program& program);

  storage::Store& store_;
  const Config& config_;
  Secrets secrets_;
  IdSource ids_{node};
  Instant now_;
  Instant opened_at_;
  DemoWorld world_;
};

void Builder::found_company() {
  world_.password = demo_password;
  world_.company = {.id = ids_.next_as<CompanyId>(opened_at_),
                    .name = std::string(demo_company),
                    .country = "LU",
                    .created_at = opened_at_};
  store_.write_now([&](Transaction& tx) {
    storage::insert_company(tx, world_.company);
    return Done{};
  });
}

UserId Builder::hire(const DemoPerson& person, Role role, std::string_view vendor_code) {
  NewUser command{
      .user = {.id = ids_.next_as<UserId>(opened_at_),
               .email = std::string(person.email),
               .name = std::string(person.name),
               .role = role,
               .password_hash = hash_bcrypt(secrets_.pepper_password(demo_password), config_.bcrypt_cost),
               .created_at = opened_at_}};
  if (role != Role::admin) command.user.company_id = world_.company.id;
  if (!vendor_code.empty()) command.vendor_codes.emplace_back(vendor_code);
  expect(store_.write_now([&](Transaction& tx) { return loyalty::create_user(tx, command); }), "a user");
  world_.users.push_back({.name = command.user.name,
                          .email = command.user.email,
                          .role = role,
                          .vendor_code = std::string(vendor_code)});
  return command.user.id;
}

Vendor Builder::make_vendor(const DemoShop& shop) {
  const Vendor vendor{.company_id = world_.company.id,
                      .id = ids_.next_as<VendorId>(opened_at_),
                      .code = std::string(shop.code),
                      .name = std::string(shop.name),
                      .timezone = "Europe/Luxembourg",
                      .currency = "EUR",
                      .locale = "lb",
                      .created_at = opened_at_};
  return expect(store_.write_now([&](Transaction& tx) { return create_vendor(tx, vendor); }), "a vendor");
}

Program Builder::make_program(const DemoShop& shop, const Actor& actor) {
  Program program = shop.program;
  program.id = ids_.next_as<ProgramId>(opened_at_);
  for (auto& reward : program.points_rewards) reward.id = ids_.next_as<RewardId>(opened_at_);
  return expect(store_.write_now([&](Transaction& tx) { return create_program(tx, actor, program); }),
                "a program");
}

// Made by a manager, then typed once at the counter: the proof serves for the whole history.
PinProof Builder::make_pin(const Actor& actor, const DemoStaff& staff) {
  const auto hashed = hash_pin(secrets_, actor.vendor_id, staff.pin, config_.bcrypt_cost);
  if (!hashed) throw Failed("the demonstration cannot be made: a PIN is too simple");
  const auto id = ids_.next_as<PinId>(opened_at_);
  expect(store_.write_now(
             [&](Transaction& tx) { return create_pin(tx, actor, id, std::string(staff.name), *hashed); }),
         "a PIN");
  const TypedPin typed{.pin = std::string(staff.pin), .staff_pin_id = id};
  const auto candidate =
      store_.read_now([&](Transaction& tx) { return find_pin_candidate(tx, secrets_, actor, typed); });
  return prove_pin(candidate, typed);
}

OpenShop Builder::open_shop(const DemoShop& shop) {
  const auto vendor = make_vendor(shop);
  OpenShop open{.shop = shop};
  open.manager_id = hire(shop.manager, Role::manager, shop.code);
  open.till = {.company_id = vendor.company_id,
               .vendor_id = vendor.id,
               .user_id = hire(shop.till, Role::staff, shop.code),
               .role = Role::staff,
               .ip_address = "198.51.100." + std::to_string(10 + world_.vendors.size()),
               .user_agent = till_agent,
               .now = opened_at_};
  DemoVendor shown{.vendor = vendor, .program = make_program(shop, open.till)};
  open.shop.program = shown.program;
  open.till.program_id = shown.program.id;
  for (const auto& staff : shop.staff) {
    open.staff.push_back(make_pin(open.till, staff));
    shown.pins.push_back({.name = std::string(staff.name), .pin = std::string(staff.pin)});
  }
  world_.vendors.push_back(std::move(shown));
  return open;
}

// The one that has been busiest of those that joined last, with a mail address to look it up by.
std::string Builder::find_shown_card(const Program& program) {
  const auto cards = store_.read_now([&](Transaction& tx) {
    return storage::list_cards(tx, program.company_id, program.id,
                               {.status = CardStatus::active, .limit = 500});
  });
  const auto interest = [](const CardWithCustomer& holder) {
    const auto& card = holder.card;
    const bool has_something = card.stamp_count > 0 || card.points_balance > 0;
    return (card.total_stamps_earned + card.total_points_earned) * (has_something ? 2 : 1) +
           (holder.customer.email ? 1 : 0);
  };
  const auto best = std::ranges::max_element(cards, {}, interest);
  return best == cards.end() ? std::string() : best->card.card_token;
}

DemoWorld Builder::build() {
  found_company();
  hire(demo_admin, Role::admin, "");
  hire(demo_owner, Role::owner, "");
  std::vector<OpenShop> shops;
  for (const auto& shop : make_demo_shops()) shops.push_back(open_shop(shop));
  const LockoutPolicy lockout{.attempts_max = config_.pin_max_attempts,
                              .lock_time = std::chrono::minutes{config_.pin_lockout_minutes}};
  Dice dice(seed);
  world_.history = play_history(store_, shops, lockout, ids_, dice, now_);
  for (auto& shown : world_.vendors) shown.card_token = find_shown_card(shown.program);
  return std::move(world_);
}

}  // namespace

bool is_empty(storage::Store& store) {
  return store.read_now([](Transaction& tx) {
    return storage::list_companies(tx, std::nullopt, 1).empty() &&
           storage::list_users(tx, std::nullopt, 1).empty();
  });
}

DemoWorld fill_demo(storage::Store& store, const Config& config, Instant now) {
  return Builder(store, config, now).build();
}

}  // namespace loyalty
