// Takes out what has expired. Nobody can spend it before either; this makes it a row of history, so that
// statistics and cards show it.
#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "services/expiry.hpp"
#include "storage/store.hpp"

namespace loyalty {

struct ExpirationRun {
  ExpiryCount count;
  bool is_complete = true;  // false: there was more than one run does
};

// In batches small enough that no counter waits for them. Begins where the last run stopped, and may run on
// several servers at once.
ExpirationRun run_point_expiration(storage::Store& store, IdSource& ids, Instant now);

}  // namespace loyalty
