// Which secret key belongs to the database.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/transaction.hpp"

namespace loyalty::storage {

// None until the first program kept one.
std::optional<std::string> find_secret_key_digest(Transaction& tx);
// Keeps it unless another was kept before; the one that is kept.
std::string keep_secret_key_digest(Transaction& tx, std::string_view digest);

}  // namespace loyalty::storage
