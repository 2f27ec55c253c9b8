#include "command/open_store.hpp"

#include "command/failed.hpp"
#include "config/secret_key.hpp"
#include "services/secrets.hpp"
#include "storage/secret_key.hpp"

namespace loyalty {

std::unique_ptr<storage::Store> open_store(Config& config, Metrics& metrics) {
  const auto loaded = load_secret_key(config);
  if (!loaded) throw Failed(loaded.error());
  return storage::Store::open(config.database_url, metrics,
                              {.connections = config.database_connections,
                               .prepares_statements = config.database_prepared_statements});
}

std::unique_ptr<storage::Store> open_migrated_store(Config& config, Metrics& metrics) {
  auto store = open_store(config, metrics);
  if (store->is_embedded()) store->migrate();
  require_migrated(*store);
  require_own_key(*store, config);
  return store;
}

void require_migrated(storage::Store& store) {
  if (!store.is_migrated()) throw Failed("the database is not of this version: run loyalty migrate first");
}

void require_own_key(storage::Store& store, const Config& config) {
  const auto digest = Secrets(config.secret_key).key_digest();
  auto kept = store.read_now([](storage::Transaction& tx) { return storage::find_secret_key_digest(tx); });
  if (!kept) {
    kept = store.write_now(
        [&](storage::Transaction& tx) { return storage::keep_secret_key_digest(tx, digest); });
  }
  if (*kept == digest) return;
  const auto file = find_secret_key_file(config);
  throw Failed(
      "this database was made with another secret key, with this one nobody could sign in: set "
      "LOYALTY_SECRET_KEY" +
      (file ? " or restore " + *file : std::string()) + " from a backup or another server");
}

}  // namespace loyalty
