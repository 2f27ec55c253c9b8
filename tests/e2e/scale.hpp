// How much the tests ask of a program that sanitizers make slow.
#pragma once

namespace loyalty::e2e {

inline constexpr bool is_sanitized =
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    true;
#else
    false;
#endif

constexpr int scaled(int whole) { return is_sanitized ? (whole + 3) / 4 : whole; }

}  // namespace loyalty::e2e
