#include "bench/shop.hpp"

#include <filesystem>
#include <stdexcept>

#include <fmt/format.h>

#include "base/instant.hpp"
#include "bench/crowd.hpp"
#include "bench/requests.hpp"

namespace loyalty::bench {
namespace {

// A card takes a thousand stamps a day at most; this leaves room for the answers in flight.
constexpr std::int64_t hot_card_stamps = 960;
constexpr int newcomers_at_once = 64;

std::uint64_t fresh_seed() { return static_cast<std::uint64_t>(steady_now().time_since_epoch().count()); }

std::string sign_in(const Server& server) {
  const auto reply = ask(server.port(), make_sign_in(staff_email, staff_password));
  constexpr std::string_view name = "\"token\":\"";
  const auto begin = reply.body.find(name);
  if (reply.status != 200 || begin == std::string::npos) {
    throw std::runtime_error(fmt::format("signing in: {} {}", reply.status, reply.body));
  }
  const auto token_at = begin + name.size();
  return reply.body.substr(token_at, reply.body.find('"', token_at) - token_at);
}

LoadResult run_and_expect_ok(const Load& load) {
  auto result = run_load(load);
  if (result.count_of(200) == static_cast<std::int64_t>(result.microseconds.size())) return result;
  std::string statuses;
  for (const auto& [status, count] : result.statuses) statuses += fmt::format(" {} x {}", count, status);
  throw std::runtime_error("not every answer was a 200:" + statuses);
}

}  // namespace

Shop::Shop(const Plan& plan, const std::string& seeded_url, const std::string& name)
    : plan_(plan),
      log_path_(plan.folder + "/" + name + ".log"),
      world_(read_world(seeded_url)),
      transactions_before_(count_transactions(seeded_url)),
      database_(seeded_url, plan.folder, name) {
  std::filesystem::remove(log_path_);
}

void Shop::start() { server_.emplace(plan_.binary, database_.url(), log_path_); }

void Shop::open() {
  start();
  token_ = sign_in(*server_);
  // Also spares the runs the one slow look at the PIN.
  const auto reply = ask(server_->port(), make_operation({}, token_, world_.card_numbers.back(), staff_pin,
                                                         fmt::format("key {}", fresh_seed())));
  if (reply.status != 200) throw std::runtime_error(fmt::format("a stamp: {} {}", reply.status, reply.body));
  ++done_;
  answer_bytes_ = reply.body.size();
}

void Shop::survive_kill(const std::function<void()>& meanwhile) {
  server_->kill_now();
  server_.reset();
  if (meanwhile) meanwhile();
  start();
  const auto expected = transactions_before_ + done_;
  const auto found = count_transactions(database_.url());
  if (found != expected) {
    throw std::runtime_error(fmt::format("{} rows for {} answered operations", found, expected));
  }
}

LoadResult Shop::run_operations(Load load) {
  load.port = server_->port();
  load.seed = fresh_seed();
  auto result = run_and_expect_ok(load);
  done_ += result.count_of(200);
  return result;
}

LoadResult Shop::operate(const Operation& operation, const std::vector<std::string>& cards, int connections,
                         std::chrono::milliseconds duration, std::int64_t requests_max) {
  return run_operations({.connections = connections,
                         .duration = duration,
                         .requests_max = requests_max,
                         .prepare = operation_requests(operation, token_, staff_pin, cards)});
}

LoadResult Shop::stamp(int connections, std::chrono::milliseconds duration, double rate) {
  return run_operations({.connections = connections,
                         .duration = duration,
                         .rate = rate,
                         .prepare = operation_requests({}, token_, staff_pin, world_.card_numbers)});
}

LoadResult Shop::stamp_one_card(int connections, std::size_t card) {
  const std::vector<std::string> one_card{world_.card_numbers.at(card)};
  return run_operations({.connections = connections,
                         .duration = std::chrono::seconds(30),
                         .requests_max = hot_card_stamps,
                         .prepare = operation_requests({}, token_, staff_pin, one_card)});
}

LoadResult Shop::stamp_as_newcomers(double rate, std::chrono::milliseconds duration) {
  const auto prepare = operation_requests({}, token_, staff_pin, world_.card_numbers);
  auto result = run_newcomers({.port = server_->port(),
                               .connections = newcomers_at_once,
                               .duration = duration,
                               .rate = rate,
                               .seed = fresh_seed(),
                               .prepare = prepare});
  done_ += result.count_of(200);
  return result;
}

LoadResult Shop::get_any_of(const std::vector<std::string>& targets, std::chrono::milliseconds duration) {
  std::vector<std::string> requests;
  for (const auto& target : targets) requests.push_back(make_get(target, token_));
  return run_and_expect_ok(
      {.port = server_->port(), .duration = duration, .seed = fresh_seed(), .prepare = any_of(requests)});
}

Lines Shop::download(const std::string& target, std::int64_t lines_max) const {
  return ask_for_lines(server_->port(), make_download(target, token_), lines_max);
}

Reply Shop::get(const std::string& target) const { return ask(server_->port(), make_get(target, token_)); }

}  // namespace loyalty::bench
