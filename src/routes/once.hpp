// Writes that a client may safely send again: the same Idempotency-Key gives the same answer and is done
// once.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "routes/call.hpp"
#include "services/idempotency.hpp"

namespace loyalty {

// An answer made inside the transaction, so that it can be kept there.
struct Reply {
  int status = 200;
  std::string body;
  std::string_view code = {};  // of a refusal
  std::optional<std::int64_t> retry_after_seconds = {};
  bool is_replay = false;
};

template <class Shape>
Reply reply(int status, const Shape& shape) {
  return {.status = status, .body = write_json(shape)};
}
Reply reply(const Call& call, const Refusal& refusal);
Reply reply(const Call& call, const std::vector<FieldFault>& faults);
Response to_response(Reply reply);

// What the Idempotency-Key header asks for: nothing when absent, 422 when it is not 1 to 255 printable
// characters.
Result<std::optional<IdempotentRequest>, Response> read_idempotency_key(const Call& call, CompanyId company,
                                                                        std::string_view scope);

// What is known of a write's work before it runs.
struct Outlook {
  std::uint64_t lane = 0;                                   // WriteHints::lane
  std::function<void(storage::Transaction&)> foresee = {};  // announces what it reads first
};

// Runs `work`, which makes the Reply, in a write. `scope` is the vendor.
template <class Work>
awaitable<Response> write_once(Call& call, CompanyId company, std::string_view scope, Work work,
                               Outlook outlook = {}) {
  auto key = read_idempotency_key(call, company, scope);
  if (!key) co_return std::move(key.error());
  // With a key it is safe to do it again: it finds what was done.
  const storage::WriteHints hints{.lane = outlook.lane, .is_repeatable = key->has_value()};
  auto made = co_await call.services.store.write(
      [&](storage::Transaction& tx) -> Reply {
        if (!*key) return work(tx);
        tx.foresee([&] {
          (void)find_first_answer(tx, **key);
          if (outlook.foresee) outlook.foresee(tx);
        });
        auto first = find_first_answer(tx, **key);
        if (!first) return reply(call, first.error());
        if (*first) return {.status = (*first)->status, .body = std::move((*first)->body), .is_replay = true};
        auto now = work(tx);
        keep_answer(tx, **key, {.status = now.status, .body = now.body});
        return now;
      },
      hints);
  co_return to_response(std::move(made));
}

// The same for the vendor of the call: by its id, because a code can change.
template <class Work>
awaitable<Response> write_once(Call& call, Work work, Outlook outlook = {}) {
  co_return co_await write_once(call, *call.caller->company_id, std::to_string(to_integer(call.vendor->id)),
                                std::move(work), std::move(outlook));
}

}  // namespace loyalty
