// The URL of the database, as far as the settings look into it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace loyalty {

// The file of an embedded database: what stands after "sqlite:"; none for any other URL.
std::optional<std::string> find_database_file(std::string_view database_url);

// postgresql:// or postgres:// and then, each perhaps left out: user and password, hosts with ports between
// commas, a database, parameters. A character that separates these from each other must stand in them as %
// and two digits.
bool is_postgres_url(std::string_view text);

// As it may be shown: *** for the passwords of a PostgreSQL URL.
std::string hide_password(std::string_view database_url);

}  // namespace loyalty
