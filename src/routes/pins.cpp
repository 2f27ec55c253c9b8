#include "routes/pins.hpp"

#include "http/offload.hpp"
#include "routes/once.hpp"
#include "routes/pin_proof.hpp"
#include "schemas/pin.hpp"
#include "services/pins.hpp"
#include "services/programs.hpp"

namespace loyalty::routes {
namespace {

constexpr std::string_view list_name = "pins";

// The PIN hashed for the vendor: program_not_found (there is nothing to do with it yet), pin_not_allowed.
awaitable<Outcome<HashedPin>> hash_for_vendor(Call& call, const Actor& actor, std::string_view pin) {
  auto& services = call.services;
  const auto found = co_await services.store.read(
      [&](storage::Transaction& tx) { return view_program_at_counter(tx, actor); });
  if (!found) co_return found.error();
  auto hashed = co_await http::offload(services.hashing, [&] {
    return hash_pin(services.secrets, actor.vendor_id, pin, services.config.bcrypt_cost);
  });
  if (!hashed) co_return Refusal{.code = RefusalCode::pin_not_allowed};
  co_return std::move(*hashed);
}

}  // namespace

awaitable<Response> list_pins(Call& call) {
  auto query = read_query_as<ListQuery>(call);
  if (!query) co_return std::move(query.error());
  auto before = read_id_cursor<PinId>(call, list_name, *query);
  if (!before) co_return std::move(before.error());
  const auto actor = call.actor();
  auto rows = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::list_pins(tx, actor, *before, query->limit + 1); });
  co_return answer_page<PinAnswer>(
      list_name, rows, query->limit, [](const StaffPin& pin) { return pin.id; },
      [&](const StaffPin& pin) { return PinAnswer{pin, actor.now}; });
}

awaitable<Response> create_pin(Call& call) {
  auto body = read_json<PinCreate>(call);
  if (!body) co_return std::move(body.error());
  const auto actor = call.actor();
  const auto hashed = co_await hash_for_vendor(call, actor, body->pin);
  const auto id = call.services.ids.next_as<PinId>(actor.now);
  co_return co_await write_once(call, [&](storage::Transaction& tx) -> Reply {
    if (!hashed) return reply(call, hashed.error());
    const auto pin = loyalty::create_pin(tx, actor, id, body->name, *hashed);
    if (!pin) return reply(call, pin.error());
    return reply(201, PinAnswer{*pin, actor.now});
  });
}

awaitable<Response> change_pin(Call& call) {
  auto body = read_json<PinPatch>(call);
  if (!body) co_return std::move(body.error());
  const auto actor = call.actor();
  const auto id = id_parameter<PinId>(call);
  if (!id) co_return refuse(call, Refusal{.code = RefusalCode::pin_not_found});
  ChangePin change{.id = *id, .name = body->name.value, .is_active = body->is_active.value};
  if (body->pin.value) {
    auto hashed = co_await hash_for_vendor(call, actor, *body->pin.value);
    if (!hashed) co_return refuse(call, hashed.error());
    change.pin = std::move(*hashed);
  }
  const auto pin = co_await call.services.store.write(
      [&](storage::Transaction& tx) { return loyalty::change_pin(tx, actor, change); });
  call.services.pins.forget_all();
  co_return pin ? answer(200, PinAnswer{*pin, actor.now}) : refuse(call, pin.error());
}

awaitable<Response> unlock_pin(Call& call) {
  const auto actor = call.actor();
  const auto id = id_parameter<PinId>(call);
  co_return co_await write_once(call, [&](storage::Transaction& tx) -> Reply {
    if (!id) return reply(call, Refusal{.code = RefusalCode::pin_not_found});
    const auto pin = loyalty::unlock_pin(tx, actor, *id);
    if (!pin) return reply(call, pin.error());
    return reply(200, PinAnswer{*pin, actor.now});
  });
}

awaitable<Response> remove_pin(Call& call) {
  const auto actor = call.actor();
  const auto id = id_parameter<PinId>(call);
  if (!id) co_return refuse(call, Refusal{.code = RefusalCode::pin_not_found});
  const auto done = co_await call.services.store.write(
      [&](storage::Transaction& tx) { return loyalty::remove_pin(tx, actor, *id); });
  call.services.pins.forget_all();
  co_return done ? answer_nothing() : refuse(call, done.error());
}

awaitable<Response> check_pin(Call& call) {
  auto body = read_json<PinCheckRequest>(call);
  if (!body) co_return std::move(body.error());
  const auto actor = call.actor();
  const auto proof = co_await prove_typed_pin(call, actor, {body->pin, body->staff_pin_id});
  co_return co_await write_once(call, [&](storage::Transaction& tx) -> Reply {
    const auto staff = loyalty::check_pin(tx, actor, proof, call.services.lockout);
    if (!staff) return reply(call, staff.error());
    return reply(200, PinCheckAnswer{.staff_pin_id = *staff->pin_id, .name = staff->name});
  });
}

}  // namespace loyalty::routes
