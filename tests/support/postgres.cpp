#include "support/postgres.hpp"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <libpq-fe.h>

#include "base/instant.hpp"
#include "support/postgres_session.hpp"

namespace loyalty::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto patience_max = 60s;
constexpr int oldest_version = 14;

struct Installed {
  int version = 0;
  fs::path programs;
};

// The newest that is there.
const Installed& installed() {
  static const Installed found = [] {
    Installed newest;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", none)) {
      const int version = std::atoi(entry.path().filename().c_str());
      const auto programs = entry.path() / "bin";
      if (version > newest.version && fs::exists(programs / "initdb")) newest = {version, programs};
    }
    if (newest.version < oldest_version) {
      throw std::runtime_error("the tests need PostgreSQL 14 or newer: apt-get install postgresql-15");
    }
    return newest;
  }();
  return found;
}

bool is_in_folder(const fs::path& process, const fs::path& folder) {
  std::error_code gone;
  const auto where = fs::read_symlink(process / "cwd", gone);
  return !gone && where == folder;
}

// The processes that work in the folder; those of PostgreSQL do so in that of their data.
std::vector<pid_t> list_processes(const fs::path& folder) {
  std::vector<pid_t> found;
  std::error_code gone;
  for (const auto& process : fs::directory_iterator("/proc", gone)) {
    if (is_in_folder(process.path(), folder)) found.push_back(std::atoi(process.path().filename().c_str()));
  }
  return found;
}

}  // namespace

fs::path find_postgres_program(const std::string& name) { return installed().programs / name; }

PostgresServer::PostgresServer(const PostgresOptions& options) : options_(options) {
  give_to_services(folder_.path());
  options_.primary == nullptr ? make_data() : copy_data_of_primary();
  if (options_.has_tls) make_certificate();
  for (int tries = 0; tries < 10; ++tries) {
    port_ = find_service_port();
    write_settings();
    if (start()) return;
  }
  throw std::runtime_error("PostgreSQL finds no free port: " + log());
}

PostgresServer::~PostgresServer() {
  // SIGQUIT: at once, without a last checkpoint of data that goes away.
  postmaster_.reset();
  wait_until_all_ended();
}

std::string PostgresServer::url(const std::string& database, const std::string& user) const {
  const auto password = options_.password.empty() ? "" : ":" + options_.password;
  const auto tls =
      options_.has_tls ? "?sslmode=verify-ca&sslrootcert=" + certificate().string() : std::string();
  return "postgresql://" + user + password + "@127.0.0.1:" + std::to_string(port_) + "/" + database + tls;
}

void PostgresServer::stop_fast() {
  postmaster_->send_signal(SIGINT);
  if (!postmaster_->wait(patience_max)) throw std::runtime_error("PostgreSQL does not stop: " + log());
  postmaster_.reset();
  wait_until_all_ended();
}

void PostgresServer::kill_hard() {
  postmaster_->send_signal(SIGKILL);
  postmaster_.reset();
  wait_until_all_ended();
  // The next start would ask whether the process that is named there is alive; its number may be another's.
  fs::remove(data_ / "postmaster.pid");
}

void PostgresServer::start_again() {
  if (!start()) throw std::runtime_error("PostgreSQL does not start again: " + log());
}

void PostgresServer::restart() {
  stop_fast();
  start_again();
}

void PostgresServer::limit_files(std::optional<std::uint64_t> bytes_max) {
  // Only who runs a process may limit it. A colon at the end leaves the limit of the limit alone.
  const auto limit = "--fsize=" + (bytes_max ? std::to_string(*bytes_max) : "unlimited") + ":";
  run_tool("/usr/bin/prlimit", {"--pid", std::to_string(postmaster_->pid()), limit});
  // Those that it started before; one that ended meanwhile needs no limit.
  for (const auto process : list_processes(data_)) {
    Service({.program = "/usr/bin/prlimit",
             .arguments = {"--pid", std::to_string(process), limit},
             .log = folder_.path() / "log_of_tools",
             .last_signal = SIGKILL})
        .wait(patience_max);
  }
}

void PostgresServer::promote() { PostgresSession(url()).run("SELECT pg_promote()"); }

void PostgresServer::copy_data_of_primary() {
  run_tool(find_postgres_program("pg_basebackup"),
           {"-D", data_.string(), "-d", options_.primary->url(), "--write-recovery-conf", "--checkpoint=fast",
            "--no-sync"});
}

void PostgresServer::make_data() {
  const auto password_file = folder_.path() / "password";
  std::vector<std::string> arguments{"-D",   data_.string(), "-U",       "postgres", "-E",
                                     "UTF8", "--no-sync",    "--locale", "C.UTF-8"};
  if (options_.has_small_log_files) arguments.emplace_back("--wal-segsize=1");
  // Texts are in a dictionary's order by default, as on most servers, so whoever relies on bytes says so.
  if (installed().version >= 15) {
    arguments.insert(arguments.end(), {"--locale-provider", "icu", "--icu-locale", "en"});
  }
  if (options_.password.empty()) {
    arguments.insert(arguments.end(), {"--auth", "trust"});
  } else {
    std::ofstream(password_file) << options_.password << '\n';
    give_to_services(password_file);
    arguments.insert(arguments.end(), {"--auth", "scram-sha-256", "--pwfile", password_file.string()});
  }
  run_tool(find_postgres_program("initdb"), std::move(arguments));
  if (options_.has_tls) {
    std::ofstream(data_ / "pg_hba.conf") << "local all all trust\nhostssl all all 127.0.0.1/32 trust\n";
  }
}

void PostgresServer::make_certificate() {
  run_tool("/usr/bin/openssl",
           {"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout",
            (folder_.path() / "server.key").string(), "-out", certificate().string()});
}

void PostgresServer::write_settings() {
  std::ofstream settings(data_ / "postgresql.conf");
  settings << "listen_addresses = '127.0.0.1'\n"
           << "port = " << port_ << '\n'
           << "unix_socket_directories = '" << folder_.path().string() << "'\n"
           << "max_connections = 300\n"
           << "shared_buffers = 64MB\n"
           << "log_line_prefix = '%m [%p] %d '\n";
  if (options_.has_tls) {
    settings << "ssl = on\n"
             << "ssl_cert_file = '" << certificate().string() << "'\n"
             << "ssl_key_file = '" << (folder_.path() / "server.key").string() << "'\n";
  }
  if (options_.durability == Durability::fast) {
    settings << "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\n"
             << "wal_level = minimal\nmax_wal_senders = 0\n";
  }
}

void PostgresServer::run_tool(const std::string& name, std::vector<std::string> arguments) const {
  run_service({.program = name,
               .arguments = std::move(arguments),
               .log = folder_.path() / "log_of_tools",
               .last_signal = SIGKILL});
}

bool PostgresServer::start() {
  const auto said_before = log().size();
  postmaster_ = std::make_unique<Service>(ServiceStart{.program = find_postgres_program("postgres"),
                                                       .arguments = {"-D", data_.string()},
                                                       .log = log_,
                                                       .last_signal = SIGQUIT});
  // The socket in our folder is nobody else's, whoever has the port.
  const auto where = "host=" + folder_.path().string() + " port=" + std::to_string(port_);
  const auto give_up_at = steady_now() + patience_max;
  while (PQping(where.c_str()) != PQPING_OK) {
    const bool is_running = postmaster_->is_running();
    const auto said = log().substr(said_before);
    if (!is_running && said.find("Address already in use") != std::string::npos) return false;
    if (!is_running || steady_now() > give_up_at) {
      throw std::runtime_error("PostgreSQL does not start: " + said);
    }
    std::this_thread::sleep_for(5ms);
  }
  return true;
}

void PostgresServer::wait_until_all_ended() const {
  const auto give_up_at = steady_now() + patience_max;
  while (!list_processes(data_).empty() && steady_now() < give_up_at) std::this_thread::sleep_for(2ms);
}

}  // namespace loyalty::test
