#include "schemas/enrolment.hpp"

namespace loyalty {

void check_shape(const EnrolRequest& request, Reading& reading) {
  const bool has_contact = request.email || request.phone;
  if (!has_contact && !reading.has_fault_in("email") && !reading.has_fault_in("phone")) {
    reading.add_fault_in("email", "email_or_phone_required");
  }
  if (!request.terms_accepted && !reading.has_fault_in("terms_accepted")) {
    reading.add_fault_in("terms_accepted", "must_be_accepted");
  }
}

}  // namespace loyalty
