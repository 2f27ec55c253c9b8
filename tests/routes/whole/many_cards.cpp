#include "routes/whole/many_cards.hpp"

#include "routes/route_scenarios.hpp"
#include "services/ledger.hpp"
#include "support/clones.hpp"
#include "support/smtp_server.hpp"
#include "tasks/cleanup.hpp"
#include "tasks/lease.hpp"
#include "tasks/mail_delivery.hpp"
#include "tasks/point_expiration.hpp"
#include "tasks/statistics.hpp"

namespace loyalty::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::int64_t clones_of_a_company = 200;
// A minute apart: what is kept for two days has just run out for some of them.
constexpr std::int64_t clones_for_two_days = 2'900;

Answer do_ask(AppWorld& app, const Ask& ask, int status = 200) {
  auto answer = app.ask(ask);
  EXPECT_EQ(answer.status, status) << ask.method << ' ' << ask.path << ' ' << answer.body << answer.fault;
  return answer;
}

void read(AppWorld& app, const std::string& path, Who who = Who::manager) {
  do_ask(app, {.path = path, .who = who});
}

// The first pages of a list.
void read_pages(AppWorld& app, const std::string& path) {
  std::string cursor;
  for (int page = 0; page < 3; ++page) {
    const auto answer =
        do_ask(app, {.path = path + (cursor.empty() ? "" : "&cursor=" + cursor), .who = Who::manager});
    cursor = answer.text("next_cursor");
    if (cursor.empty()) return;
  }
}

void play_scenario(AppWorld& app, const Scenario& scenario) {
  if (scenario.prepare) scenario.prepare(app);
  do_ask(app, scenario.ask, scenario.status);
}

void take_back(AppWorld& app, const std::string& id) {
  do_ask(app, {.method = "POST",
               .path = transactions_path + "/" + id + "/void",
               .who = Who::manager,
               .body = R"({"reason": "wrong card", "pin": "4711"})"});
}

Ask enrol(const std::string& vendor, const std::string& name, const std::string& contact) {
  return {.method = "POST",
          .path = "/api/v1/loyalty/enroll/" + vendor,
          .body = R"({"first_name": ")" + name + R"(", "terms_accepted": true, )" + contact + "}"};
}

std::vector<Scene> counter_scenes() {
  return {
      {"stamp by number",
       [](AppWorld& app) {
         do_ask(app, ask_stamp(Who::staff, R"({"card": "{elise.number}", "pin": "4711"})"));
       }},
      {"stamp by id",
       [](AppWorld& app) { do_ask(app, ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "4711"})")); }},
      {"stamp for somebody chosen",
       [](AppWorld& app) {
         do_ask(app,
                ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "4711", "staff_pin_id": "{anna}"})"));
       }},
      {"look up by number",
       [](AppWorld& app) { read(app, cards_path + "/lookup?code={elise.number}", Who::staff); }},
      {"stamp twice",
       [](AppWorld& app) {
         auto ask = ask_stamp(Who::staff, R"({"card": "{elise}", "pin": "4711"})");
         ask.headers.emplace_back("idempotency-key", "once");
         do_ask(app, ask);
         do_ask(app, ask);
       }},
      {"wrong pins",
       [](AppWorld& app) {
         type_wrong_pins(app, 2);
         type_wrong_pins(app, 2, "{anna}");
         stamp_elise(app);
       }},
      {"earn, take back",
       [](AppWorld& app) {
         open_points(app);
         earn(app, R"("purchase_amount_cents": 1250, "purchase_reference": "R-17", "stamps": 1)");
         take_back(app, "{earned}");
         earn(app, R"("purchase_amount_cents": 1250, "purchase_reference": "R-17")");
       }},
      {"redeem, take back, expire",
       [](AppWorld& app) {
         open_points(app);
         for (int i = 0; i < 3; ++i) earn(app, R"("purchase_amount_cents": 2000)");
         const auto spent = do_ask(app, ask_points(R"("reward_id": "{tea}")", points_redeem_path));
         take_back(app, spent.text("transaction.id"));
         app.world.pass(hours{24 * 12});
         earn(app, R"("purchase_amount_cents": 2000)");
         read(app, cards_path + "/{elise}", Who::staff);
       }},
  };
}

std::vector<Scene> list_scenes() {
  return {
      {"pages of cards", [](AppWorld& app) { read_pages(app, cards_path + "?limit=50"); }},
      {"pages of active cards",
       [](AppWorld& app) { read_pages(app, cards_path + "?status=active&limit=50"); }},
      {"blocked cards", [](AppWorld& app) { read_pages(app, cards_path + "?status=blocked&limit=50"); }},
      {"search for one", [](AppWorld& app) { read_pages(app, cards_path + "?limit=50&search=anton777"); }},
      {"search for two words",
       [](AppWorld& app) { read_pages(app, cards_path + "?limit=50&search=anton7+brandt77"); }},
      {"search for two words of everybody",
       [](AppWorld& app) { read_pages(app, cards_path + "?limit=50&search=ant+bra"); }},
      {"search for many", [](AppWorld& app) { read_pages(app, cards_path + "?limit=50&search=ant"); }},
      {"pages of history", [](AppWorld& app) { read_pages(app, transactions_path + "?limit=50"); }},
      {"history of a kind",
       [](AppWorld& app) {
         read_pages(app, transactions_path + "?limit=50&type=stamp_earned&staff_pin_id={anna}&to=2026-11-19");
       }},
      {"history of a card",
       [](AppWorld& app) {
         stamp_elise(app);
         read_pages(app, transactions_path + "?limit=50&card={elise.number}&type=stamp_earned");
       }},
      {"export of a morning", [](AppWorld& app) { read(app, export_path + "?from=2026-11-20T05:00:00Z"); }},
      {"statistics of a year", [](AppWorld& app) { read(app, statistics_path + "?days=365"); }},
      {"pages of the platform",
       [](AppWorld& app) {
         for (const char* const list : {"companies", "vendors", "users", "loyalty/programs"}) {
           const auto path = std::string("/api/v1/admin/") + list + "?limit=50";
           const auto first = do_ask(app, {.path = path, .who = Who::admin});
           const auto cursor = first.text("next_cursor");
           if (!cursor.empty()) read(app, path + "&cursor=" + cursor, Who::admin);
         }
       }},
      {"enrol again",
       [](AppWorld& app) {
         open_mail(app);
         do_ask(app, enrol("CITY", "Elise", R"("email": "elise@example.org")"));
         do_ask(app, enrol("CITY", "Jean", R"("phone": "+33612345678")"));
       }},
  };
}

void send_mails(AppWorld& app) {
  const SmtpServer server;
  outgoing::Courier courier;
  IdSource ids{8};
  run_mail_delivery({.store = app.database.store(),
                     .ids = ids,
                     .metrics = app.metrics,
                     .courier = courier,
                     .mail_post = MailPost{.server = {.host = "127.0.0.1",
                                                      .port = server.port(),
                                                      .security = outgoing::Security::none},
                                           .from = {.name = {}, .address = "cards@shop.example"},
                                           .public_url = "https://cards.example"},
                     .clock = [&] { return app.world.now; }});
}

void verify_ledger(AppWorld& app) {
  const auto& card = app.world.elise.card;
  app.database.read([&](storage::Transaction& tx) {
    verify_card(tx, card.company_id, card.id, RowOrder::strict);
    verify_cards(tx, card.company_id, std::nullopt, 50);
    verify_references(tx, card.company_id, std::nullopt, 50);
  });
}

std::vector<Scene> task_scenes() {
  return {
      {"clean up", [](AppWorld& app) { run_cleanup(app.database.store(), app.world.now); }},
      {"roll up",
       [](AppWorld& app) {
         stamp_elise(app);
         run_statistics(app.database.store(), app.world.now + hours{1});
       }},
      // Of the clones the oldest.
      {"roll up anew",
       [](AppWorld& app) {
         rebuild_statistics(app.database.store(), app.world.now - minutes{clones_of_a_card_max - 50});
       }},
      {"expire",
       [](AppWorld& app) {
         IdSource ids{8};
         run_point_expiration(app.database.store(), ids, app.world.now + hours{24 * 10},
                              {.cards_per_write = 20, .writes_per_run = 3});
       }},
      {"send mails", send_mails},
      {"take a lease",
       [](AppWorld& app) {
         TaskLease lease(app.database.store(), "a task", storage::LeaseHolder{7},
                         [&] { return app.world.now; });
         EXPECT_TRUE(lease.run([] { return true; }));
       }},
      {"verify the ledger", verify_ledger},
  };
}

}  // namespace

std::vector<Scene> all_scenes() {
  std::vector<Scene> all;
  for (const auto& scenario : route_scenarios()) {
    all.push_back({scenario.name, [&scenario](AppWorld& app) { play_scenario(app, scenario); }});
  }
  for (const auto make : {counter_scenes, list_scenes, task_scenes}) {
    for (auto& scene : make()) all.push_back(std::move(scene));
  }
  return all;
}

void enrol_templates(AppWorld& app) {
  do_ask(app,
         {.method = "POST",
          .path = "/api/v1/admin/companies/{beans}/vendors",
          .who = Who::admin,
          .body = R"({"code": "LAKE", "name": "Lake"})"},
         201);
  do_ask(app,
         {.method = "POST",
          .path = program_path,
          .who = Who::owner,
          .body = R"({"loyalty_type": "stamps", "card_name": "Lake card", "stamps_target": 10})",
          .headers = {{"x-vendor-code", "LAKE"}}},
         201);
  open_points(app);
  open_mail(app);
  const auto enrol_named = [&](const char* vendor, const char* name, const char* last_name,
                               const char* phone) {
    const auto answer = do_ask(app,
                               enrol(vendor, name,
                                     R"("last_name": ")" + std::string(last_name) + R"(", "email": ")" +
                                         name + R"(@example.org", "phone": ")" + phone + "\""),
                               201);
    const auto found = do_ask(app, {.path = cards_path + "/lookup?code=" + answer.text("card.card_number"),
                                    .who = vendor == std::string("BAKERY") ? Who::stranger : Who::owner,
                                    .headers = {{"x-vendor-code", vendor}}});
    app.call(name, found.text("id"));
  };
  enrol_named("CITY", "Anton", "Brandt", "+352621000001");
  enrol_named("CITY", "Berta", "Clemens", "+352621000002");
  enrol_named("LAKE", "Carl", "Dietz", "+352621000003");
  enrol_named("BAKERY", "Dora", "Ernst", "+33612000004");
  const auto at_anton = [](const std::string& members, const std::string& path) -> Ask {
    return {.method = "POST",
            .path = path,
            .who = Who::staff,
            .body = R"({"card": "{Anton}", "pin": "4711")" + members + "}",
            .headers = {{"idempotency-key", "a-key-at" + path}}};
  };
  do_ask(app, at_anton("", stamp_path));
  do_ask(app, at_anton(R"(, "purchase_amount_cents": 2000, "purchase_reference": "A-1")", points_path));
  do_ask(app, at_anton(R"(, "reward_id": "{tea}")", points_redeem_path));
  do_ask(app, ask_stamp(Who::staff, R"({"card": "{Berta}", "pin": "4711"})"));
  do_ask(app, {.method = "POST", .path = cards_path + "/{Anton}/link", .who = Who::staff}, 202);
  do_ask(app,
         {.method = "POST",
          .path = "/api/v1/auth/login",
          .body = R"({"email": "nobody@example.org", "password": "correct horse 42"})"},
         401);
  app.world.change(app.world.city, [](Program& program) { program.loyalty_type = LoyaltyType::stamps; });
  // What is older than what was counted is taken for counted as well.
  run_statistics(app.database.store(), app.world.now + hours{1});
}

void clone_all_but_cards(AppWorld& app) {
  const Cloner cloner(app.database.url());
  cloner.clone_company(app.fill("{crumbs}"), clones_of_a_company);
  cloner.clone("mails", {.where = app.fill("card_id = {Anton}"), .last = clones_for_two_days});
  cloner.clone("idempotency_keys", {.where = app.fill("company_id = {beans}"), .last = clones_for_two_days});
  cloner.clone(
      "sessions",
      {.where = app.fill("user_id = {user.stranger}"), .last = clones_for_two_days, .apart = minutes{15}});
  cloner.clone("sign_in_failures",
               {.where = "attempts > 0", .last = clones_for_two_days, .apart = minutes{0}});
}

void clone_cards(AppWorld& app, std::int64_t first, std::int64_t last) {
  Cloner(app.database.url()).clone_cards(app.fill("{Anton}, {Berta}, {Carl}, {Dora}"), first, last);
}

}  // namespace loyalty::test
