// What a store throws. All of them mean: nothing of the unit of work was kept.
#pragma once

#include <stdexcept>

namespace loyalty::storage {

// The engine failed in a way that we did not expect: a 500.
struct StorageFault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The disk is full or cannot be written: a 503 until somebody makes room. Nothing needs to be restarted.
struct StorageFull : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Too much is waiting, or the database is away: a 503, try again soon.
struct StorageBusy : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Another transaction got in between. An engine with several writers runs the work again.
struct StorageConflict : StorageBusy {
  using StorageBusy::StorageBusy;
};

// The database cannot be used at all by this program; the text says what to do.
struct StorageUnusable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace loyalty::storage
