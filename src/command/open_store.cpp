#include "command/open_store.hpp"

#include "command/failed.hpp"
#include "config/secret_key.hpp"

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
  return store;
}

void require_migrated(storage::Store& store) {
  if (!store.is_migrated()) throw Failed("the database is not of this version: run loyalty migrate first");
}

}  // namespace loyalty
