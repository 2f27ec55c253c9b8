// A certificate for 127.0.0.1, made for one test; it is its own authority.
#pragma once

#include <string>

#include "support/temporary_folder.hpp"

namespace loyalty::test {

class Certificate {
 public:
  // Throws std::runtime_error when openssl makes none.
  explicit Certificate(const std::string& common_name);

  // Files, as PEM.
  std::string certificate() const { return (folder_.path() / "certificate.pem").string(); }
  std::string key() const { return (folder_.path() / "key.pem").string(); }

 private:
  TemporaryFolder folder_;
};

}  // namespace loyalty::test
