#include "routes/points.hpp"

#include "routes/counter.hpp"
#include "schemas/points.hpp"
#include "services/points.hpp"

namespace loyalty::routes {
namespace {

EarnPoints make_earning(Call& call, CounterCommand command, const PointsRequest& body) {
  // Of the two rows the one for the stamps comes first.
  const auto stamp_id = command.transaction_id;
  command.transaction_id = call.services.ids.next_as<TransactionId>(command.actor.now);
  return {std::move(command), stamp_id, body.purchase_amount_cents, body.purchase_reference.value_or(""),
          body.stamps};
}

}  // namespace

awaitable<Response> earn_points(Call& call) {
  auto asked = read_operation<PointsRequest>(call);
  if (!asked) co_return std::move(asked.error());
  const auto command = make_earning(call, co_await prepare_command(call, *asked), asked->body);
  co_return co_await run_operation(
      call, asked->is_preview, outlook_of(call, command), [&](storage::Transaction& tx) -> Reply {
        const auto outcome = loyalty::earn_points(tx, command);
        if (!outcome) return reply(call, outcome.error());
        PointsAnswer shape{.transaction = {outcome->transaction, call.vendor->code},
                           .card = {outcome->holder, outcome->program},
                           .points_earned = outcome->transaction.transaction.points_delta,
                           .preview = asked->is_preview};
        if (outcome->linked) shape.stamp_transaction.emplace(*outcome->linked, call.vendor->code);
        return reply(200, shape);
      });
}

awaitable<Response> redeem_points(Call& call) {
  auto asked = read_operation<PointsRedeemRequest>(call);
  if (!asked) co_return std::move(asked.error());
  const RedeemPoints command{co_await prepare_command(call, *asked), asked->body.reward_id};
  co_return co_await run_operation(
      call, asked->is_preview, outlook_of(call, command), [&](storage::Transaction& tx) -> Reply {
        const auto outcome = loyalty::redeem_points(tx, command);
        if (!outcome) return reply(call, outcome.error());
        const auto& row = outcome->transaction.transaction;
        return reply(200,
                     PointsRedeemAnswer{
                         .transaction = {outcome->transaction, call.vendor->code},
                         .card = {outcome->holder, outcome->program},
                         .reward = {.id = command.reward_id, .name = row.reward, .points = -row.points_delta},
                         .preview = asked->is_preview});
      });
}

awaitable<Response> adjust_points(Call& call) {
  auto asked = read_operation<PointsAdjustRequest>(call);
  if (!asked) co_return std::move(asked.error());
  const auto& body = asked->body;
  const AdjustPoints command{make_command(call, call.actor(), {}, body.card, body.reason), body.points_delta};
  co_return co_await run_operation(
      call, asked->is_preview, outlook_of(call, command), [&](storage::Transaction& tx) -> Reply {
        const auto outcome = loyalty::adjust_points(tx, command);
        if (!outcome) return reply(call, outcome.error());
        return reply(200, OperationAnswer{.transaction = {outcome->transaction, call.vendor->code},
                                          .card = {outcome->holder, outcome->program},
                                          .preview = asked->is_preview});
      });
}

}  // namespace loyalty::routes
