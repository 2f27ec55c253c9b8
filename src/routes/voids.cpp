#include "routes/voids.hpp"

#include "routes/counter.hpp"
#include "schemas/transaction.hpp"
#include "services/voids.hpp"

namespace loyalty::routes {

awaitable<Response> void_transaction(Call& call) {
  auto asked = read_operation<VoidRequest>(call);
  if (!asked) co_return std::move(asked.error());
  const auto& body = asked->body;
  const auto reversed = id_parameter<TransactionId>(call);
  const auto actor = call.actor();
  const auto proof = co_await prove_operation(call, actor, {body.pin, body.staff_pin_id}, asked->is_preview);
  const VoidTransaction command{.actor = actor,
                                .expiry_id = call.services.ids.next_as<TransactionId>(actor.now),
                                .linked_id = call.services.ids.next_as<TransactionId>(actor.now),
                                .transaction_id = call.services.ids.next_as<TransactionId>(actor.now),
                                .reversed_id = reversed.value_or(TransactionId{}),
                                .pin = proof,
                                .lockout = call.services.lockout,
                                .reason = body.reason};
  co_return co_await run_operation(call, asked->is_preview, {}, [&](storage::Transaction& tx) -> Reply {
    if (!reversed) return reply(call, Refusal{.code = RefusalCode::transaction_not_found});
    const auto outcome = loyalty::void_transaction(tx, command);
    if (!outcome) return reply(call, outcome.error());
    VoidAnswer shape{.transaction = {outcome->transaction, call.vendor->code},
                     .card = {outcome->holder, outcome->program},
                     .preview = asked->is_preview};
    if (outcome->linked) shape.linked_transaction.emplace(*outcome->linked, call.vendor->code);
    return reply(200, shape);
  });
}

}  // namespace loyalty::routes
