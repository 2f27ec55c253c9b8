// The parts that the table of route scenarios is made of, and what their preparations share.
#pragma once

#include <string>
#include <vector>

#include "routes/scenario.hpp"

namespace loyalty::test {

using Scenarios = std::vector<Scenario>;

inline const std::string program_path = "/api/v1/vendor/loyalty/program";
inline const std::string pins_path = "/api/v1/vendor/loyalty/pins";
inline const std::string check_path = "/api/v1/vendor/loyalty/pins/check";
inline const std::string cards_path = "/api/v1/vendor/loyalty/cards";
inline const std::string stamp_path = "/api/v1/vendor/loyalty/stamp";
inline const std::string redeem_path = "/api/v1/vendor/loyalty/stamp/redeem";
inline const std::string points_path = "/api/v1/vendor/loyalty/points";
inline const std::string points_redeem_path = "/api/v1/vendor/loyalty/points/redeem";
inline const std::string points_adjust_path = "/api/v1/vendor/loyalty/points/adjust";
inline const std::string transactions_path = "/api/v1/vendor/loyalty/transactions";
inline const std::string export_path = "/api/v1/vendor/loyalty/transactions.csv";
inline const std::string poster_svg_path = "/api/v1/vendor/loyalty/poster.svg";
inline const std::string counter_times_path = "/api/v1/vendor/loyalty/counter-times";
inline const std::string statistics_path = "/api/v1/vendor/loyalty/stats";

Scenarios holder_scenarios();
Scenarios card_scenarios();
Scenarios counter_scenarios();
Scenarios history_scenarios();
Scenarios earning_scenarios();
Scenarios spending_scenarios();
Scenarios statistics_scenarios();
Scenarios own_data_scenarios();
Scenarios terminal_scenarios();
Scenarios card_link_scenarios();

// From now on the app has a mail server, which nobody asks.
void open_mail(AppWorld& app);
// At the staff's terminal; `staff_pin_id` is filled in, empty names nobody.
void type_wrong_pins(AppWorld& app, int times, const std::string& staff_pin_id = "");
// Anna stamps Élise's card; "{stamp}" is the transaction.
void stamp_elise(AppWorld& app);

// City's program gives points too: 1.5 for a euro, for 10 days; "{tea}" for 15 of them is on offer, "{cake}"
// is switched off.
void open_points(AppWorld& app);
// Anna at Élise's card.
Ask ask_points(const std::string& members, const std::string& path = points_path);
// Gives Élise points; "{earned}" is the transaction, "{stamped}" the one for the stamps.
Answer earn(AppWorld& app, const std::string& members);

inline Ask ask_stamp(Who who, const std::string& body) {
  return {.method = "POST", .path = stamp_path, .who = who, .body = body};
}

}  // namespace loyalty::test
