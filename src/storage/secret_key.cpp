#include "storage/secret_key.hpp"

namespace loyalty::storage {
namespace {

const Sql select_digest{"SELECT digest FROM secret_key_digests WHERE id = 1"};
const Sql insert_digest{
    "INSERT INTO secret_key_digests (id, digest) VALUES (1, $1) ON CONFLICT (id) DO NOTHING"};

}  // namespace

std::optional<std::string> find_secret_key_digest(Transaction& tx) {
  return tx.find(select_digest, {}, [](Columns& row) { return row.text(); });
}

std::string keep_secret_key_digest(Transaction& tx, std::string_view digest) {
  tx.send(insert_digest, {digest});
  return *find_secret_key_digest(tx);
}

}  // namespace loyalty::storage
