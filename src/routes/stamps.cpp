#include "routes/stamps.hpp"

#include "routes/once.hpp"
#include "routes/pin_proof.hpp"
#include "schemas/stamp.hpp"
#include "schemas/transaction.hpp"
#include "services/stamps.hpp"
#include "services/voids.hpp"

namespace loyalty::routes {
namespace {

CardAnswer card_of(const CounterOutcome& outcome) {
  return to_answer(outcome.holder.card, outcome.holder.customer, outcome.program);
}

// What the operations on a card have in common. A code that is none is looked up all the same, and not found.
CounterCommand make_command(Call& call, const Actor& actor, const PinProof& proof, std::string_view card,
                            const std::optional<std::string>& notes) {
  return {.actor = actor,
          .expiry_id = call.services.ids.next_as<TransactionId>(actor.now),
          .transaction_id = call.services.ids.next_as<TransactionId>(actor.now),
          .card = parse_card_code(card).value_or(CardCode{.kind = CardCode::Kind::number, .value = {}}),
          .pin = proof,
          .lockout = call.services.lockout,
          .notes = notes.value_or("")};
}

}  // namespace

awaitable<Response> add_stamp(Call& call) {
  call.wanted = LoyaltyType::stamps;
  auto body = read_json<StampRequest>(call);
  if (!body) co_return std::move(body.error());
  const auto actor = call.actor();
  const auto proof = co_await prove_typed_pin(call, actor, {body->pin, body->staff_pin_id});
  const AddStamp command{make_command(call, actor, proof, body->card, body->notes), body->count};
  co_return co_await write_once(call, [&](storage::Transaction& tx) -> Reply {
    const auto outcome = loyalty::add_stamp(tx, command);
    if (!outcome) return reply(call, outcome.error());
    return reply(200, StampAnswer{.transaction = to_answer(outcome->transaction, call.vendor->code),
                                  .card = card_of(*outcome),
                                  .rewards_available = outcome->rewards_available,
                                  .stamps_remaining_today = outcome->stamps_remaining_today,
                                  .next_stamp_at = outcome->next_stamp_at});
  });
}

awaitable<Response> redeem_stamps(Call& call) {
  call.wanted = LoyaltyType::stamps;
  auto body = read_json<StampRedeemRequest>(call);
  if (!body) co_return std::move(body.error());
  const auto actor = call.actor();
  const auto proof = co_await prove_typed_pin(call, actor, {body->pin, body->staff_pin_id});
  const auto command = make_command(call, actor, proof, body->card, body->notes);
  co_return co_await write_once(call, [&](storage::Transaction& tx) -> Reply {
    const auto outcome = loyalty::redeem_stamps(tx, command);
    if (!outcome) return reply(call, outcome.error());
    return reply(200, StampRedeemAnswer{.transaction = to_answer(outcome->transaction, call.vendor->code),
                                        .card = card_of(*outcome),
                                        .reward = {outcome->transaction.transaction.reward}});
  });
}

awaitable<Response> void_transaction(Call& call) {
  auto body = read_json<VoidRequest>(call);
  if (!body) co_return std::move(body.error());
  const auto reversed = id_parameter<TransactionId>(call);
  const auto actor = call.actor();
  const auto proof = co_await prove_typed_pin(call, actor, {body->pin, body->staff_pin_id});
  const VoidTransaction command{.actor = actor,
                                .expiry_id = call.services.ids.next_as<TransactionId>(actor.now),
                                .linked_id = call.services.ids.next_as<TransactionId>(actor.now),
                                .transaction_id = call.services.ids.next_as<TransactionId>(actor.now),
                                .reversed_id = reversed.value_or(TransactionId{}),
                                .pin = proof,
                                .lockout = call.services.lockout,
                                .reason = body->reason};
  co_return co_await write_once(call, [&](storage::Transaction& tx) -> Reply {
    if (!reversed) return reply(call, Refusal{.code = RefusalCode::transaction_not_found});
    const auto outcome = loyalty::void_transaction(tx, command);
    if (!outcome) return reply(call, outcome.error());
    return reply(200, OperationAnswer{.transaction = to_answer(outcome->transaction, call.vendor->code),
                                      .card = card_of(*outcome)});
  });
}

}  // namespace loyalty::routes
