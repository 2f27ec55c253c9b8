// The verbs of the command line, one file each. They throw Failed, or whatever else goes wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "models/user.hpp"
#include "tasks/tasks.hpp"

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

// Until nothing is left to do; prints what it did.
void run_task_by_hand(Config config, const Task& task);
// Of a task that has rows that are due: what it gave up, a line each.
void print_dead_letters(Config config, const Task& task);
// Makes one of them due again, or all when `id` is empty.
void retry_dead_letters(Config config, const Task& task, const std::string& id);

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
