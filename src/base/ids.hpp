// 64-bit ids that rise with time: 42 bits of milliseconds since 2020, 10 bits of node, 12 bits of counter, so
// that rows made later sort later and a moment maps to the smallest id it can have.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/instant.hpp"

namespace loyalty {

template <class Id>
constexpr std::int64_t to_integer(Id id)
  requires std::is_enum_v<Id>
{
  return static_cast<std::int64_t>(id);
}

// Ids are decimal strings in JSON. None for anything but 1..2^63-1 without sign or leading zero.
std::optional<std::int64_t> parse_id(std::string_view text);

template <class Id>
std::optional<Id> parse_id_as(std::string_view text) {
  const auto id = parse_id(text);
  return id ? std::optional<Id>(static_cast<Id>(*id)) : std::nullopt;
}

// The smallest id that can be made at `instant`; every id made before is smaller.
std::int64_t first_id_at(Instant instant);
// The moment for which the id was made.
Instant instant_of_id(std::int64_t id);

// Nodes 0..1023 tell the programs on one database apart. Servers have those below; the rest are the command
// line's.
inline constexpr std::uint32_t server_nodes = 1020;

class IdSource {
 public:
  // Without a node one of the servers' is drawn at random.
  IdSource();
  explicit IdSource(std::uint32_t node);
  // Rises strictly, even when `now` goes back. Safe to call from any thread.
  std::int64_t next(Instant now);
  // From now on; ids still rise.
  void move_to(std::uint32_t node);
  std::uint32_t node() const;
  template <class Id>
  Id next_as(Instant now) {
    return static_cast<Id>(next(now));
  }

 private:
  mutable std::mutex mutex_;
  std::int64_t last_ = 0;  // the id without its node: milliseconds << 12 | counter
  std::int64_t node_ = 0;
};

}  // namespace loyalty
