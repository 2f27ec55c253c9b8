// What a counter page needs at its start.
#pragma once

#include <optional>
#include <vector>

#include "models/company.hpp"
#include "models/pin.hpp"
#include "models/program.hpp"
#include "models/refusal.hpp"
#include "services/actor.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

struct TerminalView {
  Vendor vendor;
  std::optional<Program> program;  // none yet
  std::vector<StaffPin> staff;     // who is switched off as well
};
// vendor_not_found.
Outcome<TerminalView> view_terminal(storage::Transaction& tx, const Actor& actor);

}  // namespace loyalty
