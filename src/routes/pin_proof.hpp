// Proves a typed PIN before a write: from memory, or by bcrypt on the compute pool.
#pragma once

#include "routes/call.hpp"
#include "services/pin_check.hpp"

namespace loyalty {

awaitable<PinProof> prove_typed_pin(Call& call, const Actor& actor, const TypedPin& typed);

}  // namespace loyalty
