#include "routes/routes.hpp"

#include "routes/card_links.hpp"
#include "routes/cards.hpp"
#include "routes/companies.hpp"
#include "routes/enrolment.hpp"
#include "routes/holder.hpp"
#include "routes/operation.hpp"
#include "routes/pins.hpp"
#include "routes/points.hpp"
#include "routes/posters.hpp"
#include "routes/programs.hpp"
#include "routes/sessions.hpp"
#include "routes/stamps.hpp"
#include "routes/statistics.hpp"
#include "routes/terminal.hpp"
#include "routes/transactions.hpp"
#include "routes/users.hpp"
#include "routes/voids.hpp"
#include "schemas/card_link.hpp"
#include "schemas/company.hpp"
#include "schemas/counter_time.hpp"
#include "schemas/own_data.hpp"
#include "schemas/pin.hpp"
#include "schemas/points.hpp"
#include "schemas/poster.hpp"
#include "schemas/session.hpp"
#include "schemas/stamp.hpp"
#include "schemas/statistics.hpp"
#include "schemas/terminal.hpp"
#include "schemas/user.hpp"

namespace loyalty {
namespace {

using enum RefusalCode;

// The ways in which the counter says no, in their order.
const std::vector<RefusalCode> pin_refusals{pin_required, pin_locked, pin_invalid};
const std::vector<RefusalCode> counter_refusals{card_not_found,     card_inactive, program_inactive,
                                                wrong_program_type, pin_required,  pin_locked,
                                                pin_invalid};

std::vector<RefusalCode> with(std::vector<RefusalCode> common, std::initializer_list<RefusalCode> own) {
  common.insert(common.end(), own);
  return common;
}

template <class T>
AnswerEntry json(int status = 200, std::string_view description = "Done") {
  return {.status = status, .schema = &add_schema<T>, .description = description};
}
const AnswerEntry nothing{.status = 204};

// Laid out by hand: one entry is a few lines, not one line for each field.
// clang-format off
void add_operation_routes(std::vector<Route>& all) {
  all.insert(all.end(), {
      {{.method = "GET", .path = "/healthz", .name = "view_health", .summary = "Does the process live?",
        .tag = "Operation", .answers = {{}}}, routes::view_health},
      {{.method = "GET", .path = "/readyz", .name = "view_readiness", .summary = "Does the database answer?",
        .tag = "Operation", .answers = {{}}}, routes::view_readiness},
      {{.method = "GET", .path = "/metrics", .name = "view_metrics", .summary = "Figures for Prometheus",
        .tag = "Operation", .answers = {{.content_type = "text/plain"}}}, routes::view_metrics},
  });
}

void add_auth_routes(std::vector<Route>& all) {
  all.insert(all.end(), {
      {{.method = "POST", .path = "/api/v1/auth/login", .name = "sign_in", .summary = "Sign in",
        .tag = "Sign-in", .request = &add_schema<LoginRequest>, .answers = {json<LoginAnswer>()},
        .refusals = {invalid_credentials, too_many_attempts}}, routes::sign_in},
      {{.method = "POST", .path = "/api/v1/auth/logout", .name = "sign_out", .summary = "End this session",
        .tag = "Sign-in", .role = Role::staff, .answers = {nothing}}, routes::sign_out},
      {{.method = "GET", .path = "/api/v1/auth/me", .name = "view_me", .summary = "Who am I?",
        .tag = "Sign-in", .role = Role::staff, .answers = {json<MeAnswer>()}}, routes::view_me},
      {{.method = "POST", .path = "/api/v1/auth/password", .name = "change_password",
        .summary = "Change the own password; ends the other sessions", .tag = "Sign-in", .role = Role::staff,
        .request = &add_schema<PasswordChange>, .answers = {nothing}}, routes::change_password},
  });
}

void add_company_routes(std::vector<Route>& all) {
  all.insert(all.end(), {
      {{.method = "GET", .path = "/api/v1/admin/companies", .name = "list_companies",
        .summary = "All companies",
        .tag = "Platform", .role = Role::admin, .query = &list_query_schemas<ListQuery>,
        .answers = {json<Page<CompanyAnswer>>()}}, routes::list_companies},
      {{.method = "POST", .path = "/api/v1/admin/companies", .name = "create_company",
        .summary = "Add a company",
        .tag = "Platform", .role = Role::admin, .request = &add_schema<CompanyCreate>,
        .answers = {json<CompanyAnswer>(201)}}, routes::create_company},
      {{.method = "GET", .path = "/api/v1/admin/companies/{id}", .name = "view_company",
        .summary = "One company",
        .tag = "Platform", .role = Role::admin, .answers = {json<CompanyAnswer>()},
        .refusals = {company_not_found}}, routes::view_company},
      {{.method = "PATCH", .path = "/api/v1/admin/companies/{id}", .name = "change_company",
        .summary = "Change a company, or switch it off", .tag = "Platform", .role = Role::admin,
        .request = &add_schema<CompanyPatch>, .answers = {json<CompanyAnswer>()},
        .refusals = {company_not_found}}, routes::change_company},
      {{.method = "POST", .path = "/api/v1/admin/companies/{id}/vendors", .name = "create_vendor",
        .summary = "Add a vendor to a company", .tag = "Platform", .role = Role::admin,
        .request = &add_schema<VendorCreate>, .answers = {json<VendorAnswer>(201)},
        .refusals = {company_not_found, vendor_code_taken}}, routes::create_vendor},
      {{.method = "GET", .path = "/api/v1/admin/vendors", .name = "list_vendors", .summary = "All vendors",
        .tag = "Platform", .role = Role::admin, .query = &list_query_schemas<ListQuery>,
        .answers = {json<Page<VendorAnswer>>()}}, routes::list_vendors},
      {{.method = "GET", .path = "/api/v1/admin/vendors/{id}", .name = "view_vendor", .summary = "One vendor",
        .tag = "Platform", .role = Role::admin, .answers = {json<VendorAnswer>()},
        .refusals = {vendor_not_found}},
       routes::view_vendor},
      {{.method = "PATCH", .path = "/api/v1/admin/vendors/{id}", .name = "change_vendor",
        .summary = "Change a vendor", .tag = "Platform", .role = Role::admin,
        .request = &add_schema<VendorPatch>,
        .answers = {json<VendorAnswer>()}, .refusals = {vendor_not_found, vendor_code_taken}},
       routes::change_vendor},
  });
}

void add_user_routes(std::vector<Route>& all) {
  all.insert(all.end(), {
      {{.method = "GET", .path = "/api/v1/admin/users", .name = "list_users", .summary = "All users",
        .tag = "Platform", .role = Role::admin, .query = &list_query_schemas<ListQuery>,
        .answers = {json<Page<UserAnswer>>()}}, routes::list_users},
      {{.method = "POST", .path = "/api/v1/admin/users", .name = "create_user", .summary = "Add a user",
        .tag = "Platform", .role = Role::admin, .request = &add_schema<UserCreate>,
        .answers = {json<UserAnswer>(201)}, .refusals = {company_not_found, vendor_not_found, email_taken}},
       routes::create_user},
      {{.method = "GET", .path = "/api/v1/admin/users/{id}", .name = "view_user", .summary = "One user",
        .tag = "Platform", .role = Role::admin, .answers = {json<UserAnswer>()},
        .refusals = {user_not_found}},
       routes::view_user},
      {{.method = "PATCH", .path = "/api/v1/admin/users/{id}", .name = "change_user",
        .summary = "Change a user, set a password, switch off", .tag = "Platform", .role = Role::admin,
        .request = &add_schema<UserPatch>, .answers = {json<UserAnswer>()},
        .refusals = {user_not_found, company_not_found, vendor_not_found, email_taken, last_admin}},
       routes::change_user},
      {{.method = "GET", .path = "/api/v1/admin/loyalty/programs", .name = "list_programs",
        .summary = "All programs with their number of cards", .tag = "Platform", .role = Role::admin,
        .query = &list_query_schemas<ListQuery>, .answers = {json<Page<ProgramSummaryAnswer>>()}},
       routes::list_programs},
  });
}

void add_program_routes(std::vector<Route>& all) {
  constexpr std::string_view path = "/api/v1/vendor/loyalty/program";
  all.insert(all.end(), {
      {{.method = "GET", .path = path, .name = "view_program", .summary = "The vendor's program",
        .tag = "Program", .role = Role::staff, .answers = {json<ProgramAnswer>()},
        .refusals = {program_not_found}}, routes::view_program},
      {{.method = "POST", .path = path, .name = "create_program", .summary = "Make the vendor's program",
        .tag = "Program", .role = Role::manager, .takes_idempotency_key = true,
        .request = &add_schema<ProgramCreate>, .answers = {json<ProgramAnswer>(201)},
        .refusals = {program_exists}}, routes::create_program},
      {{.method = "PATCH", .path = path, .name = "change_program", .summary = "Change the program",
        .tag = "Program", .role = Role::manager, .request = &add_schema<ProgramPatch>,
        .answers = {json<ChangedProgramAnswer>()}, .refusals = {program_not_found}}, routes::change_program},
      {{.method = "DELETE", .path = path, .name = "deactivate_program",
        .summary = "Switch the program off; cards and history stay", .tag = "Program", .role = Role::manager,
        .answers = {nothing}, .refusals = {program_not_found}}, routes::deactivate_program},
      {{.method = "GET", .path = "/api/v1/vendor/loyalty/terminal", .name = "view_terminal",
        .summary = "What a counter page needs at its start", .tag = "Program", .role = Role::staff,
        .answers = {json<TerminalAnswer>()}}, routes::view_terminal},
      {{.method = "GET", .path = "/api/v1/vendor/loyalty/poster.svg", .name = "draw_poster_svg",
        .summary = "The poster that leads to joining, as a drawing", .tag = "Program", .role = Role::staff,
        .query = &list_query_schemas<PosterQuery>, .answers = {{.content_type = "image/svg+xml"}},
        .refusals = {program_not_found}}, routes::draw_poster_svg},
      {{.method = "GET", .path = "/api/v1/vendor/loyalty/poster.pdf", .name = "draw_poster_pdf",
        .summary = "The poster, to be printed", .tag = "Program", .role = Role::staff,
        .query = &list_query_schemas<PosterQuery>, .answers = {{.content_type = "application/pdf"}},
        .refusals = {program_not_found}}, routes::draw_poster_pdf},
  });
}

void add_pin_routes(std::vector<Route>& all) {
  all.insert(all.end(), {
      {{.method = "GET", .path = "/api/v1/vendor/loyalty/pins", .name = "list_pins",
        .summary = "Who may stamp",
        .tag = "Staff PINs", .role = Role::manager, .query = &list_query_schemas<ListQuery>,
        .answers = {json<Page<PinAnswer>>()}}, routes::list_pins},
      {{.method = "POST", .path = "/api/v1/vendor/loyalty/pins", .name = "create_pin",
        .summary = "Add a person",
        .tag = "Staff PINs", .role = Role::manager, .takes_idempotency_key = true,
        .request = &add_schema<PinCreate>, .answers = {json<PinAnswer>(201)},
        .refusals = {program_not_found, pin_not_allowed}}, routes::create_pin},
      {{.method = "PATCH", .path = "/api/v1/vendor/loyalty/pins/{id}", .name = "change_pin",
        .summary = "Rename, set a new PIN, switch off or on", .tag = "Staff PINs", .role = Role::manager,
        .request = &add_schema<PinPatch>, .answers = {json<PinAnswer>()},
        .refusals = {pin_not_found, pin_not_allowed}}, routes::change_pin},
      {{.method = "POST", .path = "/api/v1/vendor/loyalty/pins/{id}/unlock", .name = "unlock_pin",
        .summary = "Lift the lock of a person and of the terminals", .tag = "Staff PINs",
        .role = Role::manager,
        .takes_idempotency_key = true, .answers = {json<PinAnswer>()}, .refusals = {pin_not_found}},
       routes::unlock_pin},
      {{.method = "DELETE", .path = "/api/v1/vendor/loyalty/pins/{id}", .name = "remove_pin",
        .summary = "Remove a person; the history keeps the name", .tag = "Staff PINs", .role = Role::manager,
        .answers = {nothing}, .refusals = {pin_not_found}}, routes::remove_pin},
      {{.method = "POST", .path = "/api/v1/vendor/loyalty/pins/check", .name = "check_pin",
        .summary = "Whose PIN is this? Counts wrong ones", .tag = "Staff PINs", .role = Role::staff,
        .takes_idempotency_key = true, .request = &add_schema<PinCheckRequest>,
        .answers = {json<PinCheckAnswer>()}, .refusals = with(pin_refusals, {program_not_found})},
       routes::check_pin},
  });
}

void add_holder_routes(std::vector<Route>& all) {
  constexpr std::string_view own_data = "/api/v1/loyalty/cards/{card_token}/data";
  all.insert(all.end(), {
      {{.method = "GET", .path = "/api/v1/loyalty/programs/{vendor_code}", .name = "view_join_page",
        .summary = "What an enrolment page shows", .tag = "Customers", .answers = {json<JoinPage>()},
        .refusals = {vendor_not_found, program_not_found}}, routes::view_join_page},
      {{.method = "POST", .path = "/api/v1/loyalty/enroll/{vendor_code}", .name = "enrol_customer",
        .summary = "Enrol in a program", .tag = "Customers", .takes_idempotency_key = true,
        .request = &add_schema<EnrolRequest>,
        .answers = {json<EnrolAnswer>(201, "A new card"),
                    json<AlreadyEnrolledAnswer>(200, "There is a card already; it is not shown")},
        .refusals = {vendor_not_found, program_not_found, program_inactive}}, routes::enrol_customer},
      {{.method = "POST", .path = "/api/v1/loyalty/cards/recover/{vendor_code}", .name = "recover_card",
        .summary = "Have a card's link sent to the address on file; the same answer whether there is one",
        .tag = "Customers", .request = &add_schema<RecoverRequest>, .answers = {json<RecoverAnswer>(202)},
        .refusals = {vendor_not_found, program_not_found, mail_not_configured, too_many_attempts}},
       routes::recover_card},
      {{.method = "GET", .path = "/api/v1/loyalty/cards/{card_token}", .name = "view_own_card",
        .summary = "The card as its holder sees it", .tag = "Customers",
        .answers = {json<HolderPage>(), {.status = 304, .description = "As If-None-Match has it"}},
        .refusals = {card_not_found}}, routes::view_own_card},
      {{.method = "GET", .path = "/api/v1/loyalty/cards/{card_token}/qr.svg", .name = "draw_own_code_svg",
        .summary = "The card's code as a drawing", .tag = "Customers",
        .answers = {{.content_type = "image/svg+xml"}}, .refusals = {card_not_found}},
       routes::draw_own_code_svg},
      {{.method = "GET", .path = "/api/v1/loyalty/cards/{card_token}/qr.png", .name = "draw_own_code_png",
        .summary = "The card's code as a picture", .tag = "Customers",
        .answers = {{.content_type = "image/png"}},
        .refusals = {card_not_found}}, routes::draw_own_code_png},
      {{.method = "GET", .path = own_data, .name = "view_own_data",
        .summary = "All that is known of the card's holder", .tag = "Customers",
        .answers = {json<OwnDataAnswer>()}, .refusals = {card_not_found}}, routes::view_own_data},
      {{.method = "PATCH", .path = own_data, .name = "change_own_data",
        .summary = "Correct it; a mail address or a telephone number stays", .tag = "Customers",
        .request = &add_schema<OwnDataPatch>, .answers = {json<OwnData>()},
        .refusals = {card_not_found, contact_not_possible}}, routes::change_own_data},
      {{.method = "DELETE", .path = own_data, .name = "erase_own_data",
        .summary = "Forget the holder and close the card; its history stays under a pseudonym",
        .tag = "Customers", .answers = {nothing}, .refusals = {card_not_found}}, routes::erase_own_data},
  });
}

void add_card_routes(std::vector<Route>& all) {
  all.insert(all.end(), {
      {{.method = "GET", .path = "/api/v1/vendor/loyalty/cards", .name = "list_cards",
        .summary = "Cards, newest first, or found by name, mail, phone or number", .tag = "Cards",
        .role = Role::staff, .query = &list_query_schemas<CardQuery>, .answers = {json<Page<CardAnswer>>()}},
       routes::list_cards},
      {{.method = "POST", .path = "/api/v1/vendor/loyalty/cards", .name = "enrol_at_counter",
        .summary = "Enrol a customer at the counter", .tag = "Cards", .role = Role::staff,
        .takes_idempotency_key = true, .request = &add_schema<EnrolRequest>,
        .answers = {json<CounterEnrolAnswer>(201, "A new card"),
                    json<CounterEnrolAnswer>(200, "The card that there is already")},
        .refusals = {program_not_found, program_inactive}}, routes::enrol_at_counter},
      {{.method = "GET", .path = "/api/v1/vendor/loyalty/cards/lookup", .name = "look_up_card",
        .summary = "The card of a number, a scanned text or an id", .tag = "Cards", .role = Role::staff,
        .query = &list_query_schemas<LookupQuery>, .answers = {json<CardAnswer>()},
        .refusals = {card_not_found}},
       routes::look_up_card},
      {{.method = "GET", .path = "/api/v1/vendor/loyalty/cards/{id}", .name = "view_card",
        .summary = "One card",
        .tag = "Cards", .role = Role::staff, .answers = {json<CardAnswer>()}, .refusals = {card_not_found}},
       routes::view_card},
      {{.method = "PATCH", .path = "/api/v1/vendor/loyalty/cards/{id}", .name = "change_card",
        .summary = "Block, close or open a card", .tag = "Cards", .role = Role::manager,
        .request = &add_schema<CardPatch>, .answers = {json<CardAnswer>()},
        .refusals = {card_not_found, customer_erased}}, routes::change_card},
      {{.method = "GET", .path = "/api/v1/vendor/loyalty/cards/{id}/link", .name = "view_card_link",
        .summary = "The address of the card, and as a code to scan from the screen", .tag = "Cards",
        .role = Role::staff, .answers = {json<CardLink>()}, .refusals = {card_not_found, customer_erased}},
       routes::view_card_link},
      {{.method = "POST", .path = "/api/v1/vendor/loyalty/cards/{id}/link", .name = "send_card_link",
        .summary = "Send it to the customer's e-mail address", .tag = "Cards", .role = Role::staff,
        .takes_idempotency_key = true, .answers = {json<CardLinkSent>(202)},
        .refusals = {card_not_found, mail_not_configured, customer_erased, card_inactive, no_email_on_file,
                     link_sent_recently}}, routes::send_card_link},
      {{.method = "GET", .path = "/api/v1/vendor/loyalty/cards/{id}/transactions",
        .name = "list_card_transactions", .summary = "One card's history, newest first", .tag = "Cards",
        .role = Role::staff, .query = &list_query_schemas<ListQuery>,
        .answers = {json<Page<HistoryEntry>>()},
        .refusals = {card_not_found}}, routes::list_card_transactions},
  });
}

void add_counter_routes(std::vector<Route>& all) {
  all.insert(all.end(), {
      {{.method = "POST", .path = "/api/v1/vendor/loyalty/stamp", .name = "add_stamp",
        .summary = "Add stamps",
        .tag = "Counter", .role = Role::staff, .takes_idempotency_key = true,
        .request = &add_schema<StampRequest>, .query = &list_query_schemas<PreviewQuery>,
        .answers = {json<StampAnswer>()},
        .refusals = with(counter_refusals, {daily_limit_reached, cooldown_active})}, routes::add_stamp},
      {{.method = "POST", .path = "/api/v1/vendor/loyalty/stamp/redeem", .name = "redeem_stamps",
        .summary = "Hand out the reward for stamps", .tag = "Counter", .role = Role::staff,
        .takes_idempotency_key = true, .request = &add_schema<StampRedeemRequest>,
        .query = &list_query_schemas<PreviewQuery>, .answers = {json<StampRedeemAnswer>()},
        .refusals = with(counter_refusals, {not_enough_stamps})}, routes::redeem_stamps},
      {{.method = "POST", .path = "/api/v1/vendor/loyalty/points", .name = "earn_points",
        .summary = "Give points for a purchase, and stamps along with them", .tag = "Counter",
        .role = Role::staff, .takes_idempotency_key = true, .request = &add_schema<PointsRequest>,
        .query = &list_query_schemas<PreviewQuery>, .answers = {json<PointsAnswer>()},
        .refusals = with(counter_refusals, {daily_limit_reached, cooldown_active, purchase_below_minimum,
                                            points_limit_reached, purchase_already_recorded})},
       routes::earn_points},
      {{.method = "POST", .path = "/api/v1/vendor/loyalty/points/redeem", .name = "redeem_points",
        .summary = "Hand out a reward for points", .tag = "Counter", .role = Role::staff,
        .takes_idempotency_key = true, .request = &add_schema<PointsRedeemRequest>,
        .query = &list_query_schemas<PreviewQuery>, .answers = {json<PointsRedeemAnswer>()},
        .refusals = with(counter_refusals, {reward_not_found, not_enough_points})}, routes::redeem_points},
      {{.method = "POST", .path = "/api/v1/vendor/loyalty/points/adjust", .name = "adjust_points",
        .summary = "Add or take away points by hand, for a reason", .tag = "Counter", .role = Role::manager,
        .takes_idempotency_key = true, .request = &add_schema<PointsAdjustRequest>,
        .query = &list_query_schemas<PreviewQuery>, .answers = {json<OperationAnswer>()},
        .refusals = {card_not_found, card_inactive, program_inactive, wrong_program_type, not_enough_points,
                     points_limit_reached}}, routes::adjust_points},
      {{.method = "POST", .path = "/api/v1/vendor/loyalty/transactions/{id}/void", .name = "void_transaction",
        .summary = "Take an operation back", .tag = "Counter", .role = Role::staff,
        .takes_idempotency_key = true, .request = &add_schema<VoidRequest>,
        .query = &list_query_schemas<PreviewQuery>, .answers = {json<VoidAnswer>()},
        .refusals = with({transaction_not_found}, {pin_required, pin_locked, pin_invalid, already_voided,
                                                   not_voidable, not_enough_points, points_limit_reached})},
       routes::void_transaction},
      {{.method = "GET", .path = "/api/v1/vendor/loyalty/transactions", .name = "list_transactions",
        .summary = "The vendor's history, newest first", .tag = "Counter", .role = Role::staff,
        .query = &list_query_schemas<TransactionQuery>, .answers = {json<Page<HistoryEntry>>()},
        .refusals = {card_not_found}}, routes::list_transactions},
      {{.method = "GET", .path = "/api/v1/vendor/loyalty/transactions/{id}", .name = "view_transaction",
        .summary = "One row of the vendor's history", .tag = "Counter", .role = Role::staff,
        .answers = {json<HistoryEntry>()}, .refusals = {transaction_not_found}}, routes::view_transaction},
      {{.method = "GET", .path = "/api/v1/vendor/loyalty/transactions.csv", .name = "export_transactions",
        .summary = "The vendor's history as a file for spreadsheets, newest first", .tag = "Counter",
        .role = Role::manager, .query = &list_query_schemas<TransactionChoice>,
        .answers = {{.content_type = "text/csv"}}, .refusals = {card_not_found}},
       routes::export_transactions},
  });
}

void add_statistics_routes(std::vector<Route>& all) {
  all.insert(all.end(), {
      {{.method = "GET", .path = "/api/v1/vendor/loyalty/stats", .name = "view_statistics",
        .summary = "The vendor's figures, and a series of its business days", .tag = "Statistics",
        .role = Role::manager, .query = &list_query_schemas<StatisticsQuery>,
        .answers = {json<StatisticsAnswer>()}, .refusals = {program_not_found}}, routes::view_statistics},
      {{.method = "POST", .path = "/api/v1/vendor/loyalty/counter-times", .name = "record_counter_times",
        .summary = "How long operations took at a terminal", .tag = "Statistics", .role = Role::staff,
        .takes_idempotency_key = true, .request = &add_schema<CounterTimesRequest>, .answers = {nothing},
        .refusals = {program_not_found}}, routes::record_counter_times},
      {{.method = "GET", .path = "/api/v1/admin/loyalty/stats", .name = "view_platform_statistics",
        .summary = "The figures of all vendors together", .tag = "Statistics", .role = Role::admin,
        .query = &list_query_schemas<StatisticsQuery>, .answers = {json<PlatformStatisticsAnswer>()}},
       routes::view_platform_statistics},
  });
}
// clang-format on

std::vector<Route> make_routes() {
  std::vector<Route> all;
  add_operation_routes(all);
  add_auth_routes(all);
  add_company_routes(all);
  add_user_routes(all);
  add_program_routes(all);
  add_pin_routes(all);
  add_holder_routes(all);
  add_card_routes(all);
  add_counter_routes(all);
  add_statistics_routes(all);
  return all;
}

}  // namespace

const std::vector<Route>& all_routes() {
  static const std::vector<Route> all = make_routes();
  return all;
}

}  // namespace loyalty
