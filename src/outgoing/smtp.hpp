// Handing a mail to a mail server (RFC 5321).
#pragma once

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>

namespace loyalty::outgoing {

enum class Security {
  none,      // only ever to the machine itself
  starttls,  // no word of a mail before it is encrypted
  tls,
};

struct SmtpServer {
  std::string host;
  std::uint16_t port = 587;
  Security security = Security::starttls;
  std::string user;  // empty: without signing in
  std::string password;
  std::string authorities;  // a file of the certificates that vouch for the server; empty: the system's
};

struct Envelope {
  std::string from;  // addresses
  std::string to;
  std::string content;
};

enum class Delivery {
  delivered,
  put_off,      // the server says: not now (4xx)
  refused,      // the server says: never (5xx)
  unreachable,  // there was no server to say anything, or it did not let us in: no other mail would get
                // through
};
struct DeliveryReport {
  Delivery delivery = Delivery::unreachable;
  std::string reason;  // for the log: holds no address
};

struct DeliveryTimes {
  std::chrono::seconds connect{10};
  std::chrono::seconds whole{20};  // less than a mail that is in hand stays so (services/mails.hpp)
};

// Waits for the server, on the caller's thread: libcurl waits for its last answer without letting go, and
// nothing else is to stand behind that. Safe from any thread. Once a stop is requested it ends within a
// second, as unreachable.
DeliveryReport deliver(const SmtpServer& server, const Envelope& envelope, const DeliveryTimes& times = {},
                       const std::stop_token& stop = {});

}  // namespace loyalty::outgoing
