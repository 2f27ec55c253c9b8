// Reads the SQL texts out of the sources, so that a test can say something about all of them.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace loyalty::test {

struct Statement {
  std::string file;  // without its folder
  std::string name;
  std::string text;
};

// Every `const Sql name{...};` in the .cpp files directly in `folder`. Texts are put together from literals
// and from the `const std::string` of the same file; a call stands as "company_id", which the lists of
// columns that functions make begin with.
std::vector<Statement> read_statements(const std::string& folder);

// True when the statement cannot leave one company: the company of each tenant's table in it is compared with
// one and the same parameter, or it inserts rows whose first column is the company.
bool stays_with_one_company(const std::string& text, const std::set<std::string>& tenant_tables);

}  // namespace loyalty::test
