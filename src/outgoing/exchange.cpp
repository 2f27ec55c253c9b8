#include "outgoing/exchange.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <sys/socket.h>

#include "base/text.hpp"
#include "outgoing/guard.hpp"

namespace loyalty::outgoing {
namespace {

constexpr std::size_t header_bytes_max = 64 * 1024;
// An idle connection that is older is not used again. Some services want theirs kept for hours, and TCP finds
// out meanwhile which of them have gone.
constexpr long idle_seconds_max = 3600;
constexpr long keep_alive_seconds = 30;

bool is_token(std::string_view text) {
  constexpr std::string_view others = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           others.find(c) != others.npos;
  });
}

bool is_one_line(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= ' ' || c == '\t') && c != '\x7f'; });
}

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string read_part(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) return "";
  std::string copy(text);
  curl_free(text);
  return copy;
}

// Scheme, host and port in one spelling; empty for what is no address of ours.
std::string find_origin(const std::string& text) {
  const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
  if (!is_one_line(text) ||
      curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) {
    return "";
  }
  const auto scheme = read_part(url.get(), CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") return "";
  return scheme + "://" + to_lower_ascii(read_part(url.get(), CURLUPART_HOST)) + ":" +
         read_part(url.get(), CURLUPART_PORT);
}

curl_blob lend(std::string& bytes) {
  return {.data = bytes.data(), .len = bytes.size(), .flags = CURL_BLOB_NOCOPY};
}

FailureKind name_failure(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return FailureKind::timed_out;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return FailureKind::unreachable;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_ENGINE_INITFAILED:
      return FailureKind::tls;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return FailureKind::bad_request;
    default:
      return FailureKind::broken;
  }
}

}  // namespace

std::string_view HttpResponse::header(std::string_view name) const {
  const auto wanted = to_lower_ascii(name);
  const auto found = std::ranges::find_if(
      headers, [&](const Header& header) { return to_lower_ascii(header.name) == wanted; });
  return found == headers.end() ? std::string_view() : found->value;
}

Exchange::Exchange(HttpRequest request, Courier::Callback done, std::chrono::steady_clock::time_point now)
    : request_(std::move(request)), done_(std::move(done)), deadline_(now + request_.times.whole) {}

std::optional<Failure> Exchange::find_fault() {
  const auto bad = [](const char* reason) {
    return Failure{.kind = FailureKind::bad_request, .reason = reason};
  };
  if (!is_token(request_.method)) return bad("the method is none");
  for (const auto& [name, value] : request_.headers) {
    if (!is_token(name) || !is_one_line(value)) return bad("a header is none");
  }
  place_ = find_origin(request_.url);
  if (place_.empty()) return bad("the address is none of http or https, or names a user");
  // Connections that show who we are, or trust others, are not shared.
  place_ += '\n' + request_.authorities;
  if (request_.identity) place_ += '\n' + request_.identity->certificate;
  return std::nullopt;
}

CURL* Exchange::begin() {
  handle_ = make_handle(request_.authorities);
  auto* const curl = handle_.get();
  curl_easy_setopt(curl, CURLOPT_PRIVATE, this);
  curl_easy_setopt(curl, CURLOPT_URL, request_.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_2TLS});
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.times.connect.count()));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(request_.times.stalled.count()));
  curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(curl, CURLOPT_TCP_KEEPIDLE, keep_alive_seconds);
  curl_easy_setopt(curl, CURLOPT_TCP_KEEPINTVL, keep_alive_seconds);
  curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, idle_seconds_max);
  if (request_.identity) {
    auto certificate = lend(request_.identity->certificate);
    auto key = lend(request_.identity->key);
    curl_easy_setopt(curl, CURLOPT_SSLCERT_BLOB, &certificate);
    curl_easy_setopt(curl, CURLOPT_SSLKEY_BLOB, &key);
  }
  set_method();
  set_callbacks();
  return curl;
}

void Exchange::set_method() {
  auto* const curl = handle_.get();
  const bool has_body = !request_.body.empty() || request_.method == "POST" || request_.method == "PUT" ||
                        request_.method == "PATCH";
  if (request_.method == "HEAD") {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  } else if (has_body) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request_.body.data());
  }
  if (request_.method != "HEAD") curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "loyalty");
  const auto add = [&](const std::string& line) {
    headers_.reset(curl_slist_append(headers_.release(), line.c_str()));
  };
  // What libcurl would add by itself: a pause before large bodies, and the type of a form.
  add("Expect:");
  const bool has_type = std::ranges::any_of(
      request_.headers, [](const Header& header) { return to_lower_ascii(header.name) == "content-type"; });
  if (!has_type) add("Content-Type:");
  // A header without a value would be left out in the first form.
  for (const auto& [name, value] : request_.headers) add(value.empty() ? name + ";" : name + ": " + value);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers_.get());
}

void Exchange::set_callbacks() {
  auto* const curl = handle_.get();
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, look_at_connection);
  curl_easy_setopt(curl, CURLOPT_PREREQDATA, this);
}

void Exchange::end(CURLcode code) { done_(judge(code)); }

HttpOutcome Exchange::judge(CURLcode code) {
  if (!refused_range_.empty()) {
    return Failure{.kind = FailureKind::refused_address,
                   .reason = "the address is not on the internet: " + std::string(refused_range_)};
  }
  if (is_too_large_) return Failure{.kind = FailureKind::too_large, .reason = "the answer is too large"};
  if (code == CURLE_OK) return read_response();
  return Failure{.kind = name_failure(code), .reason = curl_easy_strerror(code)};
}

HttpResponse Exchange::read_response() {
  HttpResponse response{.body = std::move(body_)};
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  response.status = static_cast<int>(status);
  curl_header* header = nullptr;
  while ((header = curl_easy_nextheader(handle_.get(), CURLH_HEADER, -1, header)) != nullptr) {
    response.headers.push_back({header->name, header->value});
  }
  return response;
}

bool Exchange::admits(std::string_view range) {
  if (request_.reach == Reach::anywhere) return true;
  if (!range.empty()) refused_range_ = range;
  // A name that has such an address among others is not trusted with any of them.
  return refused_range_.empty();
}

std::size_t Exchange::take_body(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<Exchange*>(self);
  const std::size_t length = size * count;
  if (length > exchange.request_.answer_bytes_max - exchange.body_.size()) {
    exchange.is_too_large_ = true;
    return 0;
  }
  exchange.body_.append(bytes, length);
  return length;
}

std::size_t Exchange::take_header(char*, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<Exchange*>(self);
  const std::size_t length = size * count;
  exchange.header_bytes_ += length;
  exchange.is_too_large_ = exchange.header_bytes_ > header_bytes_max;
  return exchange.is_too_large_ ? 0 : length;
}

curl_socket_t Exchange::open_socket(void* self, curlsocktype, curl_sockaddr* address) {
  if (!static_cast<Exchange*>(self)->admits(find_special_range(&address->addr))) return CURL_SOCKET_BAD;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// Also for a connection that is used again: it may have been opened for a request that may go anywhere.
int Exchange::look_at_connection(void* self, char* to_address, char*, int, int) {
  auto& exchange = *static_cast<Exchange*>(self);
  exchange.is_connected_ = true;
  return exchange.admits(find_special_range(to_address)) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

}  // namespace loyalty::outgoing
