#include "command/task_context.hpp"

namespace loyalty {
namespace {

MailPost make_mail_post(const Config& config) {
  const auto& server = *config.mail_server;
  auto security = outgoing::Security::starttls;
  if (server.is_tls) {
    security = outgoing::Security::tls;
  } else if (server.is_loopback) {
    security = outgoing::Security::none;
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

}  // namespace

TaskContext make_task_context(const Config& config, storage::Store& store, IdSource& ids, Metrics& metrics,
                              outgoing::Courier& courier) {
  TaskContext context{
      .store = store, .ids = ids, .metrics = metrics, .courier = courier, .mail_post = std::nullopt};
  if (config.can_send_mail()) context.mail_post = make_mail_post(config);
  return context;
}

}  // namespace loyalty
