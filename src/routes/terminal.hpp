// What a counter page needs at its start.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> view_terminal(Call& call);

}  // namespace loyalty::routes
