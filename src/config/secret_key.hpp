// The installation's secret key: given by the settings, or made once and kept beside the embedded database.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "config/config.hpp"

namespace loyalty {

// "<database file>.key"; none when the database is not a file.
std::optional<std::string> find_secret_key_file(const Config& config);

// The key in that file; none when there is no such file. Or one line that says why it cannot be read.
Result<std::optional<std::string>, std::string> read_secret_key_file(const std::string& path);

// Makes the file of that key. One that is there already must hold the same.
Result<Done, std::string> give_secret_key_file(const std::string& path, const std::string& key);

// Sets `config.secret_key` unless it is set, or says in one line why not. Called before the database is
// opened: a key is only made while there is no database, because with another key nobody could sign in to an
// existing one.
Result<Done, std::string> load_secret_key(Config& config);

}  // namespace loyalty
