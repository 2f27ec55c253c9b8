#include "storage/leases.hpp"

namespace loyalty::storage {
namespace {

const Sql upsert_lease{
    "INSERT INTO task_leases (task, holder, expires_at) VALUES ($1, $2, $4) ON CONFLICT (task) DO UPDATE SET "
    "holder = excluded.holder, expires_at = excluded.expires_at "
    "WHERE task_leases.holder = excluded.holder OR task_leases.expires_at <= $3"};
const Sql delete_lease{"DELETE FROM task_leases WHERE task = $1 AND holder = $2"};

}  // namespace

bool take_lease(Transaction& tx, std::string_view task, LeaseHolder holder, Instant now, Instant expires_at) {
  return tx.execute(upsert_lease, {task, holder, now, expires_at}) == 1;
}

void give_up_lease(Transaction& tx, std::string_view task, LeaseHolder holder) {
  tx.execute(delete_lease, {task, holder});
}

}  // namespace loyalty::storage
