// What the operations at the counter share: how they are asked for, proved and run, for real or as a preview.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "routes/once.hpp"
#include "schemas/preview.hpp"
#include "services/counter.hpp"

namespace loyalty {

template <class Body>
struct Asked {
  Body body;
  bool is_preview = false;
};

template <class Body>
Result<Asked<Body>, Response> read_operation(const Call& call) {
  auto query = read_query_as<PreviewQuery>(call);
  if (!query) return std::move(query.error());
  auto body = read_json<Body>(call);
  if (!body) return std::move(body.error());
  return Asked<Body>{.body = std::move(*body), .is_preview = query->preview};
}

// The proof of the typed PIN. A preview's is waived: it changes nothing that would need somebody's word, and
// it must not become a way of trying PINs that nobody counts.
awaitable<PinProof> prove_operation(Call& call, const Actor& actor, const TypedPin& typed, bool is_preview);

// A code that is none is looked up all the same, and not found.
CounterCommand make_command(Call& call, const Actor& actor, const PinProof& proof, std::string_view card,
                            std::string_view notes);

// The command for a body that names a card and, perhaps, a PIN.
template <class Body>
awaitable<CounterCommand> prepare_command(Call& call, const Asked<Body>& asked) {
  const auto& body = asked.body;
  const auto actor = call.actor();
  const auto proof = co_await prove_operation(call, actor, {body.pin, body.staff_pin_id}, asked.is_preview);
  co_return make_command(call, actor, proof, body.card, body.notes.value_or(""));
}

// Whoever names the same card by the same code comes one after the other, and nobody holds up a connection to
// the database waiting for a card that another one has in hand.
// The command must live until the work is done.
Outlook outlook_of(const Call& call, const CounterCommand& command);

// Runs the work that makes the Reply: once under its Idempotency-Key, or as a preview, which leaves nothing
// behind and therefore neither reads nor keeps an answer under a key.
template <class Work>
awaitable<Response> run_operation(Call& call, bool is_preview, Outlook outlook, Work work) {
  if (is_preview) {
    co_return to_response(co_await call.services.store.preview(std::move(work), {.lane = outlook.lane}));
  }
  co_return co_await write_once(call, std::move(work), std::move(outlook));
}

}  // namespace loyalty
