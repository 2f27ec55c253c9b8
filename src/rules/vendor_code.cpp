#include "rules/vendor_code.hpp"

namespace loyalty {

std::optional<std::string> normalise_vendor_code(std::string_view text) {
  if (text.size() < 2 || text.size() > 40) return std::nullopt;
  std::string code(text);
  for (char& c : code) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
    const bool is_allowed = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (!is_allowed) return std::nullopt;
  }
  return code;
}

}  // namespace loyalty
