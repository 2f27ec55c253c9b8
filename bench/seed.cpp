#include "bench/seed.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include <fmt/format.h>

#include "base/bcrypt.hpp"
#include "base/digest.hpp"
#include "base/embedded.hpp"
#include "base/ids.hpp"
#include "base/metrics.hpp"
#include "bench/database.hpp"
#include "bench/people.hpp"
#include "bench/requests.hpp"
#include "services/companies.hpp"
#include "services/enrolment.hpp"
#include "services/pins.hpp"
#include "services/programs.hpp"
#include "services/statistics.hpp"
#include "services/users.hpp"
#include "storage/cards.hpp"
#include "storage/companies.hpp"
#include "storage/ledger.hpp"
#include "storage/pins.hpp"
#include "storage/programs.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/store.hpp"
#include "storage/users.hpp"

namespace loyalty::bench {
namespace {

using storage::SqliteConnection;
using storage::Transaction;

constexpr std::string_view vendor_code = "BENCH";
constexpr std::chrono::days open_since{730};
// No history in the last days: what a stamp of today looks at is empty in every database.
constexpr std::chrono::days closed_since{3};
constexpr std::int64_t stamps_target = 10;
constexpr int seed_cache_kibibytes = 6 * 1024 * 1024;
constexpr int bcrypt_cost = 10;
constexpr std::int64_t rows_rolled_up_at_once = 100'000;

struct Shop {
  Actor actor;
  PinId pin_id{};
};

template <class T>
T expect(Outcome<T> outcome, const char* doing) {
  if (!outcome) throw std::runtime_error(fmt::format("{}: {}", doing, name_of(outcome.error().code)));
  return std::move(*outcome);
}

Program make_program(ProgramId id) {
  Program program;
  program.id = id;
  program.loyalty_type = LoyaltyType::hybrid;
  program.card_name = "Bench card";
  program.stamps_target = stamps_target;
  program.stamps_reward_description = "A coffee of your choice";
  program.points_per_euro = {1000};
  program.points_rewards = {
      {.id = bench_reward, .name = "Fifty points' worth", .points = bench_reward_points, .cost_cents = 250}};
  program.points_expire_after_days = 365;
  program.terms_text = "Collect ten stamps, get one coffee.";
  program.cooldown_minutes = 0;
  program.max_daily_stamps = 1000;
  program.require_staff_pin = true;
  return program;
}

Shop open_shop(Transaction& tx, IdSource& ids, Instant now) {
  const Secrets secrets(secret_key);
  const Company company{.id = ids.next_as<CompanyId>(now),
                        .name = "Bench",
                        .country = "LU",
                        .is_active = true,
                        .created_at = now};
  storage::insert_company(tx, company);
  const Vendor vendor{.company_id = company.id,
                      .id = ids.next_as<VendorId>(now),
                      .code = std::string(vendor_code),
                      .name = "Bench coffee",
                      .timezone = "Europe/Luxembourg",
                      .currency = "EUR",
                      .locale = "en",
                      .created_at = now};
  expect(create_vendor(tx, vendor), "making the vendor");
  const User user{.id = ids.next_as<UserId>(now),
                  .company_id = company.id,
                  .email = std::string(staff_email),
                  .name = "Till",
                  .role = Role::manager,  // who may ask for figures and files as well
                  .password_hash = hash_bcrypt(secrets.pepper_password(staff_password), bcrypt_cost),
                  .created_at = now};
  expect(create_user(tx, {.user = user, .vendor_codes = {vendor.code}}), "making the user");
  Actor actor{.company_id = company.id,
              .vendor_id = vendor.id,
              .user_id = user.id,
              .ip_address = "127.0.0.1",
              .user_agent = std::string(till_user_agent),
              .now = now};
  const auto program =
      expect(create_program(tx, actor, make_program(ids.next_as<ProgramId>(now))), "making the program");
  actor.program_id = program.id;
  const auto pin = hash_pin(secrets, vendor.id, staff_pin, bcrypt_cost);
  if (!pin) throw std::runtime_error("the bench's PIN is not allowed");
  const auto kept = expect(create_pin(tx, actor, ids.next_as<PinId>(now), "Josiane", *pin), "making the PIN");
  return {.actor = actor, .pin_id = kept.id};
}

Card enrol_somebody(Transaction& tx, const Shop& shop, IdSource& ids, Random& random, std::int64_t number,
                    Instant now) {
  auto person = make_person(random, number);
  Enrol command{.actor = shop.actor,
                .customer_id = ids.next_as<CustomerId>(now),
                .card_id = ids.next_as<CardId>(now),
                .welcome_id = ids.next_as<TransactionId>(now),
                .secrets = make_card_secrets(shop.actor.company_id),
                .first_name = std::move(person.first_name),
                .last_name = std::move(person.last_name)};
  command.actor.now = now;
  if (!person.email.empty()) command.email = std::move(person.email);
  if (!person.phone.empty()) command.phone = std::move(person.phone);
  command.marketing_consent = random.below(3) == 0;
  auto enrolled = expect(enrol(tx, command), "enrolling");
  if (enrolled.already_enrolled) throw std::runtime_error("two made-up people are the same");
  return std::move(enrolled.holder.card);
}

// `count` visits between enrolment and the end: a stamp each time, the reward when there are enough.
void add_history(Transaction& tx, const Shop& shop, Random& random, Card& card, std::int64_t count,
                 Instant end) {
  const auto span = static_cast<std::uint64_t>(std::max<std::int64_t>((end - card.enrolled_at).count(), 1));
  std::vector<std::int64_t> visits;
  for (std::int64_t i = 0; i < count; ++i) visits.push_back(static_cast<std::int64_t>(random.below(span)));
  std::sort(visits.begin(), visits.end());
  for (const auto visit : visits) {
    const Instant now = card.enrolled_at + std::chrono::milliseconds(visit + 1);
    const bool is_reward = card.stamp_count >= stamps_target;
    const std::int64_t delta = is_reward ? -stamps_target : 1;
    card.stamp_count += delta;
    if (is_reward) {
      card.stamps_redeemed += stamps_target;
    } else {
      ++card.total_stamps_earned;
      card.last_stamp_at = now;
    }
    ++card.version;
    const auto id = first_id_at(now) + static_cast<std::int64_t>(random.below(1 << 22));
    storage::insert_transaction(
        tx, {.company_id = card.company_id,
             .card_id = card.id,
             .id = static_cast<TransactionId>(id),
             .vendor_id = shop.actor.vendor_id,
             .type = is_reward ? TransactionType::stamp_redeemed : TransactionType::stamp_earned,
             .staff_pin_id = shop.pin_id,
             .user_id = shop.actor.user_id,
             .stamps_delta = delta,
             .stamps_after = card.stamp_count,
             .reward = is_reward ? "A coffee of your choice" : "",
             .ip_address = shop.actor.ip_address,
             .user_agent = shop.actor.user_agent,
             .created_at = now});
  }
  if (count > 0) storage::set_card_balances(tx, card, card.version);
}

// The statistics as the server's task leaves them.
void roll_up(Transaction& tx, const Shop& shop, Instant now) {
  const auto vendor = storage::find_counted_vendor(tx, shop.actor.company_id, shop.actor.vendor_id).value();
  while (roll_up_statistics(tx, vendor, now, rows_rolled_up_at_once) != RolledUp{}) {
  }
}

void fill(Transaction& tx, const SeedSize& size) {
  IdSource ids(0);
  Random random(1);
  const Instant end = system_now() - closed_since;
  const Instant begin = end - open_since;
  const auto shop = open_shop(tx, ids, begin);
  const auto visits_max = static_cast<std::uint64_t>(2 * size.transactions / size.cards);
  for (std::int64_t number = 0; number < size.cards; ++number) {
    const auto enrolled_at = begin + (end - begin) * number / size.cards;
    auto card = enrol_somebody(tx, shop, ids, random, number, enrolled_at);
    if (visits_max == 0) continue;
    const auto visits = static_cast<std::int64_t>(random.below(visits_max + 1));
    add_history(tx, shop, random, card, visits, end);
  }
  roll_up(tx, shop, end + closed_since);
}

// What the file was made from: the schema and the sizes. Positive, as SQLite keeps 32 bits with a sign.
std::int64_t fingerprint_of(const SeedSize& size) {
  std::string text = fmt::format("4 {} {} ", size.cards, size.transactions);
  for (const auto& file : embedded::migrations()) text += file.bytes;
  const auto digest = sha256({text});
  return ((digest[0] & 0x7f) << 24) | (digest[1] << 16) | (digest[2] << 8) | digest[3];
}

template <class Work>
auto read_from(const std::string& url, Work work) {
  Metrics metrics;
  return storage::Store::open(url, metrics, {.connections = 1})->read_now(work);
}

World read_whole_world(Transaction& tx) {
  World world;
  world.vendor = storage::find_vendor_by_code(tx, vendor_code).value();
  const auto& [company, vendor] = std::pair(world.vendor.company_id, world.vendor.id);
  world.user_id = storage::find_user_by_email(tx, staff_email).value().id;
  world.pin_id = storage::list_pins(tx, company, vendor, std::nullopt, 1).at(0).id;
  world.program_id = storage::find_program(tx, company, vendor).value().id;
  storage::CardFilter page{.limit = 1000};
  for (;;) {
    auto cards = storage::list_cards(tx, company, world.program_id, page);
    if (cards.empty()) break;
    for (std::size_t i = 0; i < cards.size(); i += 200) world.some_customers.push_back(cards[i].customer);
    for (auto& holder : cards) {
      world.card_numbers.push_back(std::move(holder.card.card_number));
      world.card_ids.push_back(holder.card.id);
    }
    page.before = world.card_ids.back();
  }
  std::reverse(world.card_numbers.begin(), world.card_numbers.end());
  std::reverse(world.card_ids.begin(), world.card_ids.end());
  return world;
}

}  // namespace

void seed_file(const std::string& path, const SeedSize& size) {
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
  {
    Metrics metrics;
    storage::Store::open(url_of_file(path), metrics)->migrate();
  }
  SqliteConnection connection(path, SqliteConnection::Mode::read_write, seed_cache_kibibytes);
  // Whoever pulls the plug here starts again; nothing else needs the file.
  connection.run_script("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
  Transaction tx(connection);
  fill(tx, size);
  connection.run_script(
      fmt::format("COMMIT; PRAGMA user_version = {}; PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL",
                  fingerprint_of(size)));
}

bool is_seeded(const std::string& path, const SeedSize& size) {
  static const storage::Sql select_version{"PRAGMA user_version"};
  if (!std::filesystem::exists(path)) return false;
  SqliteConnection connection(path, SqliteConnection::Mode::read_write, 1024);
  Transaction tx(connection);
  const auto version = tx.find(select_version, {}, [](storage::Columns& row) { return row.integer(); });
  return version == fingerprint_of(size);
}

void seed_server(const std::string& url, const SeedSize& size) {
  Metrics metrics;
  const auto store = storage::Store::open(url, metrics);
  store->migrate();
  store->write_now([&](Transaction& tx) {
    fill(tx, size);
    return true;
  });
}

std::int64_t count_transactions(const std::string& url) {
  static const storage::Sql count_rows{"SELECT COUNT(*) FROM loyalty_transactions"};
  return read_from(url, [](Transaction& tx) {
    return tx.find(count_rows, {}, [](storage::Columns& row) { return row.integer(); }).value();
  });
}

World read_world(const std::string& url) { return read_from(url, read_whole_world); }

}  // namespace loyalty::bench
