// The Cookie header: what comes out lies inside what came in, and both ways to read it agree.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>

#include "http/cookies.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool lies_inside(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view header(reinterpret_cast<const char*>(data), size);
  std::set<std::string_view> seen;
  for (const auto& [name, value] : loyalty::http::parse_cookies(header)) {
    require(!name.empty() && lies_inside(name, header) && lies_inside(value, header));
    if (seen.insert(name).second) require(loyalty::http::find_cookie(header, name) == value);
  }
  return 0;
}
