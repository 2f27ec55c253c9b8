#include "config/values.hpp"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

#include "base/ascii.hpp"
#include "base/text.hpp"

namespace loyalty {
namespace {

// With more the modules of the code on a small poster would be too small for a phone's camera.
constexpr std::size_t public_url_bytes_max = 100;

bool is_address(const std::string& text, int family) {
  std::array<unsigned char, 16> bytes{};
  return inet_pton(family, text.c_str(), bytes.data()) == 1;
}

bool is_port(std::string_view text) { return is_digits(text) && parse_number(text, 0, 65'535).has_value(); }

// The colon before the port; npos when there is none. Those inside the brackets of an IPv6 address do not
// count.
std::size_t find_port_colon(std::string_view text) {
  const auto bracket = text.rfind(']');
  return text.find(':', bracket == std::string_view::npos ? 0 : bracket);
}

bool is_network(std::string_view text) {
  const auto slash = text.find('/');
  const std::string address(text.substr(0, slash));
  const bool is_v4 = is_address(address, AF_INET);
  if (!is_v4 && !is_address(address, AF_INET6)) return false;
  if (slash == std::string_view::npos) return true;
  const auto bits = text.substr(slash + 1);
  return is_digits(bits) && parse_number(bits, 0, is_v4 ? 32 : 128).has_value();
}

}  // namespace

bool is_host_of_url(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) {
    return is_address(std::string(text.substr(1, text.size() - 2)), AF_INET6);
  }
  return !text.empty() && text.size() <= 253 && std::ranges::all_of(text, is_host_character);
}

std::optional<ListenAddress> parse_listen(std::string_view text) {
  const auto colon = find_port_colon(text);
  if (colon == std::string_view::npos || !is_port(text.substr(colon + 1))) return std::nullopt;
  std::string address(text.substr(0, colon));
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
    if (!is_address(address, AF_INET6)) return std::nullopt;
  } else if (!is_address(address, AF_INET)) {
    return std::nullopt;
  }
  const auto port = static_cast<std::uint16_t>(*parse_integer(text.substr(colon + 1)));
  return ListenAddress{.address = std::move(address), .port = port};
}

std::optional<std::string> parse_public_url(std::string_view text) {
  if (text.ends_with('/')) text.remove_suffix(1);
  if (text.size() > public_url_bytes_max) return std::nullopt;
  const auto scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  const std::string scheme = to_lower_ascii(text.substr(0, scheme_end));
  if (scheme != "http" && scheme != "https") return std::nullopt;
  const auto place = text.substr(scheme_end + 3);
  const auto colon = find_port_colon(place);
  if (colon != std::string_view::npos && !is_port(place.substr(colon + 1))) return std::nullopt;
  if (!is_host_of_url(place.substr(0, colon))) return std::nullopt;
  return scheme + "://" + to_lower_ascii(place);
}

std::string compute_public_url(const ListenAddress& listen) {
  const bool is_any = listen.address == "0.0.0.0" || listen.address == "::";
  const bool is_v6 = listen.address.find(':') != std::string::npos;
  std::string host = is_any ? "localhost" : listen.address;
  if (is_v6 && !is_any) host = "[" + host + "]";
  return "http://" + host + ":" + std::to_string(listen.port);
}

std::optional<std::int64_t> parse_number(std::string_view text, std::int64_t least, std::int64_t most) {
  const auto value = parse_integer(text);
  return value && *value >= least && *value <= most ? value : std::nullopt;
}

std::optional<std::vector<std::string>> parse_networks(std::string_view text) {
  std::vector<std::string> networks;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(',', begin), text.size());
    const auto entry = trim(text.substr(begin, end - begin));
    if (!is_network(entry)) return std::nullopt;
    networks.emplace_back(entry);
    begin = end + 1;
  }
  return networks;
}

}  // namespace loyalty
