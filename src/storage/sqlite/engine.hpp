// The SQLite engine: one writer thread that commits many units of work at once, reader threads beside it.
#pragma once

#include <memory>
#include <string>

#include "base/metrics.hpp"
#include "storage/engine.hpp"

namespace loyalty::storage {

inline constexpr int writer_cache_kibibytes = 64 * 1024;

// Opens or makes the file. Throws StorageUnusable when it cannot be used.
std::unique_ptr<Engine> open_sqlite(const std::string& path, Metrics& metrics);

}  // namespace loyalty::storage
