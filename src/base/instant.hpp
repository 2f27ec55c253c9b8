// Points in time: UTC milliseconds everywhere, RFC 3339 at the edge. The clock is read here and nowhere else.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace loyalty {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// The wall clock.
Instant system_now();

// A clock that never goes back, for measuring how long something took.
std::chrono::steady_clock::time_point steady_now();

constexpr std::int64_t to_milliseconds(Instant instant) { return instant.time_since_epoch().count(); }
constexpr Instant from_milliseconds(std::int64_t value) { return Instant{std::chrono::milliseconds{value}}; }

// "2026-11-22T17:25:52.123Z"; always 24 characters for the years 0000 to 9999.
std::string format_rfc3339(Instant instant);
// Accepts a `Z` or a numeric offset and 0 to 9 fraction digits (cut to milliseconds); nothing else.
std::optional<Instant> parse_rfc3339(std::string_view text);

}  // namespace loyalty
