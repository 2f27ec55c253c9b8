#include "routes/terminal.hpp"

#include <algorithm>

#include "schemas/terminal.hpp"
#include "services/terminal.hpp"

namespace loyalty::routes {
namespace {

TerminalAnswer make_answer(const Call& call, const TerminalView& view) {
  const auto& program = view.program;
  TerminalAnswer shape{.vendor = to_answer(view.vendor),
                       .can_send_link = call.services.config.can_send_mail(),
                       .server_time = call.request.received_at};
  for (const auto& pin : view.staff) {
    if (!pin.is_active) continue;
    shape.staff.push_back({.id = pin.id, .name = pin.name, .last_used_at = pin.last_used_at});
  }
  // Whoever never did has a time before all others.
  std::ranges::sort(shape.staff, std::ranges::greater(),
                    [](const TerminalStaff& person) { return std::pair(person.last_used_at, person.id); });
  if (!program) return shape;
  shape.program = to_answer(*program);
  shape.limits = TerminalLimits{.cooldown_minutes = program->cooldown_minutes,
                                .max_daily_stamps = program->max_daily_stamps,
                                .minimum_purchase_cents = program->minimum_purchase_cents,
                                .require_staff_pin = program->require_staff_pin,
                                .pin_max_attempts = call.services.lockout.attempts_max,
                                .pin_lockout_minutes = call.services.lockout.lock_time.count()};
  return shape;
}

}  // namespace

awaitable<Response> view_terminal(Call& call) {
  const auto actor = call.actor();
  const auto view = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::view_terminal(tx, actor); });
  co_return view ? answer(200, make_answer(call, *view)) : refuse(call, view.error());
}

}  // namespace loyalty::routes
