#include "routes/app.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "base/text.hpp"
#include "http/offload.hpp"
#include "http/router.hpp"
#include "routes/auth.hpp"
#include "routes/call.hpp"
#include "routes/customer_pages.hpp"
#include "routes/documents.hpp"
#include "routes/routes.hpp"
#include "rules/vendor_code.hpp"
#include "storage/users.hpp"

namespace loyalty {
namespace {

std::vector<http::RoutePattern> patterns() {
  std::vector<http::RoutePattern> all;
  for (const auto& route : all_routes()) all.push_back({route.entry.method, route.entry.path});
  return all;
}

bool changes_something(std::string_view method) { return method != "GET" && method != "HEAD"; }

struct Credential {
  std::string_view token;
  bool is_cookie = false;
};

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
      [&](storage::Transaction& tx) { return storage::find_caller(tx, token_hash, now); });
  if (caller) services.sessions.keep(token_hash, *caller, now);
  co_return caller;
}

// Who may do what: a role may do what the weaker ones may, but administrators keep out of the vendors' rooms.
bool may_call(const Route& route, Role role) {
  if (route.needs_vendor() && role == Role::admin) return false;
  return role >= *route.entry.role;
}

std::optional<Response> enter_vendor(Call& call) {
  const auto& vendors = call.caller->vendors;
  const auto named = call.request.header("x-vendor-code");
  if (named.empty()) {
    if (vendors.size() != 1) return refuse(call, Refusal{.code = RefusalCode::vendor_required});
    call.vendor = &vendors.front();
  } else {
    const auto code = normalise_vendor_code(named);
    const auto found = std::find_if(vendors.begin(), vendors.end(),
                                    [&](const UserVendor& vendor) { return code && vendor.code == *code; });
    if (found == vendors.end()) return refuse(call, Refusal{.code = RefusalCode::vendor_not_found});
    call.vendor = &*found;
  }
  call.zone = Zone::find(call.vendor->timezone);
  return std::nullopt;
}

// Nothing when the caller may go on.
awaitable<std::optional<Response>> admit(Call& call, const Route& route) {
  if (!route.entry.role) co_return std::nullopt;
  const auto credential = find_credential(call.request);
  call.caller = co_await find_caller(call.services, credential.token, call.request.received_at);
  if (!call.caller) {
    auto response = refuse(call, ProblemCode::unauthenticated);
    response.set("WWW-Authenticate", "Bearer");
    co_return response;
  }
  if (credential.is_cookie && changes_something(call.request.method) && !is_own_origin(call)) {
    co_return refuse(call, ProblemCode::foreign_origin);
  }
  if (!may_call(route, call.caller->role)) co_return refuse(call, ProblemCode::forbidden);
  if (route.needs_vendor()) co_return enter_vendor(call);
  co_return std::nullopt;
}

std::string join(const std::vector<std::string_view>& methods) {
  std::string joined;
  for (const auto method : methods) joined += (joined.empty() ? "" : ", ") + std::string(method);
  return joined;
}

ProblemCode problem_of(http::EdgeFailure failure) {
  switch (failure) {
    case http::EdgeFailure::malformed_request:
      return ProblemCode::malformed_request;
    case http::EdgeFailure::uri_too_long:
      return ProblemCode::uri_too_long;
    case http::EdgeFailure::headers_too_large:
      return ProblemCode::headers_too_large;
    case http::EdgeFailure::body_too_large:
      return ProblemCode::body_too_large;
    case http::EdgeFailure::request_timeout:
      return ProblemCode::request_timeout;
    case http::EdgeFailure::unsupported_expect:
      return ProblemCode::expectation_failed;
    case http::EdgeFailure::overloaded:
      return ProblemCode::overloaded;
    case http::EdgeFailure::internal:
      return ProblemCode::internal;
  }
  return ProblemCode::internal;
}

Language language_of(const http::Request& request) {
  return pick_language(request.header("accept-language"), Language::en);
}

Response describe(const http::Request& request, ProblemCode code) {
  return answer_problem(render_problem(
      code,
      {.language = language_of(request), .request_id = request.request_id, .now = request.received_at}));
}

// What to tell of a handler's fault; the log is told the rest.
ProblemCode note_fault(const http::Request& request, const std::exception_ptr& fault) {
  try {
    std::rethrow_exception(fault);
  } catch (const storage::StorageFull& full) {
    log(LogLevel::error, "storage_full", {{"reason", std::string_view(full.what())}});
    return ProblemCode::storage_full;
  } catch (const storage::StorageBusy&) {
    return ProblemCode::overloaded;
  } catch (const http::Overloaded&) {
    return ProblemCode::overloaded;
  } catch (const std::exception& other) {
    log(LogLevel::error, "handler_failed",
        {{"request_id", std::string_view(request.request_id)}, {"reason", std::string_view(other.what())}});
    return ProblemCode::internal;
  }
}

Response refuse_method(const http::Request& request, std::string methods_allowed) {
  auto response = describe(request, ProblemCode::method_not_allowed);
  response.set("Allow", std::move(methods_allowed));
  return response;
}

}  // namespace

struct App::State {
  State(const Config& config, storage::Store& store, Metrics& metrics,
        const std::vector<embedded::File>& web_files)
      : services(config, store, metrics, web_files),
        router(patterns()),
        documents(config, web_files),
        pages(services, web_files) {}

  Services services;
  http::Router router;
  Documents documents;
  CustomerPages pages;
};

App::App(const Config& config, storage::Store& store, Metrics& metrics,
         const std::vector<embedded::File>& web_files)
    : state_(std::make_unique<State>(config, store, metrics, web_files)) {}

App::~App() = default;

boost::asio::awaitable<http::Response> App::handle(http::Request& request) {
  const auto match = state_->router.match(request.method, request.path);
  if (match.outcome == http::RouteMatch::Outcome::not_found) co_return co_await show(request);
  if (match.outcome == http::RouteMatch::Outcome::wrong_method) {
    co_return refuse_method(request, join(match.methods_allowed));
  }
  const auto& route = all_routes()[match.index];
  Call call{
      .services = state_->services, .request = request, .match = match, .language = language_of(request)};
  Response response;
  try {
    auto refused = co_await admit(call, route);
    response = refused ? std::move(*refused) : co_await route.handler(call);
  } catch (...) {
    response = refuse(call, note_fault(request, std::current_exception()));
  }
  response.route = route.entry.path;
  co_return response;
}

// What is no operation: pages and files.
boost::asio::awaitable<http::Response> App::show(const http::Request& request) {
  const auto& pages = state_->pages;
  const bool is_page = pages.has(request.path);
  if (is_page && request.method == "GET") {
    try {
      co_return co_await pages.answer(request);
    } catch (...) {
      co_return pages.answer_fault(request, note_fault(request, std::current_exception()));
    }
  }
  if (auto document = state_->documents.answer(request)) co_return std::move(*document);
  if (is_page || state_->documents.has(request.path)) co_return refuse_method(request, "GET, HEAD");
  co_return describe(request, ProblemCode::not_found);
}

http::Response App::describe_failure(const http::Request& request, http::EdgeFailure failure) {
  return describe(request, problem_of(failure));
}

}  // namespace loyalty
