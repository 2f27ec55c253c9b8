#include "routes/terminal.hpp"

#include "schemas/terminal.hpp"
#include "services/terminal.hpp"

namespace loyalty::routes {

awaitable<Response> view_terminal(Call& call) {
  const auto actor = call.actor();
  co_return co_await call.services.store.read([&](storage::Transaction& tx) {
    const auto view = loyalty::view_terminal(tx, actor);
    if (!view) return refuse(call, view.error());
    const auto& lockout = call.services.lockout;
    TerminalAnswer shape{.vendor = {view->vendor},
                         .program = view_of<ProgramAnswer>(view->program),
                         .staff = views_of<TerminalStaff>(view->staff),
                         .can_send_link = call.services.config.can_send_mail(),
                         .server_time = call.request.received_at};
    if (view->program) {
      shape.limits.emplace(*view->program, lockout.attempts_max, lockout.lock_time.count());
    }
    return answer(200, shape);
  });
}

}  // namespace loyalty::routes
