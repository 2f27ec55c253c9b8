#include "drawing/glyphs.hpp"

namespace loyalty::drawing {
namespace {

constexpr std::string_view folder = "glyphs/";
constexpr std::string_view ending = ".svg";

// What each path element draws; a stroke of none is the box around the drawing.
std::vector<std::string_view> list_paths(std::string_view svg) {
  constexpr std::string_view element = "<path ";
  constexpr std::string_view attribute = " d=\"";
  std::vector<std::string_view> paths;
  for (auto at = svg.find(element); at != std::string_view::npos; at = svg.find(element, at + 1)) {
    const auto tag = svg.substr(at, svg.find('>', at) - at);
    const auto begin = tag.find(attribute);
    if (begin == std::string_view::npos || tag.find("stroke=\"none\"") != std::string_view::npos) continue;
    const auto path = tag.substr(begin + attribute.size());
    paths.push_back(path.substr(0, path.find('"')));
  }
  return paths;
}

}  // namespace

Glyphs::Glyphs(const std::vector<embedded::File>& web_files) {
  for (const auto& file : web_files) {
    if (!file.name.starts_with(folder) || !file.name.ends_with(ending)) continue;
    const auto name = file.name.substr(folder.size(), file.name.size() - folder.size() - ending.size());
    paths_[name] = list_paths(file.bytes);
  }
}

std::vector<std::string_view> Glyphs::find(std::string_view name) const {
  const auto found = paths_.find(name);
  return found == paths_.end() ? std::vector<std::string_view>() : found->second;
}

}  // namespace loyalty::drawing
