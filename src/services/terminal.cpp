#include "services/terminal.hpp"

#include <algorithm>

#include "storage/companies.hpp"
#include "storage/pins.hpp"
#include "storage/programs.hpp"

namespace loyalty {
namespace {

constexpr std::int64_t staff_max = 200;

std::vector<StaffPin> list_terminal_staff(storage::Transaction& tx, const Actor& actor) {
  auto staff = storage::list_pins(tx, actor.company_id, actor.vendor_id, std::nullopt, staff_max);
  std::erase_if(staff, [](const StaffPin& pin) { return !pin.is_active; });
  std::ranges::sort(staff, std::ranges::greater(),
                    [](const StaffPin& pin) { return std::pair(pin.last_used_at, pin.id); });
  return staff;
}

}  // namespace

Outcome<TerminalView> view_terminal(storage::Transaction& tx, const Actor& actor) {
  auto vendor = storage::find_vendor(tx, actor.company_id, actor.vendor_id);
  if (!vendor) return Refusal{.code = RefusalCode::vendor_not_found};
  auto program = storage::find_program(tx, actor.company_id, actor.vendor_id);
  return TerminalView{
      .vendor = std::move(*vendor), .program = std::move(program), .staff = list_terminal_staff(tx, actor)};
}

}  // namespace loyalty
