#include "storage/pins.hpp"

#include "storage/row.hpp"

namespace loyalty::storage {
namespace {

constexpr auto pin_row =
    row_of("staff_pins", key("company_id", &StaffPin::company_id), key("id", &StaffPin::id),
           column("name", &StaffPin::name), column("pin_digest", &StaffPin::pin_digest).null_when_empty(),
           column("pin_hash", &StaffPin::pin_hash), column("pin_version", &StaffPin::pin_version),
           column("is_active", &StaffPin::is_active), fixed("vendor_id", &StaffPin::vendor_id),
           fixed("is_deleted", &StaffPin::is_deleted), fixed("failed_attempts", &StaffPin::failed_attempts),
           fixed("locked_until", &StaffPin::locked_until), fixed("last_used_at", &StaffPin::last_used_at),
           fixed("created_at", &StaffPin::created_at));
const std::string one_pin =
    "SELECT " + pin_row.columns() + " FROM staff_pins WHERE company_id = $1 AND id = $2 AND is_deleted = 0";

const Sql select_pin{one_pin};
const Sql select_pin_locked{one_pin, "staff_pins"};
const Sql select_pin_by_digest{
    "SELECT " + pin_row.columns() +
    " FROM staff_pins WHERE company_id = $1 AND vendor_id = $2 AND pin_digest = $3"};
const Sql select_pins{
    "SELECT " + pin_row.columns() +
    " FROM staff_pins WHERE company_id = $1 AND vendor_id = $2 AND is_deleted = 0 AND id < $3 "
    "ORDER BY id DESC LIMIT $4"};
const Sql insert_pin_row{pin_row.insert() + " ON CONFLICT DO NOTHING"};
const Sql select_digest_owner{
    "SELECT id FROM staff_pins WHERE company_id = $1 AND vendor_id = $2 AND pin_digest = $3 AND id <> $4"};
const Sql update_pin{pin_row.update()};
const Sql update_pin_deleted{
    "UPDATE staff_pins SET is_deleted = 1, is_active = 0, pin_digest = NULL, pin_hash = '' "
    "WHERE company_id = $1 AND id = $2"};
const Sql update_failures{
    "UPDATE staff_pins SET failed_attempts = $3, locked_until = $4 WHERE company_id = $1 AND id = $2"};
const Sql update_used{"UPDATE staff_pins SET last_used_at = $3 WHERE company_id = $1 AND id = $2"};

const std::string one_terminal =
    "SELECT failed_attempts, locked_until FROM terminal_lockouts "
    "WHERE company_id = $1 AND vendor_id = $2 AND session_id = $3";
const Sql select_terminal{one_terminal};
const Sql select_terminal_locked{one_terminal, "terminal_lockouts"};
const Sql insert_terminal{
    "INSERT INTO terminal_lockouts (company_id, vendor_id, session_id, failed_attempts, locked_until, "
    "updated_at) "
    "VALUES ($1, $2, $3, 0, NULL, $4) ON CONFLICT DO NOTHING"};
const Sql upsert_terminal{
    "INSERT INTO terminal_lockouts (company_id, vendor_id, session_id, failed_attempts, locked_until, "
    "updated_at) "
    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (company_id, vendor_id, session_id) DO UPDATE SET "
    "failed_attempts = excluded.failed_attempts, locked_until = excluded.locked_until, updated_at = "
    "excluded.updated_at"};
const Sql delete_terminal{
    "DELETE FROM terminal_lockouts WHERE company_id = $1 AND vendor_id = $2 AND session_id = $3"};
const Sql delete_terminals{"DELETE FROM terminal_lockouts WHERE company_id = $1 AND vendor_id = $2"};

PinFailures read_failures(Columns& row) {
  return {.attempts = row.integer(), .locked_until = row.maybe_instant()};
}

}  // namespace

std::optional<StaffPin> find_pin(Transaction& tx, CompanyId company, PinId id) {
  return tx.find(select_pin, {company, id}, pin_row);
}

std::optional<StaffPin> lock_pin(Transaction& tx, CompanyId company, PinId id) {
  return tx.find(select_pin_locked, {company, id}, pin_row);
}

std::optional<StaffPin> find_pin_by_digest(Transaction& tx, CompanyId company, VendorId vendor,
                                           std::string_view digest) {
  return tx.find(select_pin_by_digest, {company, vendor, digest}, pin_row);
}

std::vector<StaffPin> list_pins(Transaction& tx, CompanyId company, VendorId vendor,
                                std::optional<PinId> before, std::int64_t limit) {
  return tx.list(select_pins, {company, vendor, before ? to_integer(*before) : INT64_MAX, limit}, pin_row);
}

bool insert_pin(Transaction& tx, const StaffPin& pin) {
  return tx.execute(insert_pin_row, pin_row.values(pin)) == 1;
}

bool set_pin(Transaction& tx, const StaffPin& pin) {
  const auto owner = tx.find(select_digest_owner, {pin.company_id, pin.vendor_id, pin.pin_digest, pin.id},
                             [](Columns& row) { return row.id<PinId>(); });
  if (owner) return false;
  // The same digits may have been taken since they were looked up.
  tx.claim(update_pin, pin_row.changes(pin));
  return true;
}

void delete_pin(Transaction& tx, CompanyId company, PinId id) { tx.send(update_pin_deleted, {company, id}); }

void set_pin_failures(Transaction& tx, CompanyId company, PinId id, const PinFailures& failures) {
  tx.send(update_failures, {company, id, failures.attempts, failures.locked_until});
}

void set_pin_used(Transaction& tx, CompanyId company, PinId id, Instant now) {
  tx.send(update_used, {company, id, now});
}

std::optional<PinFailures> find_terminal_failures(Transaction& tx, CompanyId company, VendorId vendor,
                                                  SessionId session) {
  return tx.find(select_terminal, {company, vendor, session}, read_failures);
}

PinFailures lock_terminal_failures(Transaction& tx, CompanyId company, VendorId vendor, SessionId session,
                                   Instant now) {
  tx.send(insert_terminal, {company, vendor, session, now});
  return *tx.find(select_terminal_locked, {company, vendor, session}, read_failures);
}

void set_terminal_failures(Transaction& tx, CompanyId company, VendorId vendor, SessionId session,
                           const PinFailures& failures, Instant now) {
  tx.send(upsert_terminal, {company, vendor, session, failures.attempts, failures.locked_until, now});
}

void delete_terminal_failures(Transaction& tx, CompanyId company, VendorId vendor, SessionId session) {
  tx.send(delete_terminal, {company, vendor, session});
}

void delete_terminal_failures_of_vendor(Transaction& tx, CompanyId company, VendorId vendor) {
  tx.send(delete_terminals, {company, vendor});
}

}  // namespace loyalty::storage
