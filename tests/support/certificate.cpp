#include "support/certificate.hpp"

#include <cstdlib>
#include <stdexcept>

namespace loyalty::test {

Certificate::Certificate(const std::string& common_name) {
  const auto command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=" + common_name +
                       " -keyout " + key() + " -out " + certificate() +
                       " -addext subjectAltName=IP:127.0.0.1 >/dev/null 2>&1";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl makes no certificate");
}

}  // namespace loyalty::test
