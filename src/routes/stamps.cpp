#include "routes/stamps.hpp"

#include "routes/counter.hpp"
#include "schemas/stamp.hpp"
#include "services/stamps.hpp"

namespace loyalty::routes {

awaitable<Response> add_stamp(Call& call) {
  auto asked = read_operation<StampRequest>(call);
  if (!asked) co_return std::move(asked.error());
  const AddStamp command{co_await prepare_command(call, *asked), asked->body.count};
  co_return co_await run_operation(
      call, asked->is_preview, outlook_of(call, command), [&](storage::Transaction& tx) -> Reply {
        const auto outcome = loyalty::add_stamp(tx, command);
        if (!outcome) return reply(call, outcome.error());
        return reply(200, StampAnswer{.transaction = {outcome->transaction, call.vendor->code},
                                      .card = {outcome->holder, outcome->program},
                                      .rewards_available = outcome->rewards_available,
                                      .stamps_remaining_today = outcome->stamps_remaining_today,
                                      .next_stamp_at = outcome->next_stamp_at,
                                      .preview = asked->is_preview});
      });
}

awaitable<Response> redeem_stamps(Call& call) {
  auto asked = read_operation<StampRedeemRequest>(call);
  if (!asked) co_return std::move(asked.error());
  const auto command = co_await prepare_command(call, *asked);
  co_return co_await run_operation(
      call, asked->is_preview, outlook_of(call, command), [&](storage::Transaction& tx) -> Reply {
        const auto outcome = loyalty::redeem_stamps(tx, command);
        if (!outcome) return reply(call, outcome.error());
        return reply(200, StampRedeemAnswer{.transaction = {outcome->transaction, call.vendor->code},
                                            .card = {outcome->holder, outcome->program},
                                            .reward = {outcome->transaction.transaction.reward},
                                            .preview = asked->is_preview});
      });
}

}  // namespace loyalty::routes
