// What a new password must be, and how it is hashed on the compute pool.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "routes/call.hpp"

namespace loyalty {

// Beyond its length, which is a matter of the request's form: too common, or the address again.
std::vector<FieldFault> find_password_faults(std::string_view field, std::string_view password,
                                             std::string_view email);
awaitable<std::string> hash_password(Call& call, std::string_view password);

}  // namespace loyalty
