// The counter's operations on points.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> earn_points(Call& call);
awaitable<Response> redeem_points(Call& call);
awaitable<Response> adjust_points(Call& call);

}  // namespace loyalty::routes
