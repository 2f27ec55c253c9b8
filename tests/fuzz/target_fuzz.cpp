// The request target: whatever comes in, what comes out is clean text within its bounds.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "http/target.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_clean(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  }
  return loyalty::is_utf8(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto target = loyalty::http::parse_target(text);
  if (!target) return 0;
  require(target->path.starts_with('/') && target->path.size() <= size && is_clean(target->path));
  require(target->query.size() <= loyalty::http::query_parameters_max);
  const std::string path = target->path + '/';
  require(path.find("/../") == std::string::npos && path.find("/./") == std::string::npos);
  for (const auto& [name, value] : target->query) require(is_clean(name) && is_clean(value));
  return 0;
}
