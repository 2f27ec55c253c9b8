// Several tills at once, each with its own connection, that note what they asked for and what they were told.
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "e2e/client.hpp"
#include "e2e/shop.hpp"

namespace loyalty::e2e {

// For shops under load: stamps and points, as many as anybody wants, and debts.
inline constexpr const char* load_program =
    R"({"loyalty_type":"hybrid","card_name":"Café","stamps_target":10,)"
    R"("stamps_reward_description":"Ee Kaffi","points_per_euro":10,)"
    R"("points_rewards":[{"name":"Eng Taart","points":70}],"points_expire_after_days":30,)"
    R"("cooldown_minutes":0,"max_daily_stamps":1000,"require_staff_pin":false})";

// Runs `work(number, client)` for each number on a thread of its own, all at the same moment and each with an
// open connection. Throws what the first of them threw.
void run_together(int count, std::uint16_t port, const std::function<void(int, Client&)>& work);
// The same with a server for each.
void run_together(int count, const std::function<std::uint16_t(int)>& port_of,
                  const std::function<void(int, Client&)>& work);

// A request with a key of its own, which is its note as well, and its last answer, if one came.
struct Attempt {
  Ask ask;
  std::optional<Reply> reply;
  std::vector<Reply> failures = {};  // each 5xx that came before, where tills repeat
  int unanswered = 0;                // tries to which no answer came, where tills repeat

  bool is_done() const { return reply && reply->status == 200; }
  bool is_settled() const { return reply && reply->status < 500; }
  // Those of the history that carry its note: two where stamps and points were given, or taken back,
  // together.
  int rows() const;
};

// What a till does when the server goes away or answers with a 5xx.
enum class Patience {
  none,     // goes home
  endless,  // asks again with the same key until it is told, and goes home when the load is finished
};

struct LoadOptions {
  int tills = 6;
  std::uint64_t seed = 0;
  Patience patience = Patience::none;
  std::uint16_t port = 0;  // 0: the shop's own server
};

// Tills that stamp, sell, hand out rewards and take back, on cards chosen at random.
class Load {
 public:
  Load(Shop& shop, const std::vector<EnrolledCard>& cards, const LoadOptions& options);
  ~Load();
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  // Waits until so many more requests are settled; throws when that does not come.
  void wait_for_more(int count) const;
  // Waits for the tills to stop; in the order of their sending, till by till.
  std::vector<Attempt> finish();

 private:
  void run_till(std::uint64_t seed, std::vector<Attempt>& attempts);
  void repeat(Client& client, Attempt& attempt);
  // `attempts`: the till's until now.
  Ask choose(std::uint64_t dice, const std::string& key, const std::vector<Attempt>& attempts) const;

  const Shop& shop_;
  const std::vector<EnrolledCard>& cards_;
  const std::string reward_id_;
  const std::uint16_t port_;
  const Patience patience_;
  std::atomic<bool> is_over_ = false;
  std::atomic<int> settled_ = 0;
  std::vector<std::vector<Attempt>> attempts_;
  std::vector<std::thread> threads_;
};

// From the environment's E2E_SEED, else a new one; printed.
std::uint64_t choose_seed();

}  // namespace loyalty::e2e
