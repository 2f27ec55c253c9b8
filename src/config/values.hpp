// How the settings' values are written. None, always, for what is not a value of the kind.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loyalty {

struct ListenAddress {
  std::string address;  // without brackets
  std::uint16_t port = 0;

  bool operator==(const ListenAddress&) const = default;
};
// "127.0.0.1:8080", "[::1]:8080".
std::optional<ListenAddress> parse_listen(std::string_view text);

// http or https, a host and perhaps a port; a slash at the end is dropped, a path refused.
std::optional<std::string> parse_public_url(std::string_view text);
// Where a browser on this machine finds a server that listens there.
std::string compute_public_url(const ListenAddress& listen);

std::optional<std::int64_t> parse_number(std::string_view text, std::int64_t least, std::int64_t most);

// A name or a numeric address, an IPv6 one in brackets.
bool is_host_of_url(std::string_view text);

// Addresses and CIDR blocks, separated by commas.
std::optional<std::vector<std::string>> parse_networks(std::string_view text);

}  // namespace loyalty
