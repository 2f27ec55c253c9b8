// One small named world for the tests: two companies, three vendors, a stamp program and a hybrid one, staff
// with PINs, three card holders, and a clock that stands still until a test moves it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "services/cards.hpp"
#include "services/enrolment.hpp"
#include "services/pin_check.hpp"
#include "services/pins.hpp"
#include "services/points.hpp"
#include "services/stamps.hpp"
#include "services/voids.hpp"
#include "support/database.hpp"

namespace loyalty::test {

inline constexpr int bcrypt_cost = 4;

struct Shop {
  CompanyId company_id{};
  VendorId vendor_id{};
  ProgramId program_id{};  // 0: none
  std::string code;
  UserId user_id{};        // who signed in at the terminal
  SessionId session_id{};  // the terminal
};

struct Staff {
  PinId id{};
  std::string name;
  std::string pin;
};

// What a test may say about a counter operation; what it does not say is in order.
struct AtCounter {
  std::optional<PinProof> pin;    // absent: the right PIN of the shop's first staff member
  std::optional<CardCode> code;   // absent: the card's id
  std::optional<Role> role;       // absent: staff
  std::optional<UserId> user_id;  // absent: the shop's
  std::optional<SessionId> session_id;
  std::int64_t count = 1;
};

// What somebody bought.
struct Purchase {
  std::int64_t cents = 0;
  std::string reference = {};
  std::int64_t stamps = 0;
};

class World {
 public:
  explicit World(Database& database_in);

  // Beans has City (stamps: 5 for a coffee, Anna 4711 and Bruno 8246; Élise and Jean have cards) and Park (no
  // program yet), both in Luxembourg. Crumbs has Bakery in Paris (hybrid with a welcome bonus; Chloé 5937;
  // Zoé has a card).
  Shop city, park, bakery;
  Staff anna, bruno, chloe;
  CardWithCustomer elise, jean, zoe;

  Database& database;
  Secrets secrets{"a secret key of the tests, 32 bytes and more"};
  IdSource ids{7};
  Instant now = at("2026-11-20T10:00:00Z");

  template <class Duration>
  void pass(Duration time) {
    now += time;
  }
  template <class Id>
  Id next_id() {
    return ids.next_as<Id>(now);
  }

  Actor actor(const Shop& shop, Role role = Role::staff) const;
  Program program(const Shop& shop);
  // Changes the shop's program by a service call.
  void change(const Shop& shop, const std::function<void(Program&)>& change_in);
  // Gives a shop that has none a program like City's.
  void open_program(Shop& shop);

  Enrol enrolment(const Shop& shop, std::string_view first_name, std::optional<std::string> email,
                  std::optional<std::string> phone = std::nullopt);
  Outcome<Enrolled> enrol(const Enrol& command);
  // The card of somebody new.
  CardWithCustomer enrol(const Shop& shop, std::string_view first_name, std::optional<std::string> email,
                         std::optional<std::string> phone = std::nullopt);
  Card card(const Card& card);  // as it is stored now
  Staff hire(const Shop& shop, std::string_view name, std::string_view pin);

  PinProof right_pin(const Staff& staff, std::optional<PinId> chosen = std::nullopt) const;
  PinProof wrong_pin(std::optional<PinId> chosen = std::nullopt) const;
  // Steps one and two of a PIN check as the program makes them.
  PinProof prove(const Actor& actor, const TypedPin& typed);

  AddStamp stamp_command(const Shop& shop, const Card& card, const AtCounter& how = {});
  Outcome<CounterOutcome> stamp(const Shop& shop, const Card& card, const AtCounter& how = {});
  Outcome<CounterOutcome> redeem(const Shop& shop, const Card& card, const AtCounter& how = {});
  EarnPoints earn_command(const Shop& shop, const Card& card, const Purchase& purchase,
                          const AtCounter& how = {});
  Outcome<CounterOutcome> earn(const Shop& shop, const Card& card, const Purchase& purchase,
                               const AtCounter& how = {});
  RedeemPoints burn_command(const Shop& shop, const Card& card, RewardId reward, const AtCounter& how = {});
  Outcome<CounterOutcome> burn(const Shop& shop, const Card& card, RewardId reward,
                               const AtCounter& how = {});
  // By a manager, whatever else is said.
  AdjustPoints adjust_command(const Shop& shop, const Card& card, std::int64_t points,
                              const AtCounter& how = {});
  Outcome<CounterOutcome> adjust(const Shop& shop, const Card& card, std::int64_t points,
                                 const AtCounter& how = {});
  VoidTransaction void_command(const Shop& shop, TransactionId reversed, const AtCounter& how = {});
  Outcome<CounterOutcome> take_back(const Shop& shop, TransactionId reversed, const AtCounter& how = {});
  // So many stamps at once, past all limits.
  void give(const Shop& shop, const Card& card, std::int64_t count);

  // Empty when the card's balances are what its history says. `in_order`: nothing was written at the same
  // time.
  std::string ledger_fault(const Card& card, bool in_order = true);
  std::int64_t count_rows(const Card& card);

 private:
  void fill(storage::Transaction& tx);
  Actor actor_of(const Shop& shop, const AtCounter& how) const;
  // What the operations on a card have in common.
  void fill(CounterCommand& command, const Shop& shop, const Card& card, const AtCounter& how);
  const Staff& first_staff_of(const Shop& shop) const;
};

// For suites of services. Instantiate with each_engine() and engine_name.
class WorldFixture : public StoreFixture {
 protected:
  World world{database};
};

// The refusal's code; none for a success.
template <class T>
std::optional<RefusalCode> refusal_of(const Outcome<T>& outcome) {
  return outcome ? std::nullopt : std::optional(outcome.error().code);
}

CardCode code_of(const Card& card);  // its id

}  // namespace loyalty::test

namespace loyalty {

// How failures of tests show a refusal.
inline void PrintTo(RefusalCode code, std::ostream* out) { *out << name_of(code); }
void PrintTo(const Refusal& refusal, std::ostream* out);

}  // namespace loyalty
