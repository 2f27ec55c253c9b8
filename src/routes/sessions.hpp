// Signing in and out, and the caller's own account.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

inline constexpr std::string_view session_cookie = "loyalty_session";

awaitable<Response> sign_in(Call& call);
awaitable<Response> sign_out(Call& call);
awaitable<Response> view_me(Call& call);
awaitable<Response> change_password(Call& call);

}  // namespace loyalty::routes
