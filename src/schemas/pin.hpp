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

// A lock that has run out by `now` is not shown.
struct PinAnswer {
  static constexpr std::string_view schema_name = "Pin";
  const StaffPin& pin = blank<StaffPin>();
  Instant now{};

  std::optional<Instant> locked_until() const {
    return pin.locked_until > now ? pin.locked_until : std::nullopt;
  }
};
template <class Fields>
void describe_fields(Fields& f, const PinAnswer& a) {
  f("id", a.pin.id);
  f("name", a.pin.name);
  f("is_active", a.pin.is_active);
  f("failed_attempts", a.pin.failed_attempts);
  f("locked_until", a.locked_until());
  f("last_used_at", a.pin.last_used_at);
  f("created_at", a.pin.created_at);
}

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
