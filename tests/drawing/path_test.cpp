#include "drawing/path.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "drawing/seal.hpp"

namespace loyalty::drawing {
namespace {

// With at most three places after the point.
std::string show(double value) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%.3f", value);
  std::string text(digits.data());
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text == "-0" ? "0" : text;
}

// "M1 2 L3 4 Z": each segment with the points that count.
std::string show(const Path& path) {
  std::string text;
  for (const auto& [kind, points] : path) {
    if (!text.empty()) text += ' ';
    text += "MLCZ"[static_cast<int>(kind)];
    const std::size_t first = kind == Segment::Kind::curve ? 0 : 2;
    for (std::size_t i = first; kind != Segment::Kind::close && i < 3; ++i) {
      if (i > first) text += ',';
      text += show(points[i].x) + ' ' + show(points[i].y);
    }
  }
  return text;
}

TEST(ParsePath, TakesEveryCommand) {
  struct Case {
    const char* text;
    const char* shown;
  };
  const Case cases[] = {
      {"", ""},
      {"M1 2L3 4", "M1 2 L3 4"},
      {"M1 2 3 4", "M1 2 L3 4"},
      {"m1 2 3 4", "M1 2 L4 6"},
      {"m1,2l-1-1", "M1 2 L0 1"},
      {" M 1.5.5\n l +.5 1e1 ", "M1.5 0.5 L2 10.5"},
      {"M1 1H5V6h-1v-1", "M1 1 L5 1 L5 6 L4 6 L4 5"},
      {"M1 1H5 7", "M1 1 L5 1 L7 1"},
      {"M1 1h2v2zl1 0", "M1 1 L3 1 L3 3 Z L2 1"},
      {"M0 0C1 1 2 2 3 0", "M0 0 C1 1,2 2,3 0"},
      {"M1 1c1 1 2 2 3 0", "M1 1 C2 2,3 3,4 1"},
      {"M0 0C1 1 2 2 3 0S5 5 6 0", "M0 0 C1 1,2 2,3 0 C4 -2,5 5,6 0"},
      {"M1 1S5 5 6 0", "M1 1 C1 1,5 5,6 0"},
      {"M0 0C1 1 2 2 3 0s2 5 3 0", "M0 0 C1 1,2 2,3 0 C4 -2,5 5,6 0"},
      {"M0 0Q3 3 6 0", "M0 0 C2 2,4 2,6 0"},
      {"M0 0Q3 3 6 0T12 0", "M0 0 C2 2,4 2,6 0 C8 -2,10 -2,12 0"},
      {"M0 0q3 3 6 0t6 0", "M0 0 C2 2,4 2,6 0 C8 -2,10 -2,12 0"},
      // A quarter of a circle, both ways; the flags may stand together.
      {"M0 0A10 10 0 0 1 10 10", "M0 0 C5.523 0,10 4.477,10 10"},
      {"M0 0a10 10 0 0110 10", "M0 0 C5.523 0,10 4.477,10 10"},
      {"M0 0A10 10 0 0 0 10 10", "M0 0 C0 5.523,4.477 10,10 10"},
      // Half of one: two quarters. One that is too small to reach grows.
      {"M0 0A5 5 0 0 1 10 0", "M0 0 C0 -2.761,2.239 -5,5 -5 C7.761 -5,10 -2.761,10 0"},
      {"M0 0A1 1 0 0 1 10 0", "M0 0 C0 -2.761,2.239 -5,5 -5 C7.761 -5,10 -2.761,10 0"},
      {"M0 0A0 5 0 0 1 10 0", "M0 0 L10 0"},
      {"M0 0A5 5 0 0 1 0 0", "M0 0"},
  };
  for (const auto& [text, shown] : cases) EXPECT_EQ(show(parse_path(text)), shown) << text;
}

TEST(ParsePath, KeepsToTheCircle) {
  for (const char* const text :
       {"M30 20A10 10 0 1 1 20 10", "M30 20A10 10 0 1 0 20 30", "M30 20A10 10 77 1 1 20 10"}) {
    for (const auto& segment : parse_path(text)) {
      const auto& end = segment.points[2];
      EXPECT_NEAR(std::hypot(end.x - 20, end.y - 20), 10, 1e-9) << text;
    }
  }
}

TEST(ParsePath, RefusesAnythingElse) {
  for (const char* const text : {"1 2", "L1 2", "M", "M1", "M1 2L", "M1 2L3", "M1 2X3 4", "M1 2 L3 4 5",
                                 "M1 2z3 4", "M1 2A1 1 0 2 1 3 3", "M1 2A1 1 0 1 3 3", "Mnan 2", "Minf 2",
                                 "M1e999 2", "M1 2C1 1 2 2 3", "M--1 2", "M1 2é", "zM1 2"}) {
    EXPECT_THROW(parse_path(text), std::invalid_argument) << text;
  }
}

TEST(Seal, HasTwelveLobes) {
  const auto path = parse_path(seal_path);
  EXPECT_EQ(path.back().kind, Segment::Kind::close);
  // Each lobe's arc ends in a valley, and all valleys are as far from the middle.
  int valleys = 0;
  for (const auto& segment : path) {
    const auto& end = segment.points[2];
    const double away = std::hypot(end.x - seal_box / 2, end.y - seal_box / 2);
    valleys += std::abs(away - 20.6) < .02 ? 1 : 0;
    EXPECT_LT(away, seal_box / 2 + .5);
  }
  EXPECT_EQ(valleys, 14) << "the begin, twelve ends and the end";
}

}  // namespace
}  // namespace loyalty::drawing
