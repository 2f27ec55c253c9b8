#include "storage/programs.hpp"

#include "models/card.hpp"
#include "storage/row.hpp"

namespace loyalty::storage {
namespace {

constexpr auto program_row =
    row_of("loyalty_programs", key("company_id", &Program::company_id), key("id", &Program::id),
           column("loyalty_type", &Program::loyalty_type), column("card_name", &Program::card_name),
           column("card_color", &Program::card_color), column("logo_url", &Program::logo_url),
           column("stamp_icon", &Program::stamp_icon), column("headline", &Program::headline),
           column("stamps_target", &Program::stamps_target),
           column("stamps_reward_description", &Program::stamps_reward_description),
           column("stamps_reward_cost_cents", &Program::stamps_reward_cost_cents),
           column("points_per_euro_thousandths", &Program::points_per_euro),
           column("minimum_purchase_cents", &Program::minimum_purchase_cents),
           column("welcome_bonus_stamps", &Program::welcome_bonus_stamps),
           column("welcome_bonus_points", &Program::welcome_bonus_points),
           column("points_expire_after_days", &Program::points_expire_after_days),
           column("allow_negative_points", &Program::allow_negative_points),
           column("cooldown_minutes", &Program::cooldown_minutes),
           column("max_daily_stamps", &Program::max_daily_stamps),
           column("require_staff_pin", &Program::require_staff_pin),
           column("business_day_starts_at", &Program::business_day_starts_at),
           column("google_issuer_id", &Program::google_issuer_id),
           column("apple_pass_type_id", &Program::apple_pass_type_id),
           column("terms_version", &Program::terms_version), column("is_active", &Program::is_active),
           column("version", &Program::version), column("updated_at", &Program::updated_at),
           fixed("home_vendor_id", &Program::home_vendor_id), fixed("created_at", &Program::created_at));

constexpr auto link_row =
    row_of("program_vendors", key("company_id", &ProgramVendor::company_id),
           key("vendor_id", &ProgramVendor::vendor_id), fixed("program_id", &ProgramVendor::program_id),
           fixed("may_enrol", &ProgramVendor::may_enrol), fixed("may_earn", &ProgramVendor::may_earn),
           fixed("may_redeem", &ProgramVendor::may_redeem), fixed("joined_at", &ProgramVendor::joined_at));

// Of an entry of the program's list, which lies in program_rewards with the program and its position.
constexpr auto reward_row =
    row_of("program_rewards", key("id", &PointsReward::id), fixed("name", &PointsReward::name),
           fixed("points", &PointsReward::points), fixed("description", &PointsReward::description),
           fixed("cost_cents", &PointsReward::cost_cents), fixed("is_active", &PointsReward::is_active));

const Sql select_at_counter{
    "SELECT v.timezone, " + program_row.columns("p.") +
    " FROM program_vendors l JOIN loyalty_programs p ON p.company_id = $1 AND p.id = l.program_id "
    "JOIN vendors v ON v.company_id = $1 AND v.id = l.vendor_id WHERE l.company_id = $1 AND l.vendor_id = "
    "$2"};
const std::string whole_columns = "SELECT " + program_row.columns("p.") + ", t.terms_text FROM ";
const std::string terms =
    "JOIN program_terms t ON t.company_id = $1 AND t.program_id = p.id AND t.version = p.terms_version ";
const std::string program_of_vendor =
    whole_columns +
    "program_vendors l JOIN loyalty_programs p ON p.company_id = $1 AND p.id = l.program_id " + terms +
    "WHERE l.company_id = $1 AND l.vendor_id = $2";
const Sql select_program_of_vendor{program_of_vendor};
const Sql select_program_locked{program_of_vendor, "p"};
const Sql select_program{whole_columns + "loyalty_programs p " + terms +
                         "WHERE p.company_id = $1 AND p.id = $2"};
const Sql select_home{"SELECT home_vendor_id FROM loyalty_programs WHERE company_id = $1 AND id = $2"};
const std::string rewards_of_program =
    "SELECT " + reward_row.columns() + " FROM program_rewards WHERE company_id = $1 AND program_id = $2 ";
const Sql select_rewards{rewards_of_program + "ORDER BY position"};
const Sql select_reward{rewards_of_program + "AND id = $3"};
const Sql insert_program_row{program_row.insert()};
const Sql insert_link{link_row.insert() + " ON CONFLICT DO NOTHING"};
const Sql update_program{program_row.update()};
const Sql delete_rewards{"DELETE FROM program_rewards WHERE company_id = $1 AND program_id = $2"};
const Sql insert_reward{
    "INSERT INTO program_rewards (company_id, program_id, id, position, name, points, description, "
    "cost_cents, "
    "is_active) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
const Sql insert_terms{
    "INSERT INTO program_terms (company_id, program_id, version, terms_text, created_at) VALUES ($1, $2, $3, "
    "$4, $5) "
    "ON CONFLICT DO NOTHING"};
const Sql select_summaries{
    "SELECT v.code, v.name, k.name, COALESCE(s.enrolments, 0), COALESCE(s.last_card_id, 0), " +
    program_row.columns("p.") +
    " FROM loyalty_programs p JOIN vendors v ON v.company_id = p.company_id AND v.id = p.home_vendor_id "
    "JOIN companies k ON k.id = p.company_id "
    "LEFT JOIN statistics_totals s ON s.company_id = p.company_id AND s.vendor_id = p.home_vendor_id "
    "WHERE p.id < $1 ORDER BY p.id DESC LIMIT $2"};
// Counting the cards of a large vendor takes long: the statistics know their number, and those that are not
// active are few. Each order is that of one index alone.
const Sql count_later_cards{
    "SELECT COUNT(*) FROM (SELECT id FROM loyalty_cards WHERE company_id = $1 AND program_id <= $2 AND "
    "(program_id, id) > ($2, $3) ORDER BY program_id, id) later"};
const Sql count_cards_of_status{
    "SELECT COUNT(*) FROM (SELECT id FROM loyalty_cards WHERE company_id = $1 AND program_id = $2 AND status "
    ">= "
    "$3 AND status <= $3 ORDER BY status, id) counted"};

std::int64_t read_number(Columns& row) { return row.integer(); }

void write_rewards_and_terms(Transaction& tx, const Program& program) {
  tx.send(delete_rewards, {program.company_id, program.id});
  std::int64_t position = 0;
  for (const auto& reward : program.points_rewards) {
    tx.send(insert_reward, {program.company_id, program.id, reward.id, position++, reward.name, reward.points,
                            reward.description, reward.cost_cents, reward.is_active});
  }
  tx.send(insert_terms,
          {program.company_id, program.id, program.terms_version, program.terms_text, program.updated_at});
}

template <class Id>
std::optional<Program> find_whole(Transaction& tx, const Sql& sql, CompanyId company, Id id) {
  auto program = tx.find(sql, {company, id}, [](Columns& row) {
    auto found = program_row(row);
    found.terms_text = row.text();
    return found;
  });
  if (!program) return std::nullopt;
  program->points_rewards = tx.list(select_rewards, {company, program->id}, reward_row);
  return program;
}

}  // namespace

std::optional<ProgramAtCounter> find_program_at_counter(Transaction& tx, CompanyId company, VendorId vendor) {
  return tx.find(select_at_counter, {company, vendor}, [](Columns& row) {
    auto timezone = row.text();
    return ProgramAtCounter{.program = program_row(row), .timezone = std::move(timezone)};
  });
}

std::optional<Program> find_program(Transaction& tx, CompanyId company, VendorId vendor) {
  return find_whole(tx, select_program_of_vendor, company, vendor);
}

std::optional<Program> find_program(Transaction& tx, CompanyId company, ProgramId program) {
  return find_whole(tx, select_program, company, program);
}

std::optional<Program> lock_program(Transaction& tx, CompanyId company, VendorId vendor) {
  return find_whole(tx, select_program_locked, company, vendor);
}

std::optional<VendorId> find_home_vendor(Transaction& tx, CompanyId company, ProgramId program) {
  return tx.find(select_home, {company, program}, [](Columns& row) { return row.id<VendorId>(); });
}

std::optional<PointsReward> find_reward(Transaction& tx, CompanyId company, ProgramId program, RewardId id) {
  return tx.find(select_reward, {company, program, id}, reward_row);
}

bool insert_program_vendor(Transaction& tx, const ProgramVendor& link) {
  return tx.execute(insert_link, link_row.values(link)) == 1;
}

bool insert_program(Transaction& tx, const Program& program) {
  const ProgramVendor link{.company_id = program.company_id,
                           .vendor_id = program.home_vendor_id,
                           .program_id = program.id,
                           .joined_at = program.created_at};
  if (!insert_program_vendor(tx, link)) return false;
  tx.send(insert_program_row, program_row.values(program));
  write_rewards_and_terms(tx, program);
  return true;
}

void set_program(Transaction& tx, const Program& program) {
  tx.execute(update_program, program_row.changes(program));
  write_rewards_and_terms(tx, program);
}

std::vector<ProgramSummary> list_programs(Transaction& tx, std::optional<ProgramId> before,
                                          std::int64_t limit) {
  struct Found {
    ProgramSummary summary;
    CardId last_counted;
  };
  auto page = tx.list(select_summaries, {before ? to_integer(*before) : INT64_MAX, limit}, [](Columns& row) {
    Found found;
    found.summary.vendor_code = row.text();
    found.summary.vendor_name = row.text();
    found.summary.company_name = row.text();
    found.summary.cards_total = row.integer();
    found.last_counted = row.id<CardId>();
    found.summary.program = program_row(row);
    return found;
  });
  std::vector<ProgramSummary> summaries;
  for (auto& [summary, last_counted] : page) {
    const auto& program = summary.program;
    summary.cards_total +=
        *tx.find(count_later_cards, {program.company_id, program.id, last_counted}, read_number);
    summary.cards_active = summary.cards_total;
    for (const auto status : {CardStatus::blocked, CardStatus::closed}) {
      summary.cards_active -=
          *tx.find(count_cards_of_status, {program.company_id, program.id, name_of(status)}, read_number);
    }
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

}  // namespace loyalty::storage
