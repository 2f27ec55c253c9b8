// When a shop is open, and when people come.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>

#include "base/instant.hpp"
#include "base/zone.hpp"
#include "command/demo/dice.hpp"

namespace loyalty {

struct OpeningHours {
  std::chrono::minutes opens{0};
  std::chrono::minutes closes{0};  // equal: closed all day
};

struct Rhythm {
  std::array<OpeningHours, 7> week;               // from Monday
  std::array<std::int64_t, 7> percent_of_week{};  // how busy each day is, 100 as usual
  std::array<std::int64_t, 24> weight_of_hour{};
};

bool is_open(const Rhythm& rhythm, Date date);
// 0 on days on which the shop is closed; public holidays of Luxembourg with a fixed date among them.
std::int64_t find_busyness(const Rhythm& rhythm, Date date);
// A moment within the opening hours of a day on which the shop is open.
Instant draw_moment(Dice& dice, const Rhythm& rhythm, const Zone& zone, Date date);

}  // namespace loyalty
