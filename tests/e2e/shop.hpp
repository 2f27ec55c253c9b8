// One company with a shop, its people and a program, made over HTTP on a server of its own.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "e2e/client.hpp"
#include "e2e/place.hpp"
#include "e2e/program.hpp"

namespace loyalty::e2e {

inline constexpr const char* api = "/api/v1";
inline constexpr const char* password = "kachelofen-und-zimt";
inline constexpr const char* staff_pin = "48613957";

struct EnrolledCard {
  std::string number;
  std::string qr_code;
  std::string token;  // of the holder's page
};

struct ShopOptions {
  std::string program = R"({"loyalty_type":"stamps","card_name":"Café","stamps_target":10,)"
                        R"("stamps_reward_description":"Ee Kaffi","cooldown_minutes":0,)"
                        R"("max_daily_stamps":1000,"require_staff_pin":false})";
  ServerOptions server = {};
  std::string database_url = {};  // migrated; empty: a throw-away one on the chosen engine
};

class Shop {
 public:
  Shop() : Shop(ShopOptions()) {}
  explicit Shop(const ShopOptions& options);

  Server& server() { return *server_; }
  std::uint16_t port() const { return server_->port(); }
  // Connected to the server that runs now.
  Client& client() { return *client_; }
  const std::string& database_url() const { return database_url_; }

  const std::string& admin() const { return admin_; }
  const std::string& owner() const { return owner_; }
  const std::string& manager() const { return manager_; }
  const std::string& staff() const { return staff_; }
  const std::string& company_id() const { return company_id_; }

  // A new server on the same database, after the old one ended.
  void start_again();
  // The same on another database, to which it was moved.
  void move_to(const std::string& database_url, const Settings& settings = {});

  // Each throws with the answer when it is not the one to expect.
  EnrolledCard enrol(const std::string& name);
  std::string sign_in(const std::string& email);
  void change_program(const std::string& patch);
  Reply expect(int status, const Ask& ask);
  // All entries of a list, page by page, as JSON objects.
  std::vector<boost::json::value> list_all(const std::string& target, const std::string& token);

  Ask stamp(const std::string& card, const std::string& key = {}) const;

 private:
  void make_people();

  std::optional<Place> own_place_;
  std::string database_url_;
  ServerOptions server_options_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<Client> client_;
  std::string admin_, owner_, manager_, staff_, company_id_;
};

// "loyalty user create" for the first administrator of a database.
Finished create_admin(const std::string& database_url);

// What the program's own `ledger verify` says: one line for each difference, and how much there is. A server
// may run meanwhile.
struct Ledger {
  std::vector<std::string> faults;
  int cards = 0;
  int lots = 0;
};
Ledger check_ledger(const std::string& database_url);

// There is no clock to turn: the last moment of all points that still have one is moved to now instead.
void let_points_run_out(const std::string& database_url);

}  // namespace loyalty::e2e
