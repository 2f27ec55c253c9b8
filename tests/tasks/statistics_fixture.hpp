// Statistics beside a count of every row.
#pragma once

#include <gtest/gtest.h>

#include "models/statistics.hpp"
#include "services/statistics.hpp"
#include "support/world.hpp"

namespace loyalty::test {

// Shows how they differ.
void expect_same(const VendorStatistics& got, const VendorStatistics& wanted);

class StatisticsFixture : public WorldFixture {
 protected:
  storage::CountedVendor counted(const Shop& shop);
  VendorStatistics view(const Shop& shop, std::int64_t length);
  // The same figures by going through everything for each of them.
  VendorStatistics count(const Shop& shop, std::int64_t length);
};

}  // namespace loyalty::test
