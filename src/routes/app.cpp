#include "routes/app.hpp"

#include "base/log.hpp"
#include "http/offload.hpp"
#include "http/router.hpp"
#include "routes/admission.hpp"
#include "routes/call.hpp"
#include "routes/customer_pages.hpp"
#include "routes/documents.hpp"
#include "routes/routes.hpp"

namespace loyalty {
namespace {

std::vector<http::RoutePattern> patterns() {
  std::vector<http::RoutePattern> all;
  for (const auto& route : all_routes()) all.push_back({route.entry.method, route.entry.path});
  return all;
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
  State(const Config& config, storage::Store& store, Metrics& metrics, IdSource& ids,
        const std::vector<embedded::File>& web_files)
      : services(config, store, metrics, ids, web_files),
        router(patterns()),
        documents(config, web_files),
        pages(services, web_files) {}

  Services services;
  http::Router router;
  Documents documents;
  CustomerPages pages;
};

App::App(const Config& config, storage::Store& store, Metrics& metrics, IdSource& ids,
         const std::vector<embedded::File>& web_files)
    : state_(std::make_unique<State>(config, store, metrics, ids, web_files)) {}

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
