#include "storage/copy.hpp"

#include <filesystem>
#include <iostream>

#include <unistd.h>

#include "base/instant.hpp"
#include "command/failed.hpp"
#include "command/ledger_report.hpp"
#include "command/verbs.hpp"
#include "config/database_url.hpp"
#include "config/secret_key.hpp"
#include "storage/errors.hpp"

namespace loyalty {
namespace {

std::string read_url(const Environment& environment, const std::string& option, const std::string& typed) {
  constexpr std::string_view by_name = "env:";
  std::string url = typed;
  if (typed.starts_with(by_name)) {
    const auto name = typed.substr(by_name.size());
    const auto value = find_variable(environment, name);
    if (!value) throw WrongUsage(option + " names the variable " + name + ", which is not set");
    url = *value;
  }
  if (find_database_file(url) || is_postgres_url(url)) return url;
  throw WrongUsage(option + " must be sqlite:PATH, postgresql://USER@HOST:PORT/DATABASE or env:NAME");
}

// The key goes with a database: PINs and passwords are of no use with another one.
class SecretKey {
 public:
  SecretKey(const std::string& from_url, const std::string& to_url) {
    if (const auto database = find_database_file(from_url)) from_ = key_file_of(*database);
    if (const auto database = find_database_file(to_url)) to_ = key_file_of(*database);
    if (from_.empty()) return;
    const auto found = read_secret_key_file(from_);
    if (!found) throw Failed(found.error());
    key_ = found->value_or("");
  }

  // Before anything is copied: throws Failed when the target has another key already.
  void check() const {
    if (key_.empty() || to_.empty()) return;
    const auto found = read_secret_key_file(to_);
    if (!found) throw Failed(found.error());
    if (*found && **found != key_)
      throw Failed("the secret key file " + to_ + " holds another key than " + from_ + ": move it away");
  }

  // What is still to be done, for the person.
  std::string hand_over() const {
    if (key_.empty())
      return "secret key: serve the target with the LOYALTY_SECRET_KEY that the source's servers have";
    if (to_.empty()) return "secret key: serve the target with LOYALTY_SECRET_KEY_FILE=" + from_;
    const auto made = give_secret_key_file(to_, key_);
    if (!made) throw Failed(made.error());
    return "secret key: " + to_ + " holds that of the source";
  }

 private:
  static std::string key_file_of(const std::string& database) {
    return std::filesystem::absolute(database + ".key").string();
  }

  std::string from_;  // empty: not an embedded database
  std::string to_;
  std::string key_;  // empty: not in a file
};

// On a terminal, one line that is written again and again; then a line for each table.
class Report {
 public:
  void operator()(const storage::TableCopy& copy) const {
    if (shows_progress_) std::cerr << "\r\x1b[K";
    if (!copy.is_complete) {
      if (shows_progress_) std::cerr << copy.table << ' ' << copy.rows << std::flush;
      return;
    }
    std::cout << copy.table << ' ' << copy.rows;
    if (copy.rows_found > 0) std::cout << " (were there: " << copy.rows_found << ')';
    std::cout << std::endl;
  }

 private:
  const bool shows_progress_ = isatty(STDERR_FILENO) != 0;
};

void print_sum(const storage::CopyResult& result, std::chrono::duration<double> took) {
  std::int64_t rows = 0;
  std::int64_t found = 0;
  for (const auto& table : result.tables) {
    rows += table.rows;
    found += table.rows_found;
  }
  for (const auto& table : result.left_out) std::cout << "left out, not of this program: " << table << '\n';
  std::cout << "complete and equal: tables " << result.tables.size() << ", rows " << rows << ", copied now "
            << rows - found << ", rows/s "
            << static_cast<std::int64_t>(static_cast<double>(rows) / took.count()) << std::endl;
}

// Texts of the engines name the setting that a server reads its URL from.
std::string name_options(std::string text) {
  constexpr std::string_view setting = "LOYALTY_DATABASE_URL";
  for (auto at = text.find(setting); at != std::string::npos; at = text.find(setting))
    text.replace(at, setting.size(), "--from or --to");
  return text;
}

std::int64_t verify(const std::string& url, const std::string& label) {
  Metrics metrics;
  return report_ledger(*storage::Store::open(url, metrics, {.connections = 2}), label);
}

}  // namespace

void copy(const Environment& environment, const CopyEnds& typed) {
  const auto from = read_url(environment, "--from", typed.from);
  const auto to = read_url(environment, "--to", typed.to);
  const SecretKey key(from, to);
  key.check();
  try {
    const auto started = steady_now();
    const auto result = storage::copy_database(from, to, Report());
    print_sum(result, steady_now() - started);
    const auto handed_over = key.hand_over();
    const auto differences = verify(from, "source: ") + verify(to, "target: ");
    std::cout << handed_over << '\n';
    if (differences > 0) throw Failed("the copy is complete, but balances are not what the history says");
  } catch (const storage::StorageUnusable& unusable) {
    throw Failed(name_options(unusable.what()));
  } catch (const storage::StorageBusy& busy) {
    throw Failed(name_options(busy.what()));
  }
}

}  // namespace loyalty
