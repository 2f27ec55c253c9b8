#include "routes/pin_proof.hpp"

#include "http/offload.hpp"

namespace loyalty {

awaitable<PinProof> prove_typed_pin(Call& call, const Actor& actor, const TypedPin& typed) {
  auto& services = call.services;
  if (!typed.pin) co_return PinProof{.staff_pin_id = typed.staff_pin_id};
  if (const auto remembered = services.pins.find(actor, typed)) co_return *remembered;
  const auto candidate = co_await services.store.read(
      [&](storage::Transaction& tx) { return find_pin_candidate(tx, services.secrets, actor, typed); });
  const auto proof = co_await http::offload(services.hashing, [&] { return prove_pin(candidate, typed); });
  services.pins.keep(actor, typed, proof);
  co_return proof;
}

}  // namespace loyalty
