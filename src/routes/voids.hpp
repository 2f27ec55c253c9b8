// Taking an operation back.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> void_transaction(Call& call);

}  // namespace loyalty::routes
