// Staff PINs and the count of wrong ones, by person and by terminal.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "models/pin.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

// Removed PINs are not found, except by list_staff_names.
std::optional<StaffPin> find_pin(Transaction& tx, CompanyId company, PinId id);
std::optional<StaffPin> lock_pin(Transaction& tx, CompanyId company, PinId id);
std::optional<StaffPin> find_pin_by_digest(Transaction& tx, CompanyId company, VendorId vendor,
                                           std::string_view digest);
std::vector<StaffPin> list_pins(Transaction& tx, CompanyId company, VendorId vendor,
                                std::optional<PinId> before, std::int64_t limit);
// Both are false when another PIN of the vendor has these digits.
[[nodiscard]] bool insert_pin(Transaction& tx, const StaffPin& pin);
[[nodiscard]] bool set_pin(Transaction& tx, const StaffPin& pin);  // name, digits, whether active
void delete_pin(Transaction& tx, CompanyId company, PinId id);     // keeps the name for the history

void set_pin_failures(Transaction& tx, CompanyId company, PinId id, const PinFailures& failures);
void set_pin_used(Transaction& tx, CompanyId company, PinId id, Instant now);

std::optional<PinFailures> find_terminal_failures(Transaction& tx, CompanyId company, VendorId vendor,
                                                  SessionId session);
// Makes the row when there is none, so that there is something to lock.
PinFailures lock_terminal_failures(Transaction& tx, CompanyId company, VendorId vendor, SessionId session,
                                   Instant now);
void set_terminal_failures(Transaction& tx, CompanyId company, VendorId vendor, SessionId session,
                           const PinFailures& failures, Instant now);
void delete_terminal_failures(Transaction& tx, CompanyId company, VendorId vendor, SessionId session);
// Lifts the locks of all terminals of a vendor; for a manager who unlocks somebody.
void delete_terminal_failures_of_vendor(Transaction& tx, CompanyId company, VendorId vendor);

}  // namespace loyalty::storage
