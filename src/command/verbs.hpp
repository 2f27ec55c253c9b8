// The verbs of the command line, one file each. They throw Failed, or whatever else goes wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "models/user.hpp"

namespace loyalty {

// Serves until SIGTERM or SIGINT. An embedded database is migrated in any case.
void serve(Config config, bool wants_migration);
// `is_distributed`: afterwards the tables are spread over the machines of a cluster.
void migrate(Config config, bool is_distributed);
void print_migrations(Config config);
// Fills an empty database with a company to try things on.
void demo(Config config, bool is_quiet);
void print_effective_config(const Environment& environment, const Config& config);
void print_configuration_page();
void print_version();
void print_openapi();

// What was typed, as it was typed.
struct CreateUser {
  std::string email;
  Role role = Role::staff;
  std::string name;  // empty: the address before the @
  std::optional<std::int64_t> company_id;
  std::vector<std::string> vendor_codes;
};
// Asks for the password on a terminal; otherwise it is the first line of standard input.
void create_user_from_command_line(Config config, const CreateUser& typed);

enum class Task { cleanup, point_expiration, statistics, mail_delivery };

template <>
struct Names<Task> {
  static constexpr std::array<std::pair<Task, std::string_view>, 4> table{
      {{Task::cleanup, "cleanup"},
       {Task::point_expiration, "point_expiration"},
       {Task::statistics, "statistics"},
       {Task::mail_delivery, "mail_delivery"}}};
};
void run_task(Config config, Task task);

// Prints each difference between the balances and the history, and how much was looked at.
void verify_ledger(Config config);

// Makes `file`, a copy of the embedded database as it is now; a server may run meanwhile.
void back_up(const Config& config, const std::string& file);

// Where from and where to, as it was typed: URLs, or env:NAME for a variable that holds one.
struct CopyEnds {
  std::string from;
  std::string to;
};
// Moves a whole database into an empty one, or goes on with that.
void copy(const Environment& environment, const CopyEnds& typed);

// Adds up all statistics anew.
void rebuild_stats(Config config);

}  // namespace loyalty
