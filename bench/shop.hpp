// The real program on a copy of a seeded database, with somebody signed in at its till.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "bench/database.hpp"
#include "bench/load.hpp"
#include "bench/requests.hpp"
#include "bench/seed.hpp"
#include "bench/server.hpp"

namespace loyalty::bench {

struct Plan {
  std::string binary;  // the real program, built for release
  std::string folder;  // for databases and logs; on the disk that is measured
  std::chrono::milliseconds duration{5000};
  int repeats = 5;
};

class Shop {
 public:
  // `name` tells its files from those of other shops that are open.
  Shop(const Plan& plan, const std::string& seeded_url, const std::string& name);

  // Starts the program and signs in. What it took until the first answer is in server().
  void open();
  void close() { server_.reset(); }
  // Ends it as a power cut would, starts it again, and throws when a stamp that was answered is not there, or
  // is there twice. `meanwhile` happens while it is away.
  void survive_kill(const std::function<void()>& meanwhile = {});

  // All of these throw when an answer is not a 200: a fast refusal is no result.
  LoadResult stamp(int connections, std::chrono::milliseconds duration, double rate = 0);
  LoadResult operate(const Operation& operation, const std::vector<std::string>& cards, int connections,
                     std::chrono::milliseconds duration,
                     std::int64_t requests_max = std::numeric_limits<std::int64_t>::max());
  // As many as a card takes in a day.
  LoadResult stamp_one_card(int connections, std::size_t card);
  // Stamps on connections that are opened for one request each, at so many a second.
  LoadResult stamp_as_newcomers(double rate, std::chrono::milliseconds duration);
  LoadResult get_any_of(const std::vector<std::string>& targets, std::chrono::milliseconds duration);
  Reply get(const std::string& target) const;
  Lines download(const std::string& target, std::int64_t lines_max) const;

  const Server& server() const { return server_.value(); }
  const World& world() const { return world_; }
  const std::string& database_url() const { return database_.url(); }
  std::size_t answer_bytes() const { return answer_bytes_; }  // of a stamp

 private:
  void start();
  LoadResult run_operations(Load load);

  const Plan& plan_;
  std::string log_path_;
  World world_;
  std::int64_t transactions_before_;
  std::int64_t done_ = 0;  // operations that were answered, a row each
  DatabaseCopy database_;
  std::optional<Server> server_;
  std::string token_;
  std::size_t answer_bytes_ = 0;
};

}  // namespace loyalty::bench
