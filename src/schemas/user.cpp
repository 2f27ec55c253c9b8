#include "schemas/user.hpp"

namespace loyalty {

void check_shape(const UserCreate& user, Reading& reading) {
  if (reading.has_fault_in("role")) return;
  const bool has_vendors = user.vendor_codes && !user.vendor_codes->empty();
  switch (user.role) {
    case Role::admin:
      if (user.company_id) reading.add_fault_in("company_id", "not_for_role");
      if (has_vendors) reading.add_fault_in("vendor_codes", "not_for_role");
      return;
    case Role::owner:
      if (!user.company_id && !has_vendors) reading.add_fault_in("company_id", "required_for_role");
      return;
    case Role::manager:
    case Role::staff:
      if (!has_vendors && !reading.has_fault_in("vendor_codes")) {
        reading.add_fault_in("vendor_codes", "required_for_role");
      }
      return;
  }
}

}  // namespace loyalty
