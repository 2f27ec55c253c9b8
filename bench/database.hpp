// The bench's databases, on either engine known by their URL.
#pragma once

#include <string>

namespace loyalty::bench {

bool is_sqlite(const std::string& url);
std::string url_of_file(const std::string& path);
// Of an SQLite database.
std::string path_of(const std::string& url);

// One of its own for each who writes, gone at the end. Nobody is connected to the seeded one meanwhile.
class DatabaseCopy {
 public:
  // `name` tells it from other copies; a file of SQLite lies in the folder.
  DatabaseCopy(const std::string& seeded_url, const std::string& folder, const std::string& name);
  ~DatabaseCopy() { remove(); }
  DatabaseCopy(const DatabaseCopy&) = delete;
  DatabaseCopy& operator=(const DatabaseCopy&) = delete;

  const std::string& url() const { return url_; }

 private:
  void remove() const;

  std::string name_;
  std::string url_;
};

}  // namespace loyalty::bench
