#include "storage/users.hpp"

#include "routes/password.hpp"
#include "routes/platform.hpp"
#include "schemas/user.hpp"
#include "services/accounts.hpp"
#include "storage/companies.hpp"

namespace loyalty::routes {
namespace {

const Refusal no_user{.code = RefusalCode::user_not_found};

Response answer_user(int status, const UserWithVendors& found) {
  return answer(status, UserAnswer{found.user, found.vendors});
}

// The company that is named, or the one of the first vendor.
std::optional<CompanyId> find_company_of(storage::Transaction& tx, const UserCreate& body) {
  if (body.company_id || !body.vendor_codes || body.vendor_codes->empty()) return body.company_id;
  const auto vendor = storage::find_vendor_by_code(tx, body.vendor_codes->front());
  return vendor ? std::optional(vendor->company_id) : std::nullopt;
}

}  // namespace

awaitable<Response> list_users(Call& call) {
  auto query = read_query_as<ListQuery>(call);
  if (!query) co_return std::move(query.error());
  auto before = read_id_cursor<UserId>(call, "users", *query);
  if (!before) co_return std::move(before.error());
  auto rows = co_await call.services.store.read([&](storage::Transaction& tx) {
    std::vector<UserWithVendors> found;
    for (auto& user : storage::list_users(tx, *before, query->limit + 1)) {
      auto vendors = storage::list_user_vendors(tx, user);
      found.push_back({std::move(user), std::move(vendors)});
    }
    return found;
  });
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
  NewUser command{.user = {.id = call.services.ids.next_as<UserId>(now),
                           .email = body->email,
                           .name = body->name,
                           .role = body->role,
                           .password_hash = co_await hash_password(call, body->password),
                           .created_at = now},
                  .vendor_codes = body->vendor_codes.value_or(std::vector<std::string>())};
  const auto created =
      co_await call.services.store.write([&](storage::Transaction& tx) -> Outcome<UserWithVendors> {
        command.user.company_id = find_company_of(tx, *body);
        if (!command.user.company_id && !command.vendor_codes.empty()) {
          return Refusal{.code = RefusalCode::vendor_not_found};
        }
        return loyalty::create_user(tx, command);
      });
  co_return created ? answer_user(201, *created) : refuse(call, created.error());
}

awaitable<Response> view_user(Call& call) {
  const auto id = id_parameter<UserId>(call);
  if (!id) co_return refuse(call, no_user);
  const auto found =
      co_await call.services.store.read([&](storage::Transaction& tx) -> std::optional<UserWithVendors> {
        auto user = storage::find_user(tx, *id);
        if (!user) return std::nullopt;
        auto vendors = storage::list_user_vendors(tx, *user);
        return UserWithVendors{std::move(*user), std::move(vendors)};
      });
  co_return found ? answer_user(200, *found) : refuse(call, no_user);
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
    const auto user = co_await call.services.store.read(
        [&](storage::Transaction& tx) { return storage::find_user(tx, *id); });
    if (!user) co_return refuse(call, no_user);
    const auto faults =
        find_password_faults("password", *body->password.value, body->email.value.value_or(user->email));
    if (!faults.empty()) co_return refuse(call, faults);
    command.password_hash = co_await hash_password(call, *body->password.value);
  }
  const auto changed = co_await call.services.store.write(
      [&](storage::Transaction& tx) { return loyalty::change_user(tx, command); });
  call.services.sessions.forget_user(*id);
  co_return changed ? answer_user(200, *changed) : refuse(call, changed.error());
}

}  // namespace loyalty::routes
