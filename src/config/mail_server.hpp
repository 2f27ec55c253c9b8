// How a mail server and a sender are written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace loyalty {

struct MailServer {
  std::string host;  // an IPv6 address in brackets
  std::uint16_t port = 0;
  std::string user;  // empty: without signing in
  std::string password;
  bool is_tls = false;       // from the first byte
  bool is_loopback = false;  // the machine itself: nobody can listen on the way

  bool operator==(const MailServer&) const = default;
};
// smtp://user:password@host:587 or smtps://host:465; a port that is left out is that one.
std::optional<MailServer> parse_mail_url(std::string_view text);

struct MailSender {
  std::string name;  // empty: none
  std::string address;

  bool operator==(const MailSender&) const = default;
};
// "Name <address>", the name perhaps in quotes, or "address".
std::optional<MailSender> parse_mail_sender(std::string_view text);

}  // namespace loyalty
