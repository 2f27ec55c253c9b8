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
  // Who may type a PIN; whoever did so last comes first, and whoever never did has a time before all others.
  std::vector<StaffPin> staff;
};
// vendor_not_found.
Outcome<TerminalView> view_terminal(storage::Transaction& tx, const Actor& actor);

}  // namespace loyalty
