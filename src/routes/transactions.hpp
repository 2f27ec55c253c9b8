// The history of a vendor, as pages, as a file and one row of it, and of one card.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> list_transactions(Call& call);
awaitable<Response> view_transaction(Call& call);
awaitable<Response> export_transactions(Call& call);
awaitable<Response> list_card_transactions(Call& call);

}  // namespace loyalty::routes
