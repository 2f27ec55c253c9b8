// Writes the status line and the headers of an answer.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "http/message.hpp"

namespace loyalty::http {

// The Date header's value (RFC 9110, IMF-fixdate), made anew once a second.
class DateHeader {
 public:
  std::string_view at(Instant now);

 private:
  std::int64_t second_ = std::numeric_limits<std::int64_t>::min();
  std::string text_;
};

struct Framing {
  std::string_view request_id;
  std::string_view date;
  bool keep_alive = true;
  bool is_http_1_0 = false;
};

// The bytes of the body, wherever they are.
std::string_view body_of(const Response& response);

// 1xx, 204 and 304 have no body, and no Content-Length.
bool has_body(int status);

// Replaces `head`. A body from a source is chunked; in HTTP/1.0 the end of the connection ends it.
// Content-Length, Connection, Date, Transfer-Encoding and X-Request-Id are the edge's: the response's own are
// passed over. Security defaults yield to the response's own. Throws std::invalid_argument for a header that
// would break out of its line.
void compose_head(std::string& head, const Response& response, const Framing& framing);

}  // namespace loyalty::http
