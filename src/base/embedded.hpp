// Files that the build put inside the program (cmake/house.cmake, embed_files).
#pragma once

#include <string_view>
#include <vector>

namespace loyalty::embedded {

struct File {
  std::string_view name;   // path inside the embedded folder
  std::string_view bytes;  // followed by a zero byte that is not counted
};

std::vector<File> migrations();  // src/storage/migrations
std::vector<File> locales();     // locales
std::vector<File> web();         // web/dist
std::vector<File> fonts();       // the web's Figtree, for what the server draws

}  // namespace loyalty::embedded
