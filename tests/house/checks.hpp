// The rules of docs/architecture.md that a program can check, each as a function from files to faults.
#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace loyalty::house {

struct File {
  std::string path;  // from the root of the tree, with slashes
  std::string text;
};

struct Fault {
  std::string path;
  std::size_t line;
  std::string message;

  bool operator==(const Fault&) const = default;
};

void PrintTo(const Fault& fault, std::ostream* out);

using Faults = std::vector<Fault>;

Faults check_includes(const File& file);                  // direction of the layers
Faults check_storage_of_routes(const File& file);         // routes know storage's door and no table
Faults check_libraries(const File& file);                 // headers of engines and of JSON, each in its place
Faults check_coroutines(const File& file);                // co_await where a request or an answer is handled
Faults check_clock(const File& file);                     // clock and random device in base
Faults check_sql(const File& file);                       // SQL in storage
Faults check_append_only(const File& file);               // no change to loyalty_transactions
Faults check_card_writes(const File& file);               // cards and their history change by one door
Faults check_size(const File& file);                      // lines of a file and of a function, columns
Faults check_header(const File& file);                    // #pragma once and a first sentence
Faults check_markers(const File& file);                   // no work left over
Faults check_migrations(std::vector<std::string> names);  // numbered from 0001 without a gap

// Suites of a layer are called after the file that they test, or lie in tests/<layer>/whole.
Faults check_twins(const std::vector<std::string>& paths);

// Links of a page of documentation to files that `exists` (given a path from the root) does not know.
Faults check_links(const File& page, const std::function<bool(const std::string&)>& exists);

}  // namespace loyalty::house
