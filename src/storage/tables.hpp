// Every table that the migrations make, and where its rows lie when the database is a cluster of machines.
#pragma once

#include <span>
#include <string_view>

namespace loyalty::storage {

enum class Placement {
  local,      // on the machine that takes the connections, for its own use
  reference,  // small and whole on every machine: what must be found without knowing the company
  tenant,     // a company's rows lie together on one machine; company_id comes first in every key
};

struct Table {
  std::string_view name;
  Placement placement;
};

// A table stands after those whose rows its own rows name.
std::span<const Table> all_tables();

}  // namespace loyalty::storage
