#include "base/quality.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/text.hpp"

namespace loyalty {
namespace {

int parse_thousandths(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  if (text.size() > 1 && text[1] != '.') return 0;
  int thousandths = (text[0] - '0') * 1000;
  int unit = 100;
  for (const char c : text.substr(std::min<std::size_t>(text.size(), 2))) {
    if (!is_digit(c)) return 0;
    thousandths += (c - '0') * unit;
    unit /= 10;
  }
  return thousandths <= 1000 ? thousandths : 0;
}

}  // namespace

int parse_quality(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view value = take_until(parameters, ';');
    const std::string_view name = trim(take_until(value, '='));
    if (equal_ignoring_case(name, "q")) return parse_thousandths(trim(value));
  }
  return 1000;
}

}  // namespace loyalty
