#include "routes/admission.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "routes/sessions.hpp"
#include "schemas/checks.hpp"
#include "services/sessions.hpp"

namespace loyalty {
namespace {

struct Credential {
  std::string_view token;
  bool is_cookie = false;
};

// Somebody at the door, with what the steps find out one after the other.
struct Visit {
  Call& call;
  const Route& route;
  Credential credential = {};
};

using Refused = std::optional<Response>;  // nothing: it is the next step's turn

bool changes_something(std::string_view method) { return method != "GET" && method != "HEAD"; }

Credential find_credential(const http::Request& request) {
  constexpr std::string_view scheme = "bearer ";
  const auto header = request.header("authorization");
  if (header.size() > scheme.size() && equal_ignoring_case(header.substr(0, scheme.size()), scheme)) {
    return {.token = trim(header.substr(scheme.size()))};
  }
  return {.token = request.cookie(routes::session_cookie), .is_cookie = true};
}

// Browsers send the cookie with requests that other sites make; those sites cannot forge the Origin.
bool is_own_origin(const Call& call) {
  const auto origin = call.request.header("origin");
  const std::string_view url = call.services.config.public_url;
  if (origin.empty()) return false;
  if (origin == url.substr(0, url.find('/', url.find("://") + 3))) return true;
  const auto host = call.request.header("host");
  return origin == std::string(call.request.is_https ? "https://" : "http://") + std::string(host);
}

awaitable<std::optional<Caller>> find_caller(Services& services, std::string_view token, Instant now) {
  if (token.empty() || token.size() > 128) co_return std::nullopt;
  const auto token_hash = hash_token(token);
  if (auto cached = services.sessions.find(token_hash, now)) co_return std::move(*cached);
  auto caller = co_await services.store.read(
      [&](storage::Transaction& tx) { return recognise_caller(tx, token_hash, now); });
  if (caller) services.sessions.keep(token_hash, *caller, now);
  co_return caller;
}

// Who may do what: a role may do what the weaker ones may, but administrators keep out of the vendors' rooms.
bool may_call(const Route& route, Role role) {
  if (route.needs_vendor() && role == Role::admin) return false;
  return role >= *route.entry.role;
}

awaitable<Refused> check_token(Visit& visit) {
  auto& call = visit.call;
  visit.credential = find_credential(call.request);
  call.caller = co_await find_caller(call.services, visit.credential.token, call.request.received_at);
  if (call.caller) co_return std::nullopt;
  auto response = refuse(call, ProblemCode::unauthenticated);
  response.set("WWW-Authenticate", "Bearer");
  co_return response;
}

awaitable<Refused> check_origin(Visit& visit) {
  const auto& call = visit.call;
  const bool needs_origin = visit.credential.is_cookie && changes_something(call.request.method);
  if (needs_origin && !is_own_origin(call)) co_return refuse(call, ProblemCode::foreign_origin);
  co_return std::nullopt;
}

awaitable<Refused> check_role(Visit& visit) {
  if (may_call(visit.route, visit.call.caller->role)) co_return std::nullopt;
  co_return refuse(visit.call, ProblemCode::forbidden);
}

awaitable<Refused> choose_vendor(Visit& visit) {
  auto& call = visit.call;
  if (!visit.route.needs_vendor()) co_return std::nullopt;
  const auto& vendors = call.caller->vendors;
  const auto named = call.request.header("x-vendor-code");
  if (named.empty()) {
    if (vendors.size() != 1) co_return refuse(call, Refusal{.code = RefusalCode::vendor_required});
    call.vendor = &vendors.front();
  } else {
    const auto code = check_vendor_code(named);
    const auto found = std::find_if(vendors.begin(), vendors.end(),
                                    [&](const UserVendor& vendor) { return code && vendor.code == *code; });
    if (found == vendors.end()) co_return refuse(call, Refusal{.code = RefusalCode::vendor_not_found});
    call.vendor = &*found;
  }
  call.zone = Zone::find(call.vendor->timezone);
  co_return std::nullopt;
}

// In their order: each may rely on those before it.
constexpr awaitable<Refused> (*steps[])(Visit& visit) = {check_token, check_origin, check_role,
                                                         choose_vendor};

}  // namespace

awaitable<std::optional<Response>> admit(Call& call, const Route& route) {
  if (!route.entry.role) co_return std::nullopt;
  Visit visit{.call = call, .route = route};
  for (const auto step : steps) {
    if (auto refused = co_await step(visit)) co_return refused;
  }
  co_return std::nullopt;
}

}  // namespace loyalty
