// The card as its holder sees it: whoever has its token, without sign-in.
#pragma once

#include <string>
#include <string_view>

#include "routes/call.hpp"
#include "schemas/card.hpp"
#include "services/holder.hpp"

namespace loyalty::routes {

awaitable<Response> view_own_card(Call& call);
awaitable<Response> draw_own_code_svg(Call& call);
awaitable<Response> draw_own_code_png(Call& call);
awaitable<Response> view_own_data(Call& call);
awaitable<Response> change_own_data(Call& call);
awaitable<Response> erase_own_data(Call& call);

inline constexpr std::int64_t latest_transactions_max = 10;

// The answer looks into the view, which must outlive it.
HolderPage to_holder_page(const HolderView& view);
// Changes whenever the page does, with quotes. Needs none of the card's transactions: each that is added
// raises the card's version.
std::string make_holder_tag(const HolderView& view);

}  // namespace loyalty::routes
