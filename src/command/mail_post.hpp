// What the mails go out with, as the settings say.
#pragma once

#include "config/config.hpp"
#include "tasks/mail_delivery.hpp"

namespace loyalty {

// Of settings that name a mail server.
inline MailPost make_mail_post(const Config& config) {
  const auto& server = *config.mail_server;
  auto security = mail::Security::starttls;
  if (server.is_tls) {
    security = mail::Security::tls;
  } else if (server.is_loopback) {
    security = mail::Security::none;
  }
  return {.server = {.host = server.host,
                     .port = server.port,
                     .security = security,
                     .user = server.user,
                     .password = server.password,
                     .authorities = config.mail_ca},
          .from = {.name = config.mail_from.name, .address = config.mail_from.address},
          .public_url = config.public_url};
}

}  // namespace loyalty
