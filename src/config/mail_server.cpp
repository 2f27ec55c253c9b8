#include "config/mail_server.hpp"

#include "base/codec.hpp"
#include "base/contact.hpp"
#include "base/text.hpp"
#include "config/values.hpp"

namespace loyalty {
namespace {

constexpr std::size_t name_bytes_max = 200;

struct Scheme {
  std::string_view prefix;
  std::uint16_t port;
  bool is_tls;
};
constexpr Scheme schemes[] = {{.prefix = "smtp://", .port = 587, .is_tls = false},
                              {.prefix = "smtps://", .port = 465, .is_tls = true}};

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" ||
         (host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos);
}

// user:password, each percent-encoded; nothing else than the two.
bool read_user(std::string_view text, MailServer& server) {
  const auto colon = text.find(':');
  const auto user = percent_decode(text.substr(0, colon), false);
  if (!user || user->empty() || !is_printable(*user)) return false;
  server.user = *user;
  if (colon == std::string_view::npos) return true;
  const auto password = percent_decode(text.substr(colon + 1), false);
  if (!password || !is_printable(*password)) return false;
  server.password = *password;
  return true;
}

bool read_place(std::string_view text, MailServer& server) {
  const auto bracket = text.rfind(']');
  const auto colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    const auto digits = text.substr(colon + 1);
    const auto port = is_digits(digits) ? parse_number(digits, 1, 65'535) : std::nullopt;
    if (!port) return false;
    server.port = static_cast<std::uint16_t>(*port);
  }
  server.host = to_lower_ascii(text.substr(0, colon));
  server.is_loopback = is_loopback(server.host);
  return is_host_of_url(server.host);
}

}  // namespace

std::optional<MailServer> parse_mail_url(std::string_view text) {
  for (const auto& scheme : schemes) {
    if (!text.starts_with(scheme.prefix)) continue;
    text.remove_prefix(scheme.prefix.size());
    if (text.ends_with('/')) text.remove_suffix(1);
    MailServer server{.port = scheme.port, .is_tls = scheme.is_tls};
    const auto at = text.rfind('@');
    if (at != std::string_view::npos) {
      if (!read_user(text.substr(0, at), server)) return std::nullopt;
      text.remove_prefix(at + 1);
    }
    if (!read_place(text, server)) return std::nullopt;
    return server;
  }
  return std::nullopt;
}

std::optional<MailSender> parse_mail_sender(std::string_view text) {
  text = trim(text);
  MailSender sender;
  const auto angle = text.rfind('<');
  auto address = text;
  if (angle != std::string_view::npos) {
    if (!text.ends_with('>')) return std::nullopt;
    address = text.substr(angle + 1, text.size() - angle - 2);
    auto name = trim(text.substr(0, angle));
    if (name.size() >= 2 && name.starts_with('"') && name.ends_with('"')) {
      name = name.substr(1, name.size() - 2);
    }
    if (name.size() > name_bytes_max || !is_printable(name)) return std::nullopt;
    sender.name = name;
  }
  const auto normal = normalise_email(address);
  if (!normal) return std::nullopt;
  sender.address = *normal;
  return sender;
}

}  // namespace loyalty
