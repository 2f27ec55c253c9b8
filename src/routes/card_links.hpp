// A card's link by mail.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> recover_card(Call& call);
awaitable<Response> send_card_link(Call& call);

}  // namespace loyalty::routes
