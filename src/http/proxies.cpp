#include "http/proxies.hpp"

#include <algorithm>
#include <stdexcept>

#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/address_v6.hpp>

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "http/header_text.hpp"

namespace loyalty::http {
namespace {

namespace ip = boost::asio::ip;

std::array<unsigned char, 16> to_bytes(const ip::address& address) {
  if (address.is_v6()) return address.to_v6().to_bytes();
  return ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes();
}

std::optional<ip::address> parse_address(std::string_view text) {
  boost::system::error_code fault;
  const ip::address address = ip::make_address(std::string(text), fault);
  if (fault) return std::nullopt;
  return normalise_address(address);
}

bool have_equal_bits(const std::array<unsigned char, 16>& left, const std::array<unsigned char, 16>& right,
                     unsigned bits) {
  const auto whole = static_cast<std::ptrdiff_t>(bits / 8);
  if (!std::equal(left.begin(), left.begin() + whole, right.begin())) return false;
  if (bits % 8 == 0) return true;
  const auto index = static_cast<std::size_t>(whole);
  return ((left[index] ^ right[index]) >> (8 - bits % 8)) == 0;
}

// The header's entries from the right, over all its lines.
std::vector<std::string_view> list_entries(const Request& request, std::string_view name) {
  std::vector<std::string_view> entries;
  for (const auto& [field, value] : request.headers) {
    if (field != name) continue;
    std::string_view rest = value;
    while (!rest.empty()) entries.push_back(trim_blanks(take_until(rest, ',')));
  }
  std::ranges::reverse(entries);
  return entries;
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& entries) {
  for (const std::string& entry : entries) {
    const std::invalid_argument refusal("not an address or CIDR block: " + entry);
    std::string_view rest = entry;
    const auto slash = rest.find('/');
    boost::system::error_code fault;
    const auto address = ip::make_address(std::string(rest.substr(0, slash)), fault);
    if (fault) throw refusal;
    const std::int64_t bits_max = address.is_v4() ? 32 : 128;
    std::int64_t bits = bits_max;
    if (slash != std::string_view::npos) {
      const auto prefix = parse_integer(rest.substr(slash + 1));
      if (!prefix || *prefix < 0 || *prefix > bits_max) throw refusal;
      bits = *prefix;
    }
    networks_.push_back({to_bytes(address), static_cast<unsigned>(bits + 128 - bits_max)});
  }
}

bool TrustedProxies::contains(const ip::address& address) const {
  const auto bytes = to_bytes(address);
  return std::ranges::any_of(networks_, [&](const Network& network) {
    return have_equal_bits(network.bytes, bytes, network.prefix_bits);
  });
}

ip::address normalise_address(const ip::address& address) {
  if (address.is_v4()) return address;
  const ip::address_v6 v6 = address.to_v6();
  if (v6.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, v6);
  return ip::address_v6(v6.to_bytes());
}

std::optional<ip::address> parse_forwarded_address(std::string_view entry) {
  if (entry.size() > 64) return std::nullopt;
  if (!entry.empty() && entry.front() == '[') {
    const auto end = entry.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view port = entry.substr(end + 1);
    if (!port.empty() && (port.front() != ':' || !is_digits(port.substr(1)))) return std::nullopt;
    return parse_address(entry.substr(1, end - 1));
  }
  const auto colon = entry.find(':');
  const bool has_port =
      colon != std::string_view::npos && entry.find(':', colon + 1) == std::string_view::npos;
  if (!has_port) return parse_address(entry);
  if (!is_digits(entry.substr(colon + 1))) return std::nullopt;
  return parse_address(entry.substr(0, colon));
}

Origin find_origin(const TrustedProxies& proxies, const ip::address& peer, const Request& request) {
  ip::address client = normalise_address(peer);
  if (!proxies.contains(client)) return {client.to_string(), false};
  for (const std::string_view entry : list_entries(request, "x-forwarded-for")) {
    const auto address = parse_forwarded_address(entry);
    if (!address) break;
    client = *address;
    if (!proxies.contains(client)) break;
  }
  const auto schemes = list_entries(request, "x-forwarded-proto");
  return {client.to_string(), !schemes.empty() && equal_ignoring_case(schemes.front(), "https")};
}

}  // namespace loyalty::http
