#include "e2e/shop.hpp"

#include <sstream>
#include <stdexcept>

#include "base/instant.hpp"
#include "base/metrics.hpp"
#include "storage/store.hpp"

namespace loyalty::e2e {
namespace {

std::string path(const std::string& rest) { return api + rest; }

// "companies 1, cards 12, ..." of the summary.
int find_count(const std::string& summary, const std::string& name) {
  const auto at = summary.find(name + " ");
  if (at == std::string::npos)
    throw std::runtime_error("the ledger's summary lacks " + name + ": " + summary);
  return std::stoi(summary.substr(at + name.size() + 1));
}

}  // namespace

Finished create_admin(const std::string& database_url) {
  return run({.arguments = {"user", "create", "--email", "admin@loyalty.test", "--role", "admin"},
              .settings = make_settings(database_url),
              .input = std::string(password) + "\n"});
}

Shop::Shop(const ShopOptions& options)
    : database_url_(options.database_url), server_options_(options.server) {
  if (database_url_.empty()) database_url_ = own_place_.emplace().url();
  const auto created = create_admin(database_url_);
  if (created.exit_code != 0) throw std::runtime_error("no administrator: " + created.errors);
  start_again();
  make_people();
  expect(201, {.method = "POST",
               .target = path("/vendor/loyalty/program"),
               .token = manager_,
               .body = options.program});
  expect(201, {.method = "POST",
               .target = path("/vendor/loyalty/pins"),
               .token = manager_,
               .body = R"({"name":"Maja","pin":")" + std::string(staff_pin) + "\"}"});
}

void Shop::start_again() {
  server_.reset();
  server_ = std::make_unique<Server>(database_url_, server_options_);
  client_ = std::make_unique<Client>(server_->port());
}

void Shop::move_to(const std::string& database_url, const Settings& settings) {
  database_url_ = database_url;
  server_options_.settings = settings;
  start_again();
}

void Shop::make_people() {
  admin_ = sign_in("admin@loyalty.test");
  const auto company = expect(201, {.method = "POST",
                                    .target = path("/admin/companies"),
                                    .token = admin_,
                                    .body = R"({"name":"Bäckerei Thill","country":"LU"})"});
  company_id_ = company.text("/id");
  expect(201, {.method = "POST",
               .target = path("/admin/companies/" + company_id_ + "/vendors"),
               .token = admin_,
               .body = R"({"code":"cafe","name":"Café um Eck"})"});
  const auto add = [&](const std::string& role, const std::string& belonging) {
    expect(201, {.method = "POST",
                 .target = path("/admin/users"),
                 .token = admin_,
                 .body = R"({"email":")" + role + R"(@loyalty.test","password":")" + password +
                         R"(","name":"Kim","role":")" + role + "\"," + belonging + "}"});
    return sign_in(role + "@loyalty.test");
  };
  owner_ = add("owner", R"("company_id":")" + company_id_ + "\"");
  manager_ = add("manager", R"("vendor_codes":["CAFE"])");
  staff_ = add("staff", R"("vendor_codes":["CAFE"])");
}

std::string Shop::sign_in(const std::string& email) {
  return expect(200, {.method = "POST",
                      .target = path("/auth/login"),
                      .body = R"({"email":")" + email + R"(","password":")" + password + "\"}"})
      .text("/token");
}

EnrolledCard Shop::enrol(const std::string& name) {
  const auto reply = expect(201, {.method = "POST",
                                  .target = path("/loyalty/enroll/CAFE"),
                                  .body = R"({"first_name":")" + name + R"(","email":")" + name +
                                          R"(@example.org","terms_accepted":true})"});
  const auto url = reply.text("/card_url");
  return {.number = reply.text("/card/card_number"),
          .qr_code = reply.text("/qr_code_data"),
          .token = url.substr(url.rfind('/') + 1)};
}

void Shop::change_program(const std::string& patch) {
  expect(200,
         {.method = "PATCH", .target = path("/vendor/loyalty/program"), .token = manager_, .body = patch});
}

Reply Shop::expect(int status, const Ask& ask) {
  auto reply = client_->ask(ask);
  if (reply.status == status) return reply;
  throw std::runtime_error(ask.method + " " + ask.target + " is answered with " +
                           std::to_string(reply.status) + ": " + reply.body);
}

std::vector<boost::json::value> Shop::list_all(const std::string& target, const std::string& token) {
  std::vector<boost::json::value> all;
  std::string cursor;
  do {
    const auto more = (target.find('?') == std::string::npos ? "?limit=200" : "&limit=200") + cursor;
    const auto page = expect(200, {.target = target + more, .token = token}).json();
    for (const auto& item : page.at("items").as_array()) all.push_back(item);
    const auto& next = page.at("next_cursor");
    cursor = next.is_null() ? "" : "&cursor=" + std::string(next.as_string());
  } while (!cursor.empty());
  return all;
}

Ask Shop::stamp(const std::string& card, const std::string& key) const {
  return {.method = "POST",
          .target = path("/vendor/loyalty/stamp"),
          .token = staff_,
          .body = R"({"card":")" + card + "\"}",
          .key = key};
}

Ledger check_ledger(const std::string& database_url) {
  const auto verified = run({.arguments = {"ledger", "verify"}, .settings = make_settings(database_url)});
  Ledger ledger;
  std::istringstream lines(verified.output);
  for (std::string line; std::getline(lines, line);) ledger.faults.push_back(line);
  if (ledger.faults.empty()) throw std::runtime_error("the ledger is not verified: " + verified.errors);
  ledger.cards = find_count(ledger.faults.back(), "cards");
  ledger.lots = find_count(ledger.faults.back(), "lots");
  ledger.faults.pop_back();
  if (ledger.faults.empty() != (verified.exit_code == 0)) ledger.faults.push_back(verified.errors);
  return ledger;
}

void let_points_run_out(const std::string& database_url) {
  static const storage::Sql set_lots{"UPDATE point_lots SET expires_at = $1 WHERE expires_at > $1"};
  static const storage::Sql set_cards{
      "UPDATE loyalty_cards SET next_expiry_at = $1 WHERE next_expiry_at > $1"};
  Metrics metrics;
  const auto store = storage::Store::open(database_url, metrics, {.connections = 1});
  store->write_now([now = system_now()](storage::Transaction& tx) {
    tx.execute(set_lots, {now});
    return tx.execute(set_cards, {now});
  });
}

}  // namespace loyalty::e2e
