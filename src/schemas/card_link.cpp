#include "schemas/card_link.hpp"

#include "base/text.hpp"

namespace loyalty {

std::string mask_email(std::string_view email) {
  std::size_t first = 0;
  next_code_point(email, first);
  return std::string(email.substr(0, first)) + "…" + std::string(email.substr(email.rfind('@')));
}

}  // namespace loyalty
