#include "schemas/session.hpp"

namespace loyalty {

std::vector<UserVendorAnswer> to_answer(const std::vector<UserVendor>& vendors) {
  std::vector<UserVendorAnswer> answers;
  answers.reserve(vendors.size());
  for (const UserVendor& vendor : vendors) {
    answers.push_back({.id = vendor.id, .code = vendor.code, .name = vendor.name});
  }
  return answers;
}

SignedInUser to_answer(const Caller& caller) {
  return {.id = caller.user_id,
          .email = caller.email,
          .name = caller.name,
          .role = caller.role,
          .company_id = caller.company_id,
          .vendors = to_answer(caller.vendors)};
}

}  // namespace loyalty
