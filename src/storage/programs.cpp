#include "storage/programs.hpp"

namespace loyalty::storage {
namespace {

// In the order of read_program().
std::string program_columns(const std::string& prefix) {
  std::string columns;
  for (const char* name : {"company_id",
                           "id",
                           "home_vendor_id",
                           "loyalty_type",
                           "card_name",
                           "card_color",
                           "logo_url",
                           "stamp_icon",
                           "headline",
                           "stamps_target",
                           "stamps_reward_description",
                           "stamps_reward_cost_cents",
                           "points_per_euro_thousandths",
                           "minimum_purchase_cents",
                           "welcome_bonus_stamps",
                           "welcome_bonus_points",
                           "points_expire_after_days",
                           "allow_negative_points",
                           "cooldown_minutes",
                           "max_daily_stamps",
                           "require_staff_pin",
                           "business_day_starts_at",
                           "google_issuer_id",
                           "apple_pass_type_id",
                           "terms_version",
                           "is_active",
                           "version",
                           "created_at",
                           "updated_at"}) {
    if (!columns.empty()) columns += ", ";
    columns += prefix + name;
  }
  return columns;
}

const Sql select_at_counter{
    "SELECT v.timezone, " + program_columns("p.") +
    " FROM program_vendors l JOIN loyalty_programs p ON p.company_id = $1 AND p.id = l.program_id "
    "JOIN vendors v ON v.company_id = $1 AND v.id = l.vendor_id WHERE l.company_id = $1 AND l.vendor_id = "
    "$2"};
const std::string whole_columns = "SELECT " + program_columns("p.") + ", t.terms_text FROM ";
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
const Sql insert_link{
    "INSERT INTO program_vendors (company_id, vendor_id, program_id, may_enrol, may_earn, may_redeem, "
    "joined_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING"};
const Sql select_rewards{
    "SELECT id, name, points, description, cost_cents, is_active FROM program_rewards WHERE company_id = $1 "
    "AND "
    "program_id = $2 ORDER BY position"};
const Sql select_reward{
    "SELECT id, name, points, description, cost_cents, is_active FROM program_rewards WHERE company_id = $1 "
    "AND "
    "program_id = $2 AND id = $3"};
const Sql insert_program_row{
    "INSERT INTO loyalty_programs (" + program_columns("") +
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
    "$19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)"};
const Sql update_program{
    "UPDATE loyalty_programs SET loyalty_type = $4, card_name = $5, card_color = $6, logo_url = $7, "
    "stamp_icon = $8, headline = $9, stamps_target = $10, stamps_reward_description = $11, "
    "stamps_reward_cost_cents = $12, points_per_euro_thousandths = $13, minimum_purchase_cents = $14, "
    "welcome_bonus_stamps = $15, welcome_bonus_points = $16, points_expire_after_days = $17, "
    "allow_negative_points = $18, cooldown_minutes = $19, max_daily_stamps = $20, require_staff_pin = $21, "
    "business_day_starts_at = $22, google_issuer_id = $23, apple_pass_type_id = $24, terms_version = $25, "
    "is_active = $26, version = $27, updated_at = $29 WHERE company_id = $1 AND id = $2"};
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
    program_columns("p.") +
    " FROM loyalty_programs p JOIN vendors v ON v.company_id = p.company_id AND v.id = p.home_vendor_id "
    "JOIN companies k ON k.id = p.company_id "
    "LEFT JOIN statistics_totals s ON s.company_id = p.company_id AND s.vendor_id = p.home_vendor_id "
    "WHERE p.id < $1 ORDER BY p.id DESC LIMIT $2"};
// Counting the cards of a large vendor takes long: the statistics know their number, and those that are not
// active are few.
const Sql count_later_cards{
    "SELECT COUNT(*) FROM loyalty_cards WHERE company_id = $1 AND program_id = $2 AND id > $3"};
const Sql count_inactive_cards{
    "SELECT COUNT(*) FROM loyalty_cards WHERE company_id = $1 AND program_id = $2 AND status IN ('blocked', "
    "'closed')"};

Program read_program(Columns& row) {
  return {.company_id = row.id<CompanyId>(),
          .id = row.id<ProgramId>(),
          .home_vendor_id = row.id<VendorId>(),
          .loyalty_type = row.name<LoyaltyType>(),
          .card_name = row.text(),
          .card_color = row.text(),
          .logo_url = row.text(),
          .stamp_icon = row.text(),
          .headline = row.text(),
          .stamps_target = row.integer(),
          .stamps_reward_description = row.text(),
          .stamps_reward_cost_cents = row.maybe_integer(),
          .points_per_euro_thousandths = row.integer(),
          .points_rewards = {},
          .minimum_purchase_cents = row.integer(),
          .welcome_bonus_stamps = row.integer(),
          .welcome_bonus_points = row.integer(),
          .points_expire_after_days = row.maybe_integer(),
          .allow_negative_points = row.boolean(),
          .cooldown_minutes = row.integer(),
          .max_daily_stamps = row.integer(),
          .require_staff_pin = row.boolean(),
          .business_day_starts_at = std::chrono::minutes(row.integer()),
          .google_issuer_id = row.text(),
          .apple_pass_type_id = row.text(),
          .terms_text = {},
          .terms_version = row.integer(),
          .is_active = row.boolean(),
          .version = row.integer(),
          .created_at = row.instant(),
          .updated_at = row.instant()};
}

std::int64_t read_number(Columns& row) { return row.integer(); }

PointsReward read_reward(Columns& row) {
  return {.id = row.id<RewardId>(),
          .name = row.text(),
          .points = row.integer(),
          .description = row.text(),
          .cost_cents = row.maybe_integer(),
          .is_active = row.boolean()};
}

std::int64_t write_program(Transaction& tx, const Sql& sql, const Program& p) {
  return tx.execute(sql, {p.company_id,
                          p.id,
                          p.home_vendor_id,
                          name_of(p.loyalty_type),
                          p.card_name,
                          p.card_color,
                          p.logo_url,
                          p.stamp_icon,
                          p.headline,
                          p.stamps_target,
                          p.stamps_reward_description,
                          p.stamps_reward_cost_cents,
                          p.points_per_euro_thousandths,
                          p.minimum_purchase_cents,
                          p.welcome_bonus_stamps,
                          p.welcome_bonus_points,
                          p.points_expire_after_days,
                          p.allow_negative_points,
                          p.cooldown_minutes,
                          p.max_daily_stamps,
                          p.require_staff_pin,
                          std::int64_t{p.business_day_starts_at.count()},
                          p.google_issuer_id,
                          p.apple_pass_type_id,
                          p.terms_version,
                          p.is_active,
                          p.version,
                          p.created_at,
                          p.updated_at});
}

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
    auto found = read_program(row);
    found.terms_text = row.text();
    return found;
  });
  if (!program) return std::nullopt;
  program->points_rewards = tx.list(select_rewards, {company, program->id}, read_reward);
  return program;
}

}  // namespace

std::optional<ProgramAtCounter> find_program_at_counter(Transaction& tx, CompanyId company, VendorId vendor) {
  return tx.find(select_at_counter, {company, vendor}, [](Columns& row) {
    auto timezone = row.text();
    return ProgramAtCounter{.program = read_program(row), .timezone = std::move(timezone)};
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
  return tx.find(select_reward, {company, program, id}, read_reward);
}

bool insert_program_vendor(Transaction& tx, const ProgramVendor& link) {
  return tx.execute(insert_link, {link.company_id, link.vendor_id, link.program_id, link.may_enrol,
                                  link.may_earn, link.may_redeem, link.joined_at}) == 1;
}

bool insert_program(Transaction& tx, const Program& program) {
  const ProgramVendor link{.company_id = program.company_id,
                           .vendor_id = program.home_vendor_id,
                           .program_id = program.id,
                           .joined_at = program.created_at};
  if (!insert_program_vendor(tx, link)) return false;
  write_program(tx, insert_program_row, program);
  write_rewards_and_terms(tx, program);
  return true;
}

void set_program(Transaction& tx, const Program& program) {
  write_program(tx, update_program, program);
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
    found.summary.program = read_program(row);
    return found;
  });
  std::vector<ProgramSummary> summaries;
  for (auto& [summary, last_counted] : page) {
    const auto& program = summary.program;
    summary.cards_total +=
        *tx.find(count_later_cards, {program.company_id, program.id, last_counted}, read_number);
    summary.cards_active =
        summary.cards_total - *tx.find(count_inactive_cards, {program.company_id, program.id}, read_number);
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

}  // namespace loyalty::storage
