// Cards as staff see them.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> list_cards(Call& call);
awaitable<Response> view_card(Call& call);
awaitable<Response> look_up_card(Call& call);
awaitable<Response> change_card(Call& call);
awaitable<Response> view_card_link(Call& call);
awaitable<Response> enrol_at_counter(Call& call);

}  // namespace loyalty::routes
