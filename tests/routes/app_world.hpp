// The application in front of the world of the tests, asked as a client asks: a request in, an answer out.
// Every answer is held against what all answers promise.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>

#include "base/metrics.hpp"
#include "config/config.hpp"
#include "http/message.hpp"
#include "routes/app.hpp"
#include "support/database.hpp"
#include "support/world.hpp"

namespace loyalty::test {

namespace json = boost::json;

// Owner, manager and staff work for City and Park, the neighbour manages Park alone, the stranger owns Crumbs
// with its one vendor Bakery.
enum class Who { nobody, admin, owner, manager, staff, neighbour, stranger };
inline constexpr Who everybody[] = {Who::nobody, Who::admin,     Who::owner,   Who::manager,
                                    Who::staff,  Who::neighbour, Who::stranger};
std::string_view name_of(Who who);

inline constexpr std::string_view password = "correct horse 42";

using Headers = std::vector<std::pair<std::string, std::string>>;

// What is not said is in order: the caller's token, City as the vendor, JSON as the content type.
struct Ask {
  std::string method = "GET";
  std::string path = {};  // with its query; names in braces are filled in
  Who who = Who::nobody;
  std::string body = {};  // the same
  Headers headers = {};   // names in lower case; an empty value takes away what would be sent
};

struct Answer {
  int status = 0;  // 500 also when the handler threw; `fault` then says what
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  json::value json;  // null when the body is not JSON
  std::string code;
  std::string route;
  std::string fault;

  std::string header(std::string_view name) const;
  // "card.stamp_count", "items.0.id"; null when there is no such member.
  const json::value* find(std::string_view path) const;
  std::string text(std::string_view path) const;  // empty when there is no such text
  std::vector<std::string> texts(std::string_view list, std::string_view member) const;
};

struct Table {
  std::int64_t rows = 0;
  std::string content;
};
using Contents = std::map<std::string, Table>;

// By how many rows a table changes; 0 says that rows change and their number does not.
using RowChanges = std::map<std::string, int>;
void expect_rows(const Contents& before, const Contents& after, const RowChanges& changes);

class AppWorld {
 public:
  explicit AppWorld(std::string public_url = "https://cards.example");
  // On a database of its own, which `open` gives its tables.
  explicit AppWorld(const Database::Open& open);
  ~AppWorld();

  Answer ask(const Ask& ask);
  // All at once, as several clients do.
  std::vector<Answer> ask_together(const std::vector<Ask>& asks);
  Contents contents();
  // Runs the text as it is; for breaking the database.
  void execute(const std::string& sql);
  // "{elise}" and the like as they are called in this world.
  std::string fill(std::string text) const;
  http::Request make_request(const Ask& ask) const;
  void call(const std::string& name, const CardWithCustomer& holder);
  void call(const std::string& name, std::string value) { names_[name] = std::move(value); }
  App& app() { return *app_; }

  Database database;
  World world{database};
  Metrics& metrics = database.metrics();
  Config config;

 private:
  AppWorld(std::string public_url, Tables tables, const Database::Open& open);
  void employ_everybody(storage::Transaction& tx);
  void employ(storage::Transaction& tx, Who who, Role role, std::optional<CompanyId> company,
              const std::vector<VendorId>& vendors);
  void name_things();

  std::map<std::string, std::string> names_;
  std::string password_hash_;
  boost::asio::io_context io_;
  IdSource ids_;
  std::unique_ptr<App> app_;
};

std::string token_of(Who who);

}  // namespace loyalty::test
