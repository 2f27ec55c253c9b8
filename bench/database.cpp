#include "bench/database.hpp"

#include <filesystem>
#include <string_view>

#include <fmt/format.h>

#include "support/postgres_session.hpp"

namespace loyalty::bench {
namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";

std::string database_of(const std::string& url) { return url.substr(url.rfind('/') + 1); }

}  // namespace

bool is_sqlite(const std::string& url) { return url.starts_with(sqlite_scheme); }
std::string url_of_file(const std::string& path) { return std::string(sqlite_scheme) + path; }
std::string path_of(const std::string& url) { return url.substr(sqlite_scheme.size()); }

DatabaseCopy::DatabaseCopy(const std::string& seeded_url, const std::string& folder, const std::string& name)
    : name_("copy_" + name),
      url_(is_sqlite(seeded_url) ? url_of_file(folder + "/" + name + ".db")
                                 : test::with_database(seeded_url, name_)) {
  remove();
  if (is_sqlite(url_)) {
    std::filesystem::copy_file(path_of(seeded_url), path_of(url_));
  } else {
    test::PostgresSession(test::with_database(url_, "postgres"))
        .run(
            fmt::format("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name_, database_of(seeded_url)));
  }
}

void DatabaseCopy::remove() const {
  std::error_code ignored;
  if (is_sqlite(url_)) {
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path_of(url_) + suffix, ignored);
    return;
  }
  try {
    test::PostgresSession(test::with_database(url_, "postgres"))
        .run(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name_));
  } catch (const std::exception& failure) {
    // It goes away with its server.
    fmt::print(stderr, "{} is left: {}", name_, failure.what());
  }
}

}  // namespace loyalty::bench
