#include "e2e/load.hpp"

#include <barrier>
#include <cstdlib>
#include <iostream>
#include <random>

#include "base/random.hpp"
#include "base/text.hpp"

namespace loyalty::e2e {
namespace {

// So that a server that never fails ends the test all the same.
constexpr int attempts_max = 20'000;

}  // namespace

void run_together(int count, std::uint16_t port, const std::function<void(int, Client&)>& work) {
  std::barrier start(count);
  std::mutex mutex;
  std::exception_ptr fault;
  std::vector<std::jthread> threads;
  for (int number = 0; number < count; ++number) {
    threads.emplace_back([&, number] {
      Client client(port);
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

Load::Load(Shop& shop, const std::vector<EnrolledCard>& cards, int tills, std::uint64_t seed)
    : shop_(shop), cards_(cards), port_(shop.port()), attempts_(static_cast<std::size_t>(tills)) {
  std::mt19937_64 seeds(seed);
  for (auto& attempts : attempts_) {
    threads_.emplace_back([this, till_seed = seeds(), &attempts] { run_till(till_seed, attempts); });
  }
}

Load::~Load() {
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

std::vector<Attempt> Load::finish() {
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
  for (int i = 0; i < attempts_max; ++i) {
    const auto key = std::to_string(seed) + "-" + std::to_string(i);
    const auto& card = cards_[random() % cards_.size()];
    auto ask = shop_.stamp(card.number, key);
    if (random() % 10 == 0) ask.target += "/redeem";
    ask.body = R"({"card":")" + card.number + R"(","notes":")" + key + "\"}";
    attempts.push_back({.ask = std::move(ask)});
    attempts.back().reply = client.try_ask(attempts.back().ask);
    if (!attempts.back().is_settled()) return;
  }
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
