// What the platform's administrator does: companies, vendors, users, and a look at all programs.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> list_companies(Call& call);
awaitable<Response> create_company(Call& call);
awaitable<Response> view_company(Call& call);
awaitable<Response> change_company(Call& call);
awaitable<Response> list_vendors(Call& call);
awaitable<Response> create_vendor(Call& call);
awaitable<Response> view_vendor(Call& call);
awaitable<Response> change_vendor(Call& call);
awaitable<Response> list_users(Call& call);
awaitable<Response> create_user(Call& call);
awaitable<Response> view_user(Call& call);
awaitable<Response> change_user(Call& call);
awaitable<Response> list_programs(Call& call);

}  // namespace loyalty::routes
