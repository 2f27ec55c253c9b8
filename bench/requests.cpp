#include "bench/requests.hpp"

#include <cstring>

#include <fmt/format.h>

namespace loyalty::bench {
namespace {

std::string make_head(std::string_view method, std::string_view target, std::string_view token,
                      std::string_view version = "HTTP/1.1") {
  auto head = fmt::format(
      "{} {} {}\r\nHost: 127.0.0.1\r\nUser-Agent: {}\r\nAccept: application/json\r\nAccept-Language: "
      "en\r\n",
      method, target, version, till_user_agent);
  if (!token.empty()) head += fmt::format("Authorization: Bearer {}\r\n", token);
  return head;
}

std::string make_post(std::string head, std::string_view body) {
  return head +
         fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}", body.size(), body);
}

void write_hex(char* out, std::uint64_t value) {
  constexpr const char* digits = "0123456789abcdef";
  for (int i = 0; i < 16; ++i, value >>= 4) out[i] = digits[value & 0xf];
}

}  // namespace

std::string make_get(std::string_view target, std::string_view token) {
  return make_head("GET", target, token) + "\r\n";
}

std::string make_download(std::string_view target, std::string_view token) {
  return make_head("GET", target, token, "HTTP/1.0") + "\r\n";
}

std::string make_sign_in(std::string_view email, std::string_view password) {
  return make_post(make_head("POST", "/api/v1/auth/login", ""),
                   fmt::format(R"({{"email":"{}","password":"{}"}})", email, password));
}

std::string make_operation(const Operation& operation, std::string_view token, std::string_view card_number,
                           std::string_view pin, std::string_view idempotency_key) {
  const auto head = make_head("POST", "/api/v1/vendor/loyalty/" + operation.path, token);
  return make_post(head + fmt::format("Idempotency-Key: {}\r\n", idempotency_key),
                   fmt::format(R"({{"card":"{}","pin":"{}"{}}})", card_number, pin, operation.more));
}

PrepareRequest operation_requests(const Operation& operation, std::string_view token, std::string_view pin,
                                  const std::vector<std::string>& cards) {
  const std::string first = make_operation(operation, token, cards.front(), pin, no_key);
  const auto card_at = first.rfind(cards.front());
  std::vector<std::size_t> key_places;
  for (auto at = first.find(no_key); at != std::string::npos; at = first.find(no_key, at + 1)) {
    key_places.push_back(at);
  }
  return [first, key_places, card_at, &cards](std::string& request, std::uint64_t random) {
    if (request.empty()) request = first;
    const auto& card = cards[random % cards.size()];
    std::memcpy(request.data() + card_at, card.data(), card.size());
    for (const auto at : key_places) write_hex(request.data() + at, random);
  };
}

PrepareRequest any_of(const std::vector<std::string>& requests) {
  return [&requests](std::string& request, std::uint64_t random) {
    request = requests[random % requests.size()];
  };
}

}  // namespace loyalty::bench
