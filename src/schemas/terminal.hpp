// What a counter page needs at its start: the shape of /vendor/loyalty/terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "models/pin.hpp"
#include "schemas/company.hpp"
#include "schemas/program.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

struct TerminalStaff {
  static constexpr std::string_view schema_name = "TerminalStaff";
  const StaffPin& pin = blank<StaffPin>();
};
template <class Fields>
void describe_fields(Fields& f, const TerminalStaff& a) {
  f("id", a.pin.id);
  f("name", a.pin.name);
  f("last_used_at", a.pin.last_used_at);
}

struct TerminalLimits {
  static constexpr std::string_view schema_name = "TerminalLimits";
  const Program& program = blank<Program>();
  std::int64_t pin_max_attempts = 0;
  std::int64_t pin_lockout_minutes = 0;
};
template <class Fields>
void describe_fields(Fields& f, const TerminalLimits& a) {
  f("cooldown_minutes", a.program.cooldown_minutes);
  f("max_daily_stamps", a.program.max_daily_stamps);
  f("minimum_purchase_cents", a.program.minimum_purchase_cents);
  f("require_staff_pin", a.program.require_staff_pin);
  f("pin_max_attempts", a.pin_max_attempts);
  f("pin_lockout_minutes", a.pin_lockout_minutes);
}

struct TerminalAnswer {
  static constexpr std::string_view schema_name = "Terminal";
  VendorAnswer vendor = {};
  std::optional<ProgramAnswer> program = {};  // none before the vendor has made one
  std::vector<TerminalStaff> staff = {};
  std::optional<TerminalLimits> limits = {};  // none without a program
  bool can_send_link = false;
  Instant server_time{};
};
template <class Fields>
void describe_fields(Fields& f, const TerminalAnswer& a) {
  f("vendor", a.vendor);
  f("program", a.program);
  f("staff", a.staff, Rule{}.described("Who may type a PIN; whoever did so last comes first."));
  f("limits", a.limits);
  f("can_send_link", a.can_send_link, Rule{}.described("Whether a card's link can be sent by mail."));
  f("server_time", a.server_time);
}

}  // namespace loyalty
