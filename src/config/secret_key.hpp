// The installation's secret key: given by the settings, or made once and kept beside the embedded database.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "config/config.hpp"

namespace loyalty {

// "<database file>.key"; none when the database is not a file.
std::optional<std::string> find_secret_key_file(const Config& config);

// Sets `config.secret_key` unless it is set, or says in one line why not. Called before the database is
// opened: a key is only made while there is no database, because with another key nobody could sign in to an
// existing one.
Result<Done, std::string> load_secret_key(Config& config);

}  // namespace loyalty
