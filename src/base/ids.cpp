#include "base/ids.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "base/random.hpp"
#include "base/text.hpp"

namespace loyalty {
namespace {

constexpr Instant epoch = std::chrono::sys_days{std::chrono::year{2020} / 1 / 1};
constexpr int node_bits = 10;
constexpr int counter_bits = 12;
// Of the 42 bits the highest is the sign's, which stays zero: enough until 2089.
constexpr std::int64_t milliseconds_max = (std::int64_t{1} << 41) - 1;

}  // namespace

std::optional<std::int64_t> parse_id(std::string_view text) {
  if (!is_digits(text) || text.front() == '0') return std::nullopt;
  return parse_integer(text);
}

std::int64_t first_id_at(Instant instant) {
  const std::int64_t milliseconds = (instant - epoch).count();
  if (milliseconds <= 0) return 0;
  if (milliseconds > milliseconds_max) return std::numeric_limits<std::int64_t>::max();
  return milliseconds << (node_bits + counter_bits);
}

Instant instant_of_id(std::int64_t id) {
  return epoch + std::chrono::milliseconds{id >> (node_bits + counter_bits)};
}

IdSource::IdSource() : IdSource(static_cast<std::uint32_t>(random_below(server_nodes))) {}

IdSource::IdSource(std::uint32_t node) { move_to(node); }

void IdSource::move_to(std::uint32_t node) {
  if (node >= (1U << node_bits)) throw std::invalid_argument("the node of an id is 0 to 1023");
  const std::lock_guard lock(mutex_);
  node_ = node;
  // Within one millisecond a smaller node would make smaller ids.
  last_ |= (std::int64_t{1} << counter_bits) - 1;
}

std::uint32_t IdSource::node() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::uint32_t>(node_);
}

std::int64_t IdSource::next(Instant now) {
  const std::int64_t milliseconds = std::clamp<std::int64_t>((now - epoch).count(), 0, milliseconds_max);
  const std::lock_guard lock(mutex_);
  // When the counter of a millisecond is used up, or the clock went back, the ids run ahead of the clock.
  last_ = std::max(milliseconds << counter_bits, last_ + 1);
  const std::int64_t counter = last_ & ((std::int64_t{1} << counter_bits) - 1);
  return ((last_ >> counter_bits) << (node_bits + counter_bits)) | (node_ << counter_bits) | counter;
}

}  // namespace loyalty
