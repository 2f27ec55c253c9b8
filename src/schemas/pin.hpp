// Staff PINs: shapes of /vendor/loyalty/pins. No answer ever contains a PIN, its digest or its hash.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "models/pin.hpp"
#include "schemas/checks.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

struct PinCreate {
  static constexpr std::string_view schema_name = "PinCreate";
  std::string name = {};
  std::string pin = {};
};
template <class Fields>
void describe_fields(Fields& f, PinCreate& r) {
  f("name", r.name, name_text());
  f("pin", r.pin, new_pin_text());
}

struct PinPatch {
  static constexpr std::string_view schema_name = "PinPatch";
  Patch<std::string> name = {};
  Patch<std::string> pin = {};
  Patch<bool> is_active = {};
};
template <class Fields>
void describe_fields(Fields& f, PinPatch& r) {
  f("name", r.name, name_text());
  f("pin", r.pin, new_pin_text());
  f("is_active", r.is_active);
}

struct PinAnswer {
  static constexpr std::string_view schema_name = "Pin";
  PinId id{};
  std::string_view name = {};
  bool is_active = true;
  std::int64_t failed_attempts = 0;
  std::optional<Instant> locked_until = {};
  std::optional<Instant> last_used_at = {};
  Instant created_at{};
};
template <class Fields>
void describe_fields(Fields& f, const PinAnswer& a) {
  f("id", a.id);
  f("name", a.name);
  f("is_active", a.is_active);
  f("failed_attempts", a.failed_attempts);
  f("locked_until", a.locked_until);
  f("last_used_at", a.last_used_at);
  f("created_at", a.created_at);
}
// A lock that has run out by `now` is not shown.
PinAnswer to_answer(const StaffPin& pin, Instant now);

struct PinCheckRequest {
  static constexpr std::string_view schema_name = "PinCheckRequest";
  std::string pin = {};
  std::optional<PinId> staff_pin_id = {};
};
template <class Fields>
void describe_fields(Fields& f, PinCheckRequest& r) {
  f("pin", r.pin, tried_pin_text());
  f("staff_pin_id", r.staff_pin_id);
}

struct PinCheckAnswer {
  static constexpr std::string_view schema_name = "PinCheckAnswer";
  PinId staff_pin_id{};
  std::string_view name = {};
};
template <class Fields>
void describe_fields(Fields& f, const PinCheckAnswer& a) {
  f("staff_pin_id", a.staff_pin_id);
  f("name", a.name);
}

}  // namespace loyalty
