#include "support/pgbouncer.hpp"

#include <csignal>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <libpq-fe.h>

#include "base/instant.hpp"
#include "support/postgres_session.hpp"

namespace loyalty::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* program = "/usr/sbin/pgbouncer";
constexpr auto patience_max = 60s;

}  // namespace

PgBouncer::PgBouncer(const std::string& server_url) {
  give_to_services(folder_.path());
  if (!std::filesystem::exists(program)) {
    throw std::runtime_error("the tests need PgBouncer: apt-get install pgbouncer");
  }
  const auto database = PostgresSession(server_url).value("SELECT current_database()");
  for (int tries = 0; tries < 10; ++tries) {
    const auto port = find_service_port();
    url_ = "postgresql://postgres@127.0.0.1:" + std::to_string(port) + "/" + database;
    write_settings(server_url, port);
    if (start()) return;
  }
  throw std::runtime_error("PgBouncer finds no free port: " + read_log(folder_.path() / "log"));
}

void PgBouncer::write_settings(const std::string& server_url, std::uint16_t port) {
  const auto server_port = PostgresSession(server_url).value("SHOW port");
  const auto users = folder_.path() / "users";
  std::ofstream(users) << "\"postgres\" \"\"\n";
  // Fewer connections than the program has, so that they are lent to one after the other.
  std::ofstream(folder_.path() / "settings") << "[databases]\n"
                                             << "* = host=127.0.0.1 port=" << server_port << '\n'
                                             << "[pgbouncer]\n"
                                             << "listen_addr = 127.0.0.1\n"
                                             << "listen_port = " << port << '\n'
                                             << "unix_socket_dir =\n"
                                             << "auth_type = trust\n"
                                             << "auth_file = " << users.string() << '\n'
                                             << "pool_mode = transaction\n"
                                             << "default_pool_size = 5\n"
                                             << "max_client_conn = 200\n";
}

bool PgBouncer::start() {
  const auto log = folder_.path() / "log";
  const auto said_before = read_log(log).size();
  process_ = std::make_unique<Service>(ServiceStart{.program = program,
                                                    .arguments = {(folder_.path() / "settings").string()},
                                                    .log = log,
                                                    .last_signal = SIGTERM});
  const auto give_up_at = steady_now() + patience_max;
  while (PQping(url_.c_str()) != PQPING_OK) {
    const bool is_running = process_->is_running();
    const auto said = read_log(log).substr(said_before);
    if (!is_running && said.find("Address already in use") != std::string::npos) return false;
    if (!is_running || steady_now() > give_up_at)
      throw std::runtime_error("PgBouncer does not start: " + said);
    std::this_thread::sleep_for(5ms);
  }
  return true;
}

}  // namespace loyalty::test
