#include "command/open_store.hpp"

#include "command/failed.hpp"
#include "config/secret_key.hpp"

namespace loyalty {

std::unique_ptr<storage::Store> open_store(Config& config, Metrics& metrics) {
  const auto loaded = load_secret_key(config);
  if (!loaded) throw Failed(loaded.error());
  return storage::Store::open(config.database_url, metrics);
}

std::unique_ptr<storage::Store> open_migrated_store(Config& config, Metrics& metrics) {
  auto store = open_store(config, metrics);
  store->migrate();
  return store;
}

}  // namespace loyalty
