// Which addresses are not on the public internet: this machine, its network, and whatever else is nobody's to
// call from outside. A request that may go to the internet only is refused there, at the socket, where no
// name and no spelling can hide an address any more.
#pragma once

#include <span>
#include <string_view>

struct sockaddr;

namespace loyalty::outgoing {

// One line of the table.
struct SpecialRange {
  std::string_view network;  // "10.0.0.0/8"
  std::string_view meaning;  // "a private network"
};
std::span<const SpecialRange> special_ranges();

// The meaning of the range that the address lies in; empty: it is on the public internet. What is no address
// of IPv4 or IPv6 is "not an address".
std::string_view find_special_range(const sockaddr* address);
// The same for its text, without brackets.
std::string_view find_special_range(std::string_view address);

}  // namespace loyalty::outgoing
