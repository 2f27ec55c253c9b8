// Whole databases: everything that one holds as text, and rows that are hard to carry over in every table.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "storage/transaction.hpp"

namespace loyalty::test {

struct ColumnInfo {
  std::string table;
  std::string name;
  bool is_integer = false;
  bool is_nullable = false;
};
// The columns of every table, without the program's own books, schema_migrations and task_leases.
std::map<std::string, std::vector<ColumnInfo>> read_columns(const std::string& url);

// The rows of every table, sorted; without those books. Opens the database for the time of the call, as do
// the others.
std::map<std::string, std::vector<std::string>> read_all_rows(const std::string& url);

// Puts so many rows into every table: the smallest and the largest numbers, empty texts and none at all, and
// letters that mean something to one engine or the other.
void fill_every_table(const std::string& url, int rows);

// One statement.
void run_sql(const std::string& url, const std::string& text);

}  // namespace loyalty::test
