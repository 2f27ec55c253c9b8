#include "routes/users.hpp"

#include "routes/password.hpp"
#include "schemas/user.hpp"
#include "services/users.hpp"

namespace loyalty::routes {
namespace {

const Refusal no_user{.code = RefusalCode::user_not_found};

Response answer_user(int status, const UserWithVendors& found) {
  return answer(status, UserAnswer{found.user, found.vendors});
}

}  // namespace

awaitable<Response> list_users(Call& call) {
  auto query = read_query_as<ListQuery>(call);
  if (!query) co_return std::move(query.error());
  auto before = read_id_cursor<UserId>(call, "users", *query);
  if (!before) co_return std::move(before.error());
  auto rows = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::list_users(tx, *before, query->limit + 1); });
  co_return answer_page<UserAnswer>(
      "users", rows, query->limit, [](const UserWithVendors& row) { return row.user.id; },
      [](const UserWithVendors& row) { return UserAnswer{row.user, row.vendors}; });
}

awaitable<Response> create_user(Call& call) {
  auto body = read_json<UserCreate>(call);
  if (!body) co_return std::move(body.error());
  const auto faults = find_password_faults("password", body->password, body->email);
  if (!faults.empty()) co_return refuse(call, faults);
  const auto now = call.request.received_at;
  const NewUser command{.user = {.id = call.services.ids.next_as<UserId>(now),
                                 .company_id = body->company_id,
                                 .email = body->email,
                                 .name = body->name,
                                 .role = body->role,
                                 .password_hash = co_await hash_password(call, body->password),
                                 .created_at = now},
                        .vendor_codes = body->vendor_codes.value_or(std::vector<std::string>())};
  const auto created = co_await call.services.store.write(
      [&](storage::Transaction& tx) { return loyalty::create_user(tx, command); });
  co_return created ? answer_user(201, *created) : refuse(call, created.error());
}

awaitable<Response> view_user(Call& call) {
  const auto id = id_parameter<UserId>(call);
  if (!id) co_return refuse(call, no_user);
  const auto found = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::view_user(tx, *id); });
  co_return found ? answer_user(200, *found) : refuse(call, found.error());
}

awaitable<Response> change_user(Call& call) {
  auto body = read_json<UserPatch>(call);
  if (!body) co_return std::move(body.error());
  const auto id = id_parameter<UserId>(call);
  if (!id) co_return refuse(call, no_user);
  ChangeUser command{.id = *id,
                     .email = body->email.value,
                     .name = body->name.value,
                     .role = body->role.value,
                     .is_active = body->is_active.value,
                     .vendor_codes = body->vendor_codes.value};
  if (body->password.value) {
    const auto found = co_await call.services.store.read(
        [&](storage::Transaction& tx) { return loyalty::view_user(tx, *id); });
    if (!found) co_return refuse(call, found.error());
    const auto faults = find_password_faults("password", *body->password.value,
                                             body->email.value.value_or(found->user.email));
    if (!faults.empty()) co_return refuse(call, faults);
    command.password_hash = co_await hash_password(call, *body->password.value);
  }
  const auto changed = co_await call.services.store.write(
      [&](storage::Transaction& tx) { return loyalty::change_user(tx, command); });
  call.services.sessions.forget_user(*id);
  co_return changed ? answer_user(200, *changed) : refuse(call, changed.error());
}

}  // namespace loyalty::routes
