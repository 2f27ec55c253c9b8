// An address that was accepted is printable, has one @, and is accepted again, unchanged.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "base/contact.hpp"
#include "base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto address = loyalty::normalise_email({reinterpret_cast<const char*>(data), size});
  if (!address) return 0;
  if (address->size() > 254 || !loyalty::is_printable(*address)) std::abort();
  if (std::ranges::count(*address, '@') != 1) std::abort();
  if (loyalty::normalise_email(*address) != address) std::abort();
  return 0;
}
