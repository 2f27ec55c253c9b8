// What whoever runs the server asks it: is it alive, is it ready, how is it doing, what can it do.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> view_health(Call& call);
awaitable<Response> view_readiness(Call& call);
awaitable<Response> view_metrics(Call& call);

}  // namespace loyalty::routes
