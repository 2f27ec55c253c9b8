#include "schemas/pin.hpp"

namespace loyalty {

PinAnswer to_answer(const StaffPin& pin, Instant now) {
  const bool is_locked = pin.locked_until && *pin.locked_until > now;
  return {.id = pin.id,
          .name = pin.name,
          .is_active = pin.is_active,
          .failed_attempts = pin.failed_attempts,
          .locked_until = is_locked ? pin.locked_until : std::nullopt,
          .last_used_at = pin.last_used_at,
          .created_at = pin.created_at};
}

}  // namespace loyalty
