#include "routes/password.hpp"

#include "base/bcrypt.hpp"
#include "http/offload.hpp"
#include "rules/password.hpp"

namespace loyalty {

std::vector<FieldFault> find_password_faults(std::string_view field, std::string_view password,
                                             std::string_view email) {
  const auto fault = find_password_fault(password, email);
  if (!fault) return {};
  const bool is_address = *fault == PasswordFault::contains_email;
  return {{.field = std::string(field), .code = is_address ? "contains_email" : "too_common"}};
}

awaitable<std::string> hash_password(Call& call, std::string_view password) {
  auto& services = call.services;
  co_return co_await http::offload(services.hashing, [&] {
    return hash_bcrypt(services.secrets.pepper_password(password), services.config.bcrypt_cost);
  });
}

}  // namespace loyalty
