// Who really asks, when reverse proxies stand in front: the client's address and scheme as trusted proxies
// report them.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ip/address.hpp>

#include "http/message.hpp"

namespace loyalty::http {

class TrustedProxies {
 public:
  // Addresses or CIDR blocks, of both families. Throws std::invalid_argument naming the entry that is
  // neither.
  explicit TrustedProxies(const std::vector<std::string>& entries);

  bool empty() const { return networks_.empty(); }
  bool contains(const boost::asio::ip::address& address) const;

 private:
  // IPv4 is kept as IPv4-mapped IPv6, so that both families compare alike.
  struct Network {
    std::array<unsigned char, 16> bytes;
    unsigned prefix_bits;
  };
  std::vector<Network> networks_;
};

// An IPv4-mapped IPv6 address as the IPv4 address it is, any other without its scope.
boost::asio::ip::address normalise_address(const boost::asio::ip::address& address);

// The address in an X-Forwarded-For entry: bare, with a port, or in brackets.
std::optional<boost::asio::ip::address> parse_forwarded_address(std::string_view entry);

struct Origin {
  std::string address;
  bool is_https = false;
};

// The peer itself unless it is trusted; then the right-most entry of X-Forwarded-For that is not a trusted
// proxy. An entry that is no address ends the search at the last address that was one.
Origin find_origin(const TrustedProxies& proxies, const boost::asio::ip::address& peer,
                   const Request& request);

}  // namespace loyalty::http
