// A copy of an SQLite database as it is at one moment, while a server goes on using it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace loyalty::storage {

// Bytes copied so far, of all.
using BackupProgress = std::function<void(std::int64_t done, std::int64_t all)>;

// Makes `file`, which must not exist: it appears when it is whole, checked and on the disk. The number of its
// bytes. Throws StorageUnusable or StorageFull with a line that says what to do.
std::int64_t back_up_sqlite(const std::string& database, const std::string& file,
                            const BackupProgress& report);

}  // namespace loyalty::storage
