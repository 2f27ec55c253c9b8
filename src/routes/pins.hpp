// Staff PINs, for managers; and the check that unlocks a terminal, for staff.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> list_pins(Call& call);
awaitable<Response> create_pin(Call& call);
awaitable<Response> change_pin(Call& call);
awaitable<Response> unlock_pin(Call& call);
awaitable<Response> remove_pin(Call& call);
awaitable<Response> check_pin(Call& call);

}  // namespace loyalty::routes
