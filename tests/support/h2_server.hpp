// A server of HTTP/2 over TLS of the tests (h2_server.mjs), on the loopback. Needs node, as the web's build
// does.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include <sys/types.h>

#include "support/certificate.hpp"

namespace loyalty::test {

class H2Server {
 public:
  // Throws std::runtime_error when node does not start it.
  H2Server();
  ~H2Server();
  H2Server(const H2Server&) = delete;
  H2Server& operator=(const H2Server&) = delete;

  // /fine; /together/N: answered when N are there at once; /hang; /goaway: the connection ends after it;
  // /reset/CODE; /echo. Answers have x-connection (a number) and x-client (the name in the client's
  // certificate).
  std::string url(const std::string& path) const;
  std::string authority() const { return certificate_.certificate(); }

 private:
  Certificate certificate_{"h2"};
  std::FILE* output_ = nullptr;
  std::uint16_t port_ = 0;
  pid_t process_ = 0;
};

}  // namespace loyalty::test
