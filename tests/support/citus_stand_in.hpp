// What the program knows of the extension citus, made in a database of a plain server: it writes down what is
// asked of it, and refuses what the extension refuses. Debian has no package of the real one.
#pragma once

#include <string>
#include <vector>

namespace loyalty::test {

// The session behind the URL must be a superuser's.
void install_citus_stand_in(const std::string& url);

// "reference users", "distributed vendors by company_id with none", in the order in which they were made.
std::vector<std::string> list_placed_tables(const std::string& url);

}  // namespace loyalty::test
