#include "routes/counter.hpp"

#include "routes/pin_proof.hpp"
#include "rules/card_code.hpp"

namespace loyalty {

awaitable<PinProof> prove_operation(Call& call, const Actor& actor, const TypedPin& typed, bool is_preview) {
  if (is_preview) co_return PinProof{.kind = PinProof::Kind::waived, .staff_pin_id = typed.staff_pin_id};
  co_return co_await prove_typed_pin(call, actor, typed);
}

Outlook outlook_of(const Call& call, const CounterCommand& command) {
  const auto company = static_cast<std::uint64_t>(to_integer(*call.caller->company_id));
  return {.lane = (std::hash<std::string>{}(command.card.value) ^ company) | 1,
          .foresee = [&command](storage::Transaction& tx) { foresee_step_up(tx, command); }};
}

CounterCommand make_command(Call& call, const Actor& actor, const PinProof& proof, std::string_view card,
                            std::string_view notes) {
  return {.actor = actor,
          .expiry_id = call.services.ids.next_as<TransactionId>(actor.now),
          .transaction_id = call.services.ids.next_as<TransactionId>(actor.now),
          .card = parse_card_code(card).value_or(CardCode{.kind = CardCode::Kind::number, .value = {}}),
          .pin = proof,
          .lockout = call.services.lockout,
          .notes = std::string(notes)};
}

}  // namespace loyalty
