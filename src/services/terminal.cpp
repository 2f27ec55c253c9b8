#include "services/terminal.hpp"

#include "storage/companies.hpp"
#include "storage/pins.hpp"
#include "storage/programs.hpp"

namespace loyalty {
namespace {

constexpr std::int64_t staff_max = 200;

}  // namespace

Outcome<TerminalView> view_terminal(storage::Transaction& tx, const Actor& actor) {
  auto vendor = storage::find_vendor(tx, actor.company_id, actor.vendor_id);
  if (!vendor) return Refusal{.code = RefusalCode::vendor_not_found};
  auto program = storage::find_program(tx, actor.company_id, actor.vendor_id);
  auto staff = storage::list_pins(tx, actor.company_id, actor.vendor_id, std::nullopt, staff_max);
  return TerminalView{.vendor = std::move(*vendor), .program = std::move(program), .staff = std::move(staff)};
}

}  // namespace loyalty
