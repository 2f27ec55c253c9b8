// A body that is made while it is sent, for answers that are too large to be held whole.
#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

namespace loyalty::http {

class BodySource {
 public:
  virtual ~BodySource() = default;
  // The next piece; none at the end. Asked for only when the client has taken the piece before. May throw:
  // the connection is then cut, so that the client sees that it has not got everything. Returns on the
  // executor it began on. A source may outlive what it reads from, and must not touch that at its own end.
  virtual boost::asio::awaitable<std::optional<std::string>> next() = 0;
};

}  // namespace loyalty::http
