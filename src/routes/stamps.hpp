// The counter's operations on stamps, and taking them back.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> add_stamp(Call& call);
awaitable<Response> redeem_stamps(Call& call);
awaitable<Response> void_transaction(Call& call);

}  // namespace loyalty::routes
