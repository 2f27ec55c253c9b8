#include "outgoing/guard.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace loyalty::outgoing {
namespace {

constexpr std::string_view no_address = "not an address";

// IANA's registries of special-purpose addresses, and what is not given out for unicast at all. The first
// line that fits counts.
constexpr std::array ranges{
    SpecialRange{"0.0.0.0/8", "this network"},
    SpecialRange{"10.0.0.0/8", "a private network"},
    SpecialRange{"100.64.0.0/10", "a provider's own network"},
    SpecialRange{"127.0.0.0/8", "this machine"},
    SpecialRange{"169.254.0.0/16", "this link"},
    SpecialRange{"172.16.0.0/12", "a private network"},
    SpecialRange{"192.0.0.0/24", "protocol assignments"},
    SpecialRange{"192.0.2.0/24", "documentation"},
    SpecialRange{"192.88.99.0/24", "6to4 relays"},
    SpecialRange{"192.168.0.0/16", "a private network"},
    SpecialRange{"198.18.0.0/15", "measurements"},
    SpecialRange{"198.51.100.0/24", "documentation"},
    SpecialRange{"203.0.113.0/24", "documentation"},
    SpecialRange{"224.0.0.0/4", "multicast"},
    SpecialRange{"240.0.0.0/4", "reserved"},
    SpecialRange{"::/128", "no address"},
    SpecialRange{"::1/128", "this machine"},
    SpecialRange{"::/96", "IPv4 within IPv6"},
    SpecialRange{"::ffff:0:0/96", "IPv4 within IPv6"},
    SpecialRange{"::ffff:0:0:0/96", "IPv4 within IPv6"},
    SpecialRange{"64:ff9b:1::/48", "a translator's own network"},
    SpecialRange{"100::/64", "discarded"},
    SpecialRange{"2001::/23", "protocol assignments"},
    SpecialRange{"2001:db8::/32", "documentation"},
    SpecialRange{"2002::/16", "6to4"},
    SpecialRange{"3fff::/20", "documentation"},
    SpecialRange{"5f00::/16", "segment routing"},
    SpecialRange{"fc00::/7", "a private network"},
    SpecialRange{"fe80::/10", "this link"},
    SpecialRange{"fec0::/10", "a site's own network"},
    SpecialRange{"ff00::/8", "multicast"},
};
// Whatever else lies outside of what is given out: 2000::/3.
constexpr std::string_view unassigned = "not given out";
// IPv4 behind a translator, which is how machines with IPv6 alone reach it: judged by what is inside.
constexpr std::string_view translated = "64:ff9b::/96";
constexpr std::string_view given_out = "2000::/3";

using Bytes = std::vector<std::uint8_t>;  // 4 or 16; none: no address

Bytes parse(std::string_view text) {
  const std::string copy(text);
  Bytes bytes(16);
  if (inet_pton(AF_INET6, copy.c_str(), bytes.data()) == 1) return bytes;
  bytes.resize(4);
  if (inet_pton(AF_INET, copy.c_str(), bytes.data()) == 1) return bytes;
  return {};
}

struct Network {
  Bytes bytes;
  std::size_t bits = 0;

  explicit Network(std::string_view text)
      : bytes(parse(text.substr(0, text.find('/')))),
        bits(std::stoul(std::string(text.substr(text.find('/') + 1)))) {
    if (bytes.empty() || bits > 8 * bytes.size()) throw std::logic_error("a range that is none");
  }

  bool contains(const Bytes& address) const {
    if (address.size() != bytes.size()) return false;
    for (std::size_t i = 0; i < bits; ++i) {
      const auto differs = static_cast<unsigned>(address[i / 8] ^ bytes[i / 8]);
      if ((differs >> (7 - i % 8) & 1U) != 0) return false;
    }
    return true;
  }
};

std::string_view judge(const Bytes& address) {
  static const std::vector<Network> networks = [] {
    std::vector<Network> made;
    for (const auto& range : ranges) made.emplace_back(range.network);
    return made;
  }();
  static const Network translated_network(translated);
  static const Network given_out_network(given_out);
  if (address.empty()) return no_address;
  if (translated_network.contains(address)) return judge(Bytes(address.end() - 4, address.end()));
  const auto found =
      std::ranges::find_if(networks, [&](const Network& network) { return network.contains(address); });
  if (found != networks.end()) return ranges[static_cast<std::size_t>(found - networks.begin())].meaning;
  return address.size() == 16 && !given_out_network.contains(address) ? unassigned : "";
}

}  // namespace

std::span<const SpecialRange> special_ranges() { return ranges; }

std::string_view find_special_range(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, address, sizeof v4);
    Bytes bytes(4);
    std::memcpy(bytes.data(), &v4.sin_addr, bytes.size());
    return judge(bytes);
  }
  if (address->sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, address, sizeof v6);
    Bytes bytes(16);
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    return judge(bytes);
  }
  return no_address;
}

std::string_view find_special_range(std::string_view address) { return judge(parse(address)); }

}  // namespace loyalty::outgoing
