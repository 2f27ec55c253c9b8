// The database that the settings name, with the secret key that belongs to it.
#pragma once

#include <memory>

#include "base/metrics.hpp"
#include "config/config.hpp"
#include "storage/store.hpp"

namespace loyalty {

// As it is. Loads the secret key into `config` first: it is made together with the database.
std::unique_ptr<storage::Store> open_store(Config& config, Metrics& metrics);
// With this program's migrations. An embedded database is given what it lacks; the one of a server, which
// other programs may be using, must have it: Failed.
std::unique_ptr<storage::Store> open_migrated_store(Config& config, Metrics& metrics);

// Throws Failed when migrations are missing.
void require_migrated(storage::Store& store);

}  // namespace loyalty
