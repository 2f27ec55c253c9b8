#include "support/h2_server.hpp"

#include <csignal>
#include <stdexcept>

namespace loyalty::test {

H2Server::H2Server() {
  const auto command =
      "exec node " LOYALTY_H2_SERVER " " + certificate_.key() + " " + certificate_.certificate();
  output_ = popen(command.c_str(), "r");
  if (output_ == nullptr || std::fscanf(output_, "%hu %d", &port_, &process_) != 2) {
    if (output_ != nullptr) pclose(output_);
    throw std::runtime_error("node does not start the tests' server of HTTP/2");
  }
}

H2Server::~H2Server() {
  kill(process_, SIGKILL);
  pclose(output_);
}

std::string H2Server::url(const std::string& path) const {
  return "https://127.0.0.1:" + std::to_string(port_) + path;
}

}  // namespace loyalty::test
