// Sends the mails that are due. Several servers share the work and a killed one's mails come back; one that
// was sent but could not be marked so is sent a second time.
#pragma once

#include "tasks/due_rows.hpp"

namespace loyalty {

// Of a context that has a post. Stops at the first mail that shows that the mail server cannot be reached.
DueRun run_mail_delivery(const TaskContext& context);
TaskRun deliver_mails(const TaskContext& context);

}  // namespace loyalty
