// Who does a task that only one server is to do.
#pragma once

#include <string_view>

#include "storage/transaction.hpp"

namespace loyalty::storage {

// Drawn by each server when it starts; never 0.
enum class LeaseHolder : std::int64_t {};

// Whether `holder` has the task until `expires_at`: it had it already, nobody had it, or the lease of who had
// it has run out. Of several who ask at once one gets it.
bool take_lease(Transaction& tx, std::string_view task, LeaseHolder holder, Instant now, Instant expires_at);

// Anybody else may take it from now on; nothing when `holder` has not got it.
void give_up_lease(Transaction& tx, std::string_view task, LeaseHolder holder);

}  // namespace loyalty::storage
