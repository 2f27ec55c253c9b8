// Digests, keyed digests and comparisons that take the same time whatever they find (OpenSSL 3).
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace loyalty {

using Digest = std::array<unsigned char, 32>;

// SHA-256 over the parts in order. The parts run together: separate them where that could be ambiguous.
Digest sha256(std::initializer_list<std::string_view> parts);
// HMAC-SHA-256, likewise.
Digest hmac_sha256(std::string_view key, std::initializer_list<std::string_view> parts);

inline std::string_view as_text(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// Constant time for equal lengths; false at once for different ones.
bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace loyalty
