// The glyphs that a vendor can choose for its stamps, as the web build leaves them: "glyphs/coffee.svg".
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"

namespace loyalty::drawing {

class Glyphs {
 public:
  // The files' bytes must outlive it.
  explicit Glyphs(const std::vector<embedded::File>& web_files);

  // The paths of the drawing, in a box of 24; none for a name that there is not.
  std::vector<std::string_view> find(std::string_view name) const;

 private:
  std::map<std::string_view, std::vector<std::string_view>> paths_;
};

}  // namespace loyalty::drawing
