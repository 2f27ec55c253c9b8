// PgBouncer from Debian's package in transaction mode, before a server of PostgreSQL: each transaction may
// get another connection to it.
#pragma once

#include <memory>
#include <string>

#include "support/service.hpp"
#include "support/temporary_folder.hpp"

namespace loyalty::test {

class PgBouncer {
 public:
  // `server_url` is that of a PostgreSQL that asks nobody for a password. Throws std::runtime_error, with
  // what it said, when it does not start.
  explicit PgBouncer(const std::string& server_url);

  // The way to the same database.
  const std::string& url() const { return url_; }

 private:
  void write_settings(const std::string& server_url, std::uint16_t port);
  // False when another process has the port.
  bool start();

  TemporaryFolder folder_;
  std::string url_;
  std::unique_ptr<Service> process_;
};

}  // namespace loyalty::test
