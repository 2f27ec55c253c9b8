// Companies and their vendors, for the platform's administrator.
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

}  // namespace loyalty::routes
