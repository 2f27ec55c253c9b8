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

// A GET with the token; none when it is empty.
std::string make_get(std::string_view target, std::string_view token);
std::string make_sign_in(std::string_view email, std::string_view password);
std::string make_stamp(std::string_view token, std::string_view card_number, std::string_view pin,
                       std::string_view idempotency_key);

// Stamps on cards chosen at random, each with a key of its own. `cards` must outlive the load.
PrepareRequest stamp_requests(std::string_view token, std::string_view pin,
                              const std::vector<std::string>& cards);
// One of the requests, chosen at random. They must outlive the load.
PrepareRequest any_of(const std::vector<std::string>& requests);

}  // namespace loyalty::bench
