// A number that was accepted is E.164 and is accepted again, unchanged.
#include <cstdint>
#include <cstdlib>

#include "base/contact.hpp"
#include "base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string_view country = input.substr(0, 2);
  const std::string_view text = input.substr(country.size());
  const auto number = loyalty::normalise_phone(text, country);
  loyalty::national_digits(text);
  if (!number) return 0;
  if (number->size() < 8 || number->size() > 16 || number->front() != '+') std::abort();
  if (!loyalty::is_digits(std::string_view(*number).substr(1))) std::abort();
  if (loyalty::national_digits(*number).empty()) std::abort();
  if (loyalty::normalise_phone(*number, "LU") != number) std::abort();
  return 0;
}
