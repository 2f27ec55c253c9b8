#include "storage/pins.hpp"

namespace loyalty::storage {
namespace {

const std::string pin_columns =
    "company_id, id, vendor_id, name, pin_digest, pin_hash, pin_version, is_active, is_deleted, "
    "failed_attempts, locked_until, last_used_at, created_at";
const std::string one_pin =
    "SELECT " + pin_columns + " FROM staff_pins WHERE company_id = $1 AND id = $2 AND is_deleted = 0";

const Sql select_pin{one_pin};
const Sql select_pin_locked{one_pin, "staff_pins"};
const Sql select_pin_by_digest{
    "SELECT " + pin_columns +
    " FROM staff_pins WHERE company_id = $1 AND vendor_id = $2 AND pin_digest = $3"};
const Sql select_pins{
    "SELECT " + pin_columns +
    " FROM staff_pins WHERE company_id = $1 AND vendor_id = $2 AND is_deleted = 0 AND id < $3 "
    "ORDER BY id DESC LIMIT $4"};
const Sql insert_pin_row{
    "INSERT INTO staff_pins (" + pin_columns +
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING"};
const Sql select_digest_owner{
    "SELECT id FROM staff_pins WHERE company_id = $1 AND vendor_id = $2 AND pin_digest = $3 AND id <> $4"};
const Sql update_pin{
    "UPDATE staff_pins SET name = $3, pin_digest = $4, pin_hash = $5, pin_version = $6, is_active = $7 "
    "WHERE company_id = $1 AND id = $2"};
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

StaffPin read_pin(Columns& row) {
  return {.company_id = row.id<CompanyId>(),
          .id = row.id<PinId>(),
          .vendor_id = row.id<VendorId>(),
          .name = row.text(),
          .pin_digest = row.text(),
          .pin_hash = row.text(),
          .pin_version = row.integer(),
          .is_active = row.boolean(),
          .is_deleted = row.boolean(),
          .failed_attempts = row.integer(),
          .locked_until = row.maybe_instant(),
          .last_used_at = row.maybe_instant(),
          .created_at = row.instant()};
}

PinFailures read_failures(Columns& row) {
  return {.attempts = row.integer(), .locked_until = row.maybe_instant()};
}

}  // namespace

std::optional<StaffPin> find_pin(Transaction& tx, CompanyId company, PinId id) {
  return tx.find(select_pin, {company, id}, read_pin);
}

std::optional<StaffPin> lock_pin(Transaction& tx, CompanyId company, PinId id) {
  return tx.find(select_pin_locked, {company, id}, read_pin);
}

std::optional<StaffPin> find_pin_by_digest(Transaction& tx, CompanyId company, VendorId vendor,
                                           std::string_view digest) {
  return tx.find(select_pin_by_digest, {company, vendor, digest}, read_pin);
}

std::vector<StaffPin> list_pins(Transaction& tx, CompanyId company, VendorId vendor,
                                std::optional<PinId> before, std::int64_t limit) {
  return tx.list(select_pins, {company, vendor, before ? to_integer(*before) : INT64_MAX, limit}, read_pin);
}

bool insert_pin(Transaction& tx, const StaffPin& pin) {
  return tx.execute(insert_pin_row,
                    {pin.company_id, pin.id, pin.vendor_id, pin.name, text_or_null(pin.pin_digest),
                     pin.pin_hash, pin.pin_version, pin.is_active, pin.is_deleted, pin.failed_attempts,
                     pin.locked_until, pin.last_used_at, pin.created_at}) == 1;
}

bool set_pin(Transaction& tx, const StaffPin& pin) {
  const auto owner = tx.find(select_digest_owner, {pin.company_id, pin.vendor_id, pin.pin_digest, pin.id},
                             [](Columns& row) { return row.id<PinId>(); });
  if (owner) return false;
  // The same digits may have been taken since they were looked up.
  tx.claim(update_pin,
           {pin.company_id, pin.id, pin.name, pin.pin_digest, pin.pin_hash, pin.pin_version, pin.is_active});
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
