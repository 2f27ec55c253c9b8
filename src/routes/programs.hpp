// The vendor's program, for its managers; and all programs, for the platform's administrator.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> view_program(Call& call);
awaitable<Response> create_program(Call& call);
awaitable<Response> change_program(Call& call);
awaitable<Response> deactivate_program(Call& call);
awaitable<Response> list_programs(Call& call);

}  // namespace loyalty::routes
