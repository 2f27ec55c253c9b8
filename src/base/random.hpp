// The system's random device. Every secret, token and code comes from here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace loyalty {

// Throws std::runtime_error when the device fails; never returns weak bytes.
void fill_random(std::span<std::byte> bytes);
std::string random_bytes(std::size_t count);
std::uint64_t random_below(std::uint64_t bound);  // uniform in [0, bound), bound > 0
double random_chance();                           // uniform in [0, 1)

}  // namespace loyalty
