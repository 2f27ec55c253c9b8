#include "base/quality.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(ParseQuality, IsInThousandths) {
  const std::pair<const char*, int> cases[] = {
      {"", 1000},
      {"q=1", 1000},
      {"q=1.000", 1000},
      {"q=0", 0},
      {"q=0.", 0},
      {"q=0.8", 800},
      {"q=0.05", 50},
      {"q=0.001", 1},
      {" Q = 0.3 ", 300},
      {"level=1", 1000},
      {"level=1;q=0.2", 200},
      {"q=0.0001", 0},
      {"q=1.001", 0},
      {"q=2", 0},
      {"q=", 0},
      {"q", 0},
      {"q=x", 0},
      {"q=0,5", 0},
      {"q=0.x", 0},
      {"q=-1", 0},
      {";;", 1000},
  };
  for (const auto& [parameters, quality] : cases) EXPECT_EQ(parse_quality(parameters), quality) << parameters;
}

}  // namespace
}  // namespace loyalty
