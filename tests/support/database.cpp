#include "support/database.hpp"

#include <cstdlib>
#include <stdexcept>

#include "storage/store.hpp"

namespace loyalty::test {
namespace {

// Enough for units of work to meet each other, and few enough to be made for each test.
constexpr int connections = 4;

}  // namespace

DatabasePlace::DatabasePlace(std::string_view engine, Tables tables) {
  if (engine == "sqlite") {
    url_ = "sqlite:" + (folder_.path() / "loyalty.db").string();
    if (tables == Tables::none) return;
    Metrics metrics;
    storage::Store::open(url_, metrics)->migrate();
  } else if (engine == "postgres" || engine == "citus") {
    url_ = server_.emplace(engine, tables).url();
  } else {
    throw std::invalid_argument("no such engine in the tests");
  }
}

Database::Database(std::string_view engine, Tables tables, Open open)
    : place_(engine, tables), open_(std::move(open)) {
  reopen();
}

Database::~Database() = default;

void Database::reopen() {
  store_.reset();
  store_ =
      open_ ? open_(url(), metrics_) : storage::Store::open(url(), metrics_, {.connections = connections});
}

int Database::migrate() { return store_->migrate(); }

bool Database::is_migrated() { return store_->is_migrated(); }

void Database::write_any(const AnyWork& work) {
  store_->write_now([&](storage::Transaction& tx) {
    work(tx);
    return true;
  });
}

void Database::read_any(const AnyWork& work) {
  store_->read_now([&](storage::Transaction& tx) {
    work(tx);
    return true;
  });
}

std::string chosen_engine() {
  const char* const name = std::getenv("LOYALTY_TEST_ENGINE");
  if (name == nullptr) return "sqlite";
  return citus_url().empty() ? name : "citus";
}

Instant at(std::string_view text) {
  const auto instant = parse_rfc3339(text);
  if (!instant) throw std::invalid_argument("not an instant: " + std::string(text));
  return *instant;
}

}  // namespace loyalty::test
