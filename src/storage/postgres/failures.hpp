// What PostgreSQL's five-letter codes mean for us, and what we say to whoever has to do something about it.
#pragma once

#include <string>
#include <string_view>

#include <libpq-fe.h>

#include "storage/errors.hpp"

namespace loyalty::storage {

// The connection is gone; nothing of the transaction was kept.
struct StorageLost : StorageBusy {
  using StorageBusy::StorageBusy;
};
// The same without a word of the server that could be relied upon: what was sent last may have been done.
struct StorageGone : StorageLost {
  using StorageLost::StorageLost;
};
// The connection is gone and nobody knows whether the transaction was kept.
struct CommitUnsure : StorageBusy {
  using StorageBusy::StorageBusy;
};

// Throws what a failed statement means. `doing` is the statement; `state` an SQLSTATE
// (https://www.postgresql.org/docs/15/errcodes-appendix.html).
[[noreturn]] void throw_failure(std::string_view state, const std::string& message, const std::string& doing);

// Throws StorageUnusable when the text is no URL that libpq could read.
void check_url(const std::string& url);

// Throws StorageUnusable when a server of this version, as libpq has it (90624: 9.6.24; 150004: 15.4), is too
// old.
void require_version(int version);

// Why nobody could connect: StorageBusy when trying again may help, else StorageUnusable with what to do.
// Never shows the password.
[[noreturn]] void throw_connect_failure(PGconn* handle);

}  // namespace loyalty::storage
