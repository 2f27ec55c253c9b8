#include "rules/password.hpp"

#include <string>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

struct PasswordCase {
  std::string password;
  const char* email;
  std::optional<PasswordFault> expected;
};

TEST(FindPasswordFault, NamesTheFirstFault) {
  using enum PasswordFault;
  const PasswordCase cases[] = {
      {"", "marie@example.com", too_short},
      {"brindille", "marie@example.com", too_short},
      {"mmmmmmmmm", "marie@example.com", too_short},
      {"éééé12345", "marie@example.com", too_short},  // 9 characters, 13 bytes
      {"brindilles", "marie@example.com", std::nullopt},
      {"éééé123456", "marie@example.com", std::nullopt},
      {std::string(64, 'a') + std::string(64, 'b'), "marie@example.com", std::nullopt},
      {std::string(64, 'a') + std::string(65, 'b'), "marie@example.com", too_long},
      {"1234567890", "marie@example.com", too_common},
      {"PassWord123", "marie@example.com", too_common},
      {"Motdepasse123", "marie@example.com", too_common},
      {"aaaaaaaaaaaa", "marie@example.com", too_common},
      {"aaaaaaaaaaab", "marie@example.com", std::nullopt},
      {"qwertyuiop", "qwertyuiop@example.com", too_common},
      {"my-MARIE-2026", "marie@example.com", contains_email},
      {"mariedupont", "Mariedupont@example.com", contains_email},
      {"long-enough-bob", "bob@example.com", std::nullopt},  // three letters occur in anything
      {"long-enough-bobb", "bobb@example.com", contains_email},
      {"long enough without", "", std::nullopt},
  };
  for (const auto& [password, email, expected] : cases) {
    EXPECT_EQ(find_password_fault(password, email), expected) << password;
  }
}

}  // namespace
}  // namespace loyalty
