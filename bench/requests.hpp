// The requests of a till: what the load generator sends.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bench/load.hpp"

namespace loyalty::bench {

inline constexpr std::string_view till_user_agent =
    "Mozilla/5.0 (Linux; Android 14; Pixel Tablet) AppleWebKit/537.36";

// Stands where each request has a key of its own.
inline constexpr std::string_view no_key = "0123456789abcdef-0123456789abcdef";

// A GET with the token; none when it is empty.
std::string make_get(std::string_view target, std::string_view token);
// The same in HTTP/1.0, whose answer has no chunks and ends with the connection.
std::string make_download(std::string_view target, std::string_view token);
std::string make_sign_in(std::string_view email, std::string_view password);

// An operation at the counter: "stamp", "points" or "points/redeem". `more` are the members of the body
// beside card and PIN: empty, or with a comma before each.
struct Operation {
  std::string path = "stamp";
  std::string more;
};
std::string make_operation(const Operation& operation, std::string_view token, std::string_view card_number,
                           std::string_view pin, std::string_view idempotency_key);

// The operation on cards chosen at random, each with a key of its own. `cards` must outlive the load;
// `no_key` in the operation's members becomes the request's key too.
PrepareRequest operation_requests(const Operation& operation, std::string_view token, std::string_view pin,
                                  const std::vector<std::string>& cards);
// One of the requests, chosen at random. They must outlive the load.
PrepareRequest any_of(const std::vector<std::string>& requests);

}  // namespace loyalty::bench
