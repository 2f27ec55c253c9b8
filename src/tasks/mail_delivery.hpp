// Sends the mails that are due. Each is taken by a row's own lease, so several servers share the work and a
// killed one's mails come back; one that was sent but could not be marked so is sent a second time.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/instant.hpp"
#include "base/metrics.hpp"
#include "mail/message.hpp"
#include "mail/smtp.hpp"
#include "storage/store.hpp"

namespace loyalty {

struct MailPost {
  mail::Server server;
  mail::Mailbox from;
  std::string public_url;  // without a slash at the end
};

struct MailCount {
  std::int64_t sent = 0;
  std::int64_t put_off = 0;  // is tried again
  std::int64_t failed = 0;   // refused, or given up
  std::int64_t dropped = 0;  // nobody is to get it any more

  MailCount& operator+=(const MailCount& more);
  bool operator==(const MailCount&) const = default;
};
struct MailRun {
  MailCount count;
  bool is_complete = true;  // false: more could be sent at once
};

// A bounded number of mails, one after the other; none is waited for inside a write. Stops at the first that
// shows that the mail server cannot be reached.
MailRun run_mail_delivery(storage::Store& store, const MailPost& post, Metrics& metrics,
                          const std::function<Instant()>& clock = system_now);

}  // namespace loyalty
