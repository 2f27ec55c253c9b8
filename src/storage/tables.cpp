#include "storage/tables.hpp"

#include <array>

namespace loyalty::storage {
namespace {

constexpr std::array<Table, 31> tables{{
    {"schema_migrations", Placement::local},
    {"companies", Placement::reference},
    {"vendor_codes", Placement::reference},
    {"users", Placement::reference},
    {"user_vendors", Placement::reference},
    {"sessions", Placement::reference},
    {"sign_in_failures", Placement::reference},
    {"task_leases", Placement::reference},
    {"secret_key_digests", Placement::reference},
    {"vendors", Placement::tenant},
    {"loyalty_programs", Placement::tenant},
    {"program_vendors", Placement::tenant},
    {"program_terms", Placement::tenant},
    {"program_rewards", Placement::tenant},
    {"staff_pins", Placement::tenant},
    {"terminal_lockouts", Placement::tenant},
    {"customers", Placement::tenant},
    {"loyalty_cards", Placement::tenant},
    {"card_search_terms", Placement::tenant},
    {"loyalty_transactions", Placement::tenant},
    {"idempotency_keys", Placement::tenant},
    {"point_lots", Placement::tenant},
    {"point_allocations", Placement::tenant},
    {"purchase_references", Placement::tenant},
    {"statistics_totals", Placement::tenant},
    {"statistics_days", Placement::tenant},
    {"statistics_expiries", Placement::tenant},
    {"statistics_last_visits", Placement::tenant},
    {"statistics_returns", Placement::tenant},
    {"counter_times", Placement::tenant},
    {"mails", Placement::tenant},
}};

}  // namespace

std::span<const Table> all_tables() { return tables; }

}  // namespace loyalty::storage
