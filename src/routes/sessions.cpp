#include "routes/sessions.hpp"

#include "base/bcrypt.hpp"
#include "base/contact.hpp"
#include "base/text.hpp"
#include "http/offload.hpp"
#include "routes/password.hpp"
#include "schemas/session.hpp"
#include "services/sessions.hpp"

namespace loyalty::routes {
namespace {

bool is_secure(const Call& call) {
  return call.request.is_https || call.services.config.public_url.starts_with("https://");
}

std::string make_cookie(const Call& call, std::string_view token, std::chrono::seconds lifetime) {
  return std::string(session_cookie) + "=" + std::string(token) +
         "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(lifetime.count()) +
         (is_secure(call) ? "; Secure" : "");
}

}  // namespace

awaitable<Response> sign_in(Call& call) {
  auto body = read_json<LoginRequest>(call);
  if (!body) co_return std::move(body.error());
  auto& services = call.services;
  const SignIn command{.email = normalise_email(body->email).value_or(to_lower_ascii(trim(body->email))),
                       .ip_address = call.request.client_address,
                       .now = call.request.received_at};
  const auto candidate = co_await services.store.read(
      [&](storage::Transaction& tx) { return find_sign_in_candidate(tx, services.secrets, command); });
  if (!candidate) co_return refuse(call, candidate.error());
  const bool is_proven = co_await http::offload(
      services.hashing, [&] { return prove_password(services.secrets, *candidate, body->password); });
  const auto session = make_session(services.ids.next_as<SessionId>(command.now));
  const auto signed_in = co_await services.store.write([&](storage::Transaction& tx) {
    return settle_sign_in(tx, services.secrets, command, *candidate, is_proven, session);
  });
  if (!signed_in) co_return refuse(call, signed_in.error());
  const auto& caller = signed_in->caller;
  auto response = answer(200, LoginAnswer{.token = signed_in->token, .caller = caller});
  const auto lifetime = std::chrono::duration_cast<std::chrono::seconds>(caller.expires_at - command.now);
  response.set("Set-Cookie", make_cookie(call, signed_in->token, lifetime));
  co_return response;
}

awaitable<Response> sign_out(Call& call) {
  const auto& caller = *call.caller;
  co_await call.services.store.write([&](storage::Transaction& tx) {
    end_session(tx, caller.session_id);
    return Done{};
  });
  call.services.sessions.forget_user(caller.user_id);
  auto response = answer_nothing();
  response.set("Set-Cookie", make_cookie(call, "", std::chrono::seconds(0)));
  co_return response;
}

awaitable<Response> view_me(Call& call) { co_return answer(200, MeAnswer{*call.caller}); }

awaitable<Response> change_password(Call& call) {
  auto body = read_json<PasswordChange>(call);
  if (!body) co_return std::move(body.error());
  auto& services = call.services;
  const auto& caller = *call.caller;
  const auto faults = find_password_faults("new_password", body->new_password, caller.email);
  if (!faults.empty()) co_return refuse(call, faults);
  const auto candidate =
      co_await services.store.read([&](storage::Transaction& tx) { return find_own_candidate(tx, caller); });
  const auto new_hash = co_await http::offload(services.hashing, [&]() -> std::string {
    if (!prove_password(services.secrets, candidate, body->current_password)) return "";
    return hash_bcrypt(services.secrets.pepper_password(body->new_password), services.config.bcrypt_cost);
  });
  const std::vector<FieldFault> wrong{{.field = "current_password", .code = "wrong_password"}};
  if (new_hash.empty()) co_return refuse(call, wrong);
  const auto changed = co_await services.store.write([&](storage::Transaction& tx) {
    return loyalty::change_password(tx, caller, candidate.user->password_hash, new_hash);
  });
  services.sessions.forget_user(caller.user_id);
  co_return changed ? answer_nothing() : refuse(call, wrong);
}

}  // namespace loyalty::routes
