// Who may make a call: what is asked before its handler's turn.
#pragma once

#include <optional>

#include "routes/call.hpp"
#include "routes/routes.hpp"

namespace loyalty {

// Nothing when the caller may go on; the call then knows the caller, and the vendor of a vendor's route.
awaitable<std::optional<Response>> admit(Call& call, const Route& route);

}  // namespace loyalty
