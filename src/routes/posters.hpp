// The shop's poster, for printing.
#pragma once

#include "routes/call.hpp"

namespace loyalty::routes {

awaitable<Response> draw_poster_svg(Call& call);
awaitable<Response> draw_poster_pdf(Call& call);

// "{public_url}/j/{code}", where the poster's code leads.
std::string join_url(const Config& config, std::string_view vendor_code);

}  // namespace loyalty::routes
