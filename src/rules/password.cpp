#include "rules/password.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"

namespace loyalty {
namespace {

constexpr std::size_t characters_min = 10;
constexpr std::size_t characters_max = 128;
constexpr std::size_t local_part_min = 4;

// Of those long enough to pass, the ones at the head of every list of leaked passwords; in lower case.
constexpr auto commonest = std::to_array<std::string_view>(
    {"0123456789",   "0987654321",    "1234567890",   "12345678910",   "123456789a",   "1234567891",
     "1qaz2wsx3edc", "1q2w3e4r5t",    "1q2w3e4r5t6y", "9876543210",    "a123456789",   "abcdefghij",
     "abcd123456",   "administrator", "admin12345",   "admin123456",   "azertyuiop",   "baseball123",
     "changeme123",  "changemenow",   "football123",  "hallo12345",    "iloveyou123",  "ichliebedich",
     "letmein123",   "loyalty123",    "loyalty1234",  "luxembourg",    "luxembourg1",  "motdepasse",
     "motdepasse1",  "motdepasse123", "p@ssw0rd123",  "passw0rd123",   "password01",   "password11",
     "password12",   "password123",   "password1234", "password12345", "passwort12",   "passwort123",
     "passwort1234", "q1w2e3r4t5",    "qwerty1234",   "qwerty12345",   "qwerty123456", "qwertyuiop",
     "qwertzuiop",   "sonnenschein",  "superman123",  "welcome123",    "welcome1234",  "willkommen",
     "willkommen1",  "zaq12wsxcde3"});

bool is_one_character_repeated(std::string_view text) {
  return std::ranges::all_of(text, [&](char c) { return c == text.front(); });
}

}  // namespace

std::optional<PasswordFault> find_password_fault(std::string_view password, std::string_view email) {
  const std::size_t characters = count_code_points(password);
  if (characters < characters_min) return PasswordFault::too_short;
  if (characters > characters_max) return PasswordFault::too_long;
  const std::string lower = to_lower_ascii(password);
  if (is_one_character_repeated(lower) || std::ranges::find(commonest, lower) != commonest.end()) {
    return PasswordFault::too_common;
  }
  const std::string address = to_lower_ascii(email);
  if (!address.empty() && lower.find(address) != std::string::npos) return PasswordFault::contains_email;
  const std::string local_part = address.substr(0, address.find('@'));
  if (local_part.size() >= local_part_min && lower.find(local_part) != std::string::npos) {
    return PasswordFault::contains_email;
  }
  return std::nullopt;
}

}  // namespace loyalty
