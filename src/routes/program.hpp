// The vendor's program, and what a counter page needs of it at its start.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> view_program(Call& call);
awaitable<Response> create_program(Call& call);
awaitable<Response> change_program(Call& call);
awaitable<Response> deactivate_program(Call& call);
awaitable<Response> view_terminal(Call& call);

}  // namespace loyalty::routes
