// Fills a database with a shop that has been open for two years: its people, its cards, and their history.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/card.hpp"
#include "models/company.hpp"
#include "models/user.hpp"

namespace loyalty::bench {

// The same in every database, so that a cached one needs nothing beside it.
inline constexpr std::string_view secret_key = "the benchmark's key guards made-up people only";
inline constexpr std::string_view staff_email = "till@bench.example";
inline constexpr std::string_view staff_password = "made up for the bench";
inline constexpr std::string_view staff_pin = "4827";
inline constexpr RewardId bench_reward{4711};
inline constexpr std::int64_t bench_reward_points = 50;

struct SeedSize {
  std::int64_t cards = 20'000;
  std::int64_t transactions = 0;  // about as many, spread over the cards
};

// Makes the file anew, migrated. The cards come by services::enrol, the history by the functions that the
// counter uses, so that the rows are those of the program.
void seed_file(const std::string& path, const SeedSize& size);
// Whether the file holds just this, in the schema of this program.
bool is_seeded(const std::string& path, const SeedSize& size);
// The same in an empty database of a server.
void seed_server(const std::string& url, const SeedSize& size);

// What a till has to know of a seeded database.
struct World {
  Vendor vendor;
  ProgramId program_id{};
  UserId user_id{};
  PinId pin_id{};
  std::vector<std::string> card_numbers;  // oldest first, as the cards' ids
  std::vector<CardId> card_ids;
  std::vector<Customer> some_customers;  // every two-hundredth
};
World read_world(const std::string& url);

// Rows in the history.
std::int64_t count_transactions(const std::string& url);

}  // namespace loyalty::bench
