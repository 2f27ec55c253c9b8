// Users, for the platform's administrator.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> list_users(Call& call);
awaitable<Response> create_user(Call& call);
awaitable<Response> view_user(Call& call);
awaitable<Response> change_user(Call& call);

}  // namespace loyalty::routes
