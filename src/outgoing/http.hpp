// A request to somebody else's server, and what came of it. The courier (outgoing/courier.hpp) carries it.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace loyalty::outgoing {

enum class Reach {
  internet,  // nothing that the guard knows (outgoing/guard.hpp), whatever the name and however it is spelt
  anywhere,  // also this machine and its network: for what whoever runs the server has set
};

struct Header {
  std::string name;
  std::string value;

  bool operator==(const Header&) const = default;
};

// By which we show who we are, as PEM.
struct ClientIdentity {
  std::string certificate;
  std::string key;
};

struct HttpTimes {
  std::chrono::milliseconds connect{5'000};  // with finding the address and agreeing on the encryption
  std::chrono::seconds stalled{10};          // without a byte, once it is connected
  std::chrono::milliseconds whole{15'000};   // from when it was handed in, with waiting for its turn
};

// Never follows a redirect and never goes by way of a proxy, whatever the environment says.
struct HttpRequest {
  std::string method = "GET";
  std::string url;  // http:// or https://, without a user
  std::vector<Header> headers = {};
  std::string body = {};
  Reach reach = Reach::internet;
  HttpTimes times = {};
  std::size_t answer_bytes_max = 64 * 1024;  // of the body; more is a failure
  std::string authorities = {};              // a file of further certificates that may vouch for the server
  std::optional<ClientIdentity> identity = {};
  std::size_t at_once_max = 8;  // how many to the same place are under way at the same time
};

struct HttpResponse {
  int status = 0;
  std::vector<Header> headers;  // as they came
  std::string body;

  // The first one's value; names are compared without regard to case. Empty when there is none.
  std::string_view header(std::string_view name) const;
};

enum class FailureKind {
  bad_request,      // the request itself: its address, its method, a header
  refused_address,  // where it leads is not on the internet
  unreachable,      // nobody there
  tls,              // no encryption, or a certificate that does not hold
  timed_out,
  too_large,  // the answer
  broken,     // the connection ended, or what came is no HTTP
  busy,       // too much is under way
  stopped,    // the program stops
};

struct Failure {
  FailureKind kind = FailureKind::broken;
  std::string reason;  // for a log or for who runs the other end; holds nothing of the request
};

using HttpOutcome = Result<HttpResponse, Failure>;

}  // namespace loyalty::outgoing
