#include "command/command_line.hpp"

#include <algorithm>
#include <iostream>

#include <CLI/CLI.hpp>

#include "base/log.hpp"
#include "command/failed.hpp"
#include "command/verbs.hpp"

namespace loyalty {
namespace {

constexpr int exit_done = 0;
constexpr int exit_failed = 1;
constexpr int exit_wrong_usage = 2;

template <class Enum>
std::vector<std::string> list_names() {
  std::vector<std::string> names;
  for (const auto& [value, name] : Names<Enum>::table) names.emplace_back(name);
  return names;
}

// All tasks, or those alone that have rows that are due.
std::vector<std::string> list_task_names(bool have_rows) {
  std::vector<std::string> names;
  for (const auto& task : all_tasks()) {
    if (!have_rows || task.due_table != nullptr) names.emplace_back(task.name);
  }
  return names;
}

std::string describe_tasks(bool have_rows) {
  std::string text;
  for (const auto& task : all_tasks()) {
    if (have_rows && task.due_table == nullptr) continue;
    text += (text.empty() ? "" : "; ") + std::string(task.name) + ": " + task.sentence;
  }
  return text;
}

const Task& find_task(const std::string& name) { return *std::ranges::find(all_tasks(), name, &Task::name); }

// The command line as it is read; exactly one verb is taken.
struct Verbs {
  CLI::App app{"Stamp cards and points for shops: a loyalty server."};
  bool wants_migration = false;
  bool wants_status = false;
  bool wants_distribution = false;
  bool is_quiet = false;
  bool wants_markdown = false;
  CreateUser user;
  std::string role;
  std::string task;
  std::string dead_letter;
  bool wants_all = false;
  std::string backup_file;
  CopyEnds ends;

  CLI::App* serve = app.add_subcommand("serve", "Run the server");
  CLI::App* migrate = app.add_subcommand("migrate", "Bring the database up to this version");
  CLI::App* demo = app.add_subcommand("demo", "Fill an empty database with a company to try things on");
  CLI::App* user_verbs = app.add_subcommand("user", "People who sign in");
  CLI::App* user_create = user_verbs->add_subcommand("create",
                                                     "Add a user; the password is asked for, or read from "
                                                     "standard input");
  CLI::App* config = app.add_subcommand("config", "Print the settings in effect");
  CLI::App* task_verbs = app.add_subcommand("task", "Background work");
  CLI::App* task_run = task_verbs->add_subcommand("run", "Do it once, now");
  CLI::App* task_dead = task_verbs->add_subcommand("dead", "List what a task has given up");
  CLI::App* task_retry = task_verbs->add_subcommand("retry", "Let a task try again what it has given up");
  CLI::App* ledger_verbs = app.add_subcommand("ledger", "The history of all cards");
  CLI::App* ledger_verify = ledger_verbs->add_subcommand(
      "verify", "Compare every balance with the history; a server may run meanwhile");
  CLI::App* stats_verbs = app.add_subcommand("stats", "Statistics");
  CLI::App* stats_rebuild =
      stats_verbs->add_subcommand("rebuild", "Add all of them up anew; servers may run meanwhile");
  CLI::App* openapi = app.add_subcommand("openapi", "Print what the API takes and answers (OpenAPI 3.1)");
  CLI::App* backup = app.add_subcommand("backup", "Copy the embedded database; a server may run meanwhile");
  CLI::App* copy = app.add_subcommand("copy",
                                      "Move everything into an empty database, of either engine, with the "
                                      "servers stopped; run again it goes on where it was interrupted");
  CLI::App* version = app.add_subcommand("version", "Print the version");

  Verbs() {
    app.name("loyalty");
    app.footer(
        "Settings are environment variables: see `loyalty config` and docs/configuration.md.\n"
        "Exit codes: 0 done, 1 failed, 2 wrong usage.");
    app.require_subcommand(1);
    user_verbs->require_subcommand(1);
    task_verbs->require_subcommand(1);
    ledger_verbs->require_subcommand(1);
    stats_verbs->require_subcommand(1);
    serve->add_flag("--migrate", wants_migration,
                    "Bring the database up to this version first; SQLite's always is");
    CLI::Option* status =
        migrate->add_flag("--status", wants_status, "Only list the migrations, applied or missing");
    migrate
        ->add_flag("--distributed", wants_distribution,
                   "Then spread the tables over the machines of a Citus cluster; may be repeated")
        ->excludes(status);
    demo->add_flag("--quiet", is_quiet, "Print nothing but errors");
    config->add_flag("--markdown", wants_markdown, "Print the page docs/configuration.md instead");
    add_user_options();
    backup->add_option("file", backup_file, "The new file")->required()->type_name("FILE");
    add_copy_options();
    add_task_options();
  }

  void add_task_options() {
    const auto add_name = [&](CLI::App* verb, bool have_rows) {
      verb->add_option("task", task, describe_tasks(have_rows))
          ->required()
          ->check(CLI::IsMember(list_task_names(have_rows)))
          ->type_name("TASK");
    };
    add_name(task_run, false);
    add_name(task_dead, true);
    add_name(task_retry, true);
    CLI::Option* all = task_retry->add_flag("--all", wants_all, "All that it has given up");
    task_retry->add_option("id", dead_letter, "One of those that `task dead` lists")
        ->excludes(all)
        ->type_name("ID");
  }

  void add_copy_options() {
    copy->add_option("--from", ends.from,
                     "sqlite:PATH, postgresql://..., or env:NAME for the variable that holds it")
        ->required()
        ->type_name("URL");
    copy->add_option("--to", ends.to, "Likewise")->required()->type_name("URL");
  }

  void add_user_options() {
    user_create->add_option("--email", user.email, "Address to sign in with")
        ->required()
        ->type_name("ADDRESS");
    user_create->add_option("--role", role, "staff, manager, owner or admin")
        ->required()
        ->check(CLI::IsMember(list_names<Role>()))
        ->type_name("ROLE");
    user_create->add_option("--name", user.name, "Name; by default the address before the @")
        ->type_name("NAME");
    user_create->add_option("--company-id", user.company_id, "Company; for all roles but admin")
        ->type_name("ID");
    user_create->add_option("--vendor-code", user.vendor_codes, "Vendor to work for; may be repeated")
        ->type_name("CODE");
  }
};

// Messages of libraries may have several lines; the user gets one.
int print_failure(std::string text, int exit_code) {
  std::ranges::replace(text, '\n', ' ');
  flush_log();
  std::cerr << "loyalty: " << text << '\n';
  return exit_code;
}

CreateUser read_user(const Verbs& verbs) {
  CreateUser user = verbs.user;
  user.role = *find_by_name<Role>(verbs.role);
  return user;
}

void run_verb(const Verbs& verbs) {
  if (verbs.version->parsed()) return print_version();
  if (verbs.openapi->parsed()) return print_openapi();
  if (verbs.config->parsed() && verbs.wants_markdown) return print_configuration_page();
  const auto environment = process_environment();
  auto config = read_config(environment);
  if (!config) throw Failed(config.error());
  if (verbs.config->parsed()) return print_effective_config(environment, *config);
  if (verbs.serve->parsed()) return serve(std::move(*config), verbs.wants_migration);
  if (verbs.migrate->parsed() && verbs.wants_status) return print_migrations(std::move(*config));
  if (verbs.migrate->parsed()) return migrate(std::move(*config), verbs.wants_distribution);
  if (verbs.demo->parsed()) return demo(std::move(*config), verbs.is_quiet);
  if (verbs.user_create->parsed()) return create_user_from_command_line(std::move(*config), read_user(verbs));
  if (verbs.task_run->parsed()) return run_task_by_hand(std::move(*config), find_task(verbs.task));
  if (verbs.task_dead->parsed()) return print_dead_letters(std::move(*config), find_task(verbs.task));
  if (verbs.task_retry->parsed()) {
    if (verbs.dead_letter.empty() && !verbs.wants_all) throw WrongUsage("name one, or say --all");
    return retry_dead_letters(std::move(*config), find_task(verbs.task), verbs.dead_letter);
  }
  if (verbs.ledger_verify->parsed()) return verify_ledger(std::move(*config));
  if (verbs.backup->parsed()) return back_up(*config, verbs.backup_file);
  if (verbs.copy->parsed()) return copy(environment, verbs.ends);
  if (verbs.stats_rebuild->parsed()) return rebuild_stats(std::move(*config));
}

}  // namespace

int run_command_line(int argc, const char* const* argv) {
  Verbs verbs;
  try {
    verbs.app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    if (fault.get_exit_code() == exit_done) return verbs.app.exit(fault);
    return print_failure(std::string(fault.what()) + " (see loyalty --help)", exit_wrong_usage);
  }
  try {
    run_verb(verbs);
    std::cout.flush();
    return exit_done;
  } catch (const WrongUsage& fault) {
    return print_failure(fault.what(), exit_wrong_usage);
  } catch (const std::exception& fault) {
    return print_failure(fault.what(), exit_failed);
  }
}

}  // namespace loyalty
