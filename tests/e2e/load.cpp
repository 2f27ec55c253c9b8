#include "e2e/load.hpp"

#include <barrier>
#include <cstdlib>
#include <iostream>
#include <random>
#include <stdexcept>

#include "base/instant.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "e2e/scale.hpp"

namespace loyalty::e2e {
namespace {

// So that a server that never fails ends the test all the same.
constexpr int attempts_max = 20'000;
// Of whoever waits for something that must come in the end.
constexpr auto patience_max = is_sanitized ? 180s : 90s;
const std::string loyalty_path = std::string(api) + "/vendor/loyalty";

}  // namespace

void run_together(int count, std::uint16_t port, const std::function<void(int, Client&)>& work) {
  run_together(count, [port](int) { return port; }, work);
}

void run_together(int count, const std::function<std::uint16_t(int)>& port_of,
                  const std::function<void(int, Client&)>& work) {
  std::barrier start(count);
  std::mutex mutex;
  std::exception_ptr fault;
  std::vector<std::jthread> threads;
  for (int number = 0; number < count; ++number) {
    threads.emplace_back([&, number] {
      Client client(port_of(number));
      client.connect();
      start.arrive_and_wait();
      try {
        work(number, client);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!fault) fault = std::current_exception();
      }
    });
  }
  threads.clear();
  if (fault) std::rethrow_exception(fault);
}

int Attempt::rows() const {
  if (!is_done()) return 0;
  const auto answer = reply->json().as_object();
  return answer.contains("stamp_transaction") || answer.contains("linked_transaction") ? 2 : 1;
}

Load::Load(Shop& shop, const std::vector<EnrolledCard>& cards, const LoadOptions& options)
    : shop_(shop),
      cards_(cards),
      reward_id_(shop.expect(200, {.target = loyalty_path + "/program", .token = shop.staff()})
                     .text("/points_rewards/0/id")),
      port_(options.port == 0 ? shop.port() : options.port),
      patience_(options.patience),
      attempts_(static_cast<std::size_t>(options.tills)) {
  std::mt19937_64 seeds(options.seed);
  for (auto& attempts : attempts_) {
    threads_.emplace_back([this, till_seed = seeds(), &attempts] { run_till(till_seed, attempts); });
  }
}

Load::~Load() {
  is_over_ = true;
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void Load::wait_for_more(int count) const {
  const int wanted = settled_ + count;
  const auto give_up_at = steady_now() + patience_max;
  while (settled_ < wanted) {
    if (steady_now() > give_up_at) throw std::runtime_error("the load does not go on");
    std::this_thread::sleep_for(2ms);
  }
}

std::vector<Attempt> Load::finish() {
  is_over_ = patience_ == Patience::endless;
  for (auto& thread : threads_) thread.join();
  std::vector<Attempt> all;
  for (auto& attempts : attempts_) {
    for (auto& attempt : attempts) all.push_back(std::move(attempt));
  }
  return all;
}

void Load::run_till(std::uint64_t seed, std::vector<Attempt>& attempts) {
  std::mt19937_64 random(seed);
  Client client(port_);
  for (int i = 0; i < attempts_max && !is_over_; ++i) {
    const auto key = std::to_string(seed) + "-" + std::to_string(i);
    attempts.push_back({.ask = choose(random(), key, attempts)});
    auto& attempt = attempts.back();
    attempt.reply = client.try_ask(attempt.ask);
    if (!attempt.is_settled() && patience_ == Patience::none) return;
    if (!attempt.is_settled()) repeat(client, attempt);
    ++settled_;
  }
}

void Load::repeat(Client& client, Attempt& attempt) {
  const auto give_up_at = steady_now() + patience_max;
  while (!attempt.is_settled() && steady_now() < give_up_at) {
    if (attempt.reply) attempt.failures.push_back(*attempt.reply);
    attempt.unanswered += attempt.reply ? 0 : 1;
    std::this_thread::sleep_for(10ms);
    attempt.reply = client.try_ask(attempt.ask);
  }
}

Ask Load::choose(std::uint64_t dice, const std::string& key, const std::vector<Attempt>& attempts) const {
  const auto& card = cards_[dice / 100 % cards_.size()];
  const auto ask = [&](const std::string& path, const std::string& body) {
    return Ask{.method = "POST",
               .target = loyalty_path + path,
               .token = shop_.staff(),
               .body = "{" + body + "}",
               .key = key};
  };
  const auto on_card = R"("card":")" + card.number + R"(","notes":")" + key + "\"";
  const auto kind = dice % 100;
  if (kind < 35) return ask("/stamp", on_card);
  if (kind < 40) return ask("/stamp/redeem", on_card);
  if (kind < 55) return ask("/points", on_card + R"(,"purchase_amount_cents":470)");
  if (kind < 65) return ask("/points", on_card + R"(,"purchase_amount_cents":290,"stamps":1)");
  if (kind < 80) return ask("/points/redeem", on_card + R"(,"reward_id":")" + reward_id_ + "\"");
  if (attempts.empty() || !attempts.back().is_done()) return ask("/stamp", on_card);
  return ask("/transactions/" + attempts.back().reply->text("/transaction/id") + "/void",
             R"("reason":")" + key + "\"");
}

std::uint64_t choose_seed() {
  const char* const given = std::getenv("E2E_SEED");
  const auto seed =
      static_cast<std::uint64_t>(given != nullptr ? parse_integer(given).value_or(0)
                                                  : static_cast<std::int64_t>(random_below(1'000'000'000)));
  std::cout << "seed " << seed << " (E2E_SEED=" << seed << " repeats it)" << std::endl;
  return seed;
}

}  // namespace loyalty::e2e
