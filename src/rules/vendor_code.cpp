#include "rules/vendor_code.hpp"

#include "base/ascii.hpp"

namespace loyalty {

std::optional<std::string> normalise_vendor_code(std::string_view text) {
  if (text.size() < 2 || text.size() > 40) return std::nullopt;
  std::string code(text);
  for (char& c : code) {
    c = to_upper(c);
    if (!is_upper(c) && !is_digit(c) && c != '_' && c != '-') return std::nullopt;
  }
  return code;
}

}  // namespace loyalty
