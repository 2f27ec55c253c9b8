// The counter's operations on stamps.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> add_stamp(Call& call);
awaitable<Response> redeem_stamps(Call& call);

}  // namespace loyalty::routes
