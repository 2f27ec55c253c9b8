#include "http/request_id.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.hpp"
#include "base/codec.hpp"
#include "base/random.hpp"

namespace loyalty::http {

bool is_request_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-';
  });
}

RequestIds::RequestIds() : prefix_(to_base64url(random_bytes(12)) + '.') {}

std::string RequestIds::next() {
  std::array<char, 16> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), ++count_, 36).ptr;
  std::string id = prefix_;
  id.append(digits.data(), end);
  return id;
}

}  // namespace loyalty::http
