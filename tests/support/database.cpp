#include "support/database.hpp"

#include <cstdlib>
#include <stdexcept>

#include "storage/store.hpp"

namespace loyalty::test {

TemporaryFolder::TemporaryFolder() {
  auto name = (std::filesystem::temp_directory_path() / "loyalty_test_XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder for a test");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Database::Database(std::string_view engine) {
  if (engine != "sqlite") throw std::invalid_argument("no such engine in the tests");
  url_ = "sqlite:" + (folder_.path() / "loyalty.db").string();
  reopen();
}

Database::~Database() = default;

void Database::reopen() {
  store_.reset();
  store_ = storage::Store::open(url_, metrics_);
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

Instant at(std::string_view text) {
  const auto instant = parse_rfc3339(text);
  if (!instant) throw std::invalid_argument("not an instant: " + std::string(text));
  return *instant;
}

}  // namespace loyalty::test
