// Figures for managers and for the platform's administrator.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> view_statistics(Call& call);
awaitable<Response> record_counter_times(Call& call);
awaitable<Response> view_platform_statistics(Call& call);

}  // namespace loyalty::routes
