// Files that appear under their name whole or not at all, and are on the disk then.
#pragma once

#include <string>
#include <string_view>

namespace loyalty {

// An open file; closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

// A name beside `path` that nobody else has, for what is not finished.
std::string name_draft(const std::string& path);
// Gives a finished draft its name, unless that is taken (EEXIST). 0, or what went wrong, as errno.
int publish_draft(const std::string& draft, const std::string& path);
// A new file that its owner alone can read; never replaces another. Likewise.
int write_private_file(const std::string& path, std::string_view content);

}  // namespace loyalty
