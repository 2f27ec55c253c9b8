// Moves a whole database into another one, of whichever engine. What was begun and interrupted is gone on
// with: each page of rows is compared with what the target has before anything is added and after.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace loyalty::storage {

struct TableCopy {
  std::string table;
  std::int64_t rows = 0;
  std::int64_t rows_found = 0;  // of these, were in the target already
  bool is_complete = false;     // all rows of the source are in the target, and equal
};

struct CopyResult {
  std::vector<TableCopy> tables;
  std::vector<std::string> left_out;  // tables of the source that are not this program's
};

// `report` is called after each page of rows and once more when a table is complete. An empty target gets
// this program's tables first; while it is not complete no server starts on it. A target that was complete
// already is only compared. Throws StorageUnusable or StorageBusy with a line that says what to do.
CopyResult copy_database(const std::string& from_url, const std::string& to_url,
                         const std::function<void(const TableCopy&)>& report);

}  // namespace loyalty::storage
