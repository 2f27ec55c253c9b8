#include "services/enrolment.hpp"

#include "rules/accrual.hpp"
#include "services/card_change.hpp"
#include "services/cards.hpp"
#include "services/lots.hpp"
#include "services/search_terms.hpp"
#include "storage/cards.hpp"
#include "storage/companies.hpp"
#include "storage/programs.hpp"

namespace loyalty {
namespace {

Customer make_customer(const Enrol& command, const Program& program, const Vendor& vendor) {
  return {.company_id = command.actor.company_id,
          .id = command.customer_id,
          .program_id = program.id,
          .joined_vendor_id = command.actor.vendor_id,
          .first_name = command.first_name,
          .last_name = command.last_name,
          .email = command.email,
          .phone = command.phone,
          .birth_date = command.birth_date,
          .locale = command.locale.empty() ? vendor.locale : command.locale,
          .marketing_consent = command.marketing_consent,
          .marketing_consent_at = command.marketing_consent ? std::optional(command.actor.now) : std::nullopt,
          .terms_version = program.terms_version,
          .terms_accepted_at = command.actor.now,
          .created_at = command.actor.now};
}

Card make_card(const Enrol& command, const Program& program) {
  return {.company_id = command.actor.company_id,
          .id = command.card_id,
          .program_id = program.id,
          .joined_vendor_id = command.actor.vendor_id,
          .customer_id = command.customer_id,
          .enrolled_at = command.actor.now};
}

// What the card begins with, and the row that says so.
std::vector<LoyaltyTransaction> give_welcome_bonus(storage::Transaction& tx, const Enrol& command,
                                                   const Program& program, const Vendor& vendor, Card& card) {
  const auto now = command.actor.now;
  const std::int64_t stamps = program.has_stamps() ? program.welcome_bonus_stamps : 0;
  const std::int64_t points = program.has_points() ? program.welcome_bonus_points : 0;
  if (stamps == 0 && points == 0) return {};
  card.stamp_count = stamps;
  card.total_stamps_earned = stamps;
  card.total_points_earned = points;
  if (points > 0) {
    const auto today = find_vendor_day(program, vendor.timezone, now);
    auto lot = make_lot(card, program, today, command.welcome_id, now);
    lot.points_earned = points;
    put_points(tx, card, lot);
  }
  return {{.company_id = card.company_id,
           .card_id = card.id,
           .id = command.welcome_id,
           .vendor_id = card.joined_vendor_id,
           .type = TransactionType::welcome_bonus,
           .user_id = command.actor.user_id,
           .stamps_delta = stamps,
           .points_delta = points,
           .stamps_after = stamps,
           .points_after = points,
           .ip_address = command.actor.ip_address,
           .user_agent = command.actor.user_agent,
           .created_at = now}};
}

Card add_card(storage::Transaction& tx, const Enrol& command, const Program& program, const Vendor& vendor) {
  auto card = make_card(command, program);
  const auto rows = give_welcome_bonus(tx, command, program, vendor, card);
  for (const auto& secrets : command.secrets) {
    card.card_number = secrets.card_number;
    card.qr_code = secrets.qr_code;
    card.card_token = secrets.card_token;
    if (record_new(tx, card, rows)) return card;
  }
  throw storage::StorageFault("every card number in reserve was taken");
}

}  // namespace

Outcome<EnrolmentPlace> find_enrolment_place(storage::Transaction& tx, std::string_view vendor_code) {
  auto vendor = storage::find_vendor_by_code(tx, vendor_code);
  const auto company = vendor ? storage::find_company(tx, vendor->company_id) : std::nullopt;
  if (!company || !company->is_active) return Refusal{.code = RefusalCode::vendor_not_found};
  auto program = storage::find_program(tx, vendor->company_id, vendor->id);
  if (!program) return Refusal{.code = RefusalCode::program_not_found};
  return EnrolmentPlace{
      .vendor = std::move(*vendor), .country = company->country, .program = std::move(*program)};
}

Outcome<Enrolled> enrol(storage::Transaction& tx, const Enrol& command) {
  const auto& actor = command.actor;
  auto program = storage::find_program(tx, actor.company_id, actor.vendor_id);
  const auto vendor = storage::find_vendor(tx, actor.company_id, actor.vendor_id);
  if (!program || !vendor) return Refusal{.code = RefusalCode::program_not_found};
  if (!program->is_active) return Refusal{.code = RefusalCode::program_inactive};

  auto customer = make_customer(command, *program, *vendor);
  if (!storage::insert_customer(tx, customer)) {
    auto existing =
        storage::find_card_by_contact(tx, actor.company_id, program->id, command.email, command.phone);
    if (!existing) throw storage::StorageFault("a customer without a card");
    show_points(tx, *existing, actor.now);
    return Enrolled{.already_enrolled = true, .program = std::move(*program), .holder = std::move(*existing)};
  }
  auto card = add_card(tx, command, *program, *vendor);
  storage::insert_search_terms(tx, card, compute_search_terms(card, customer));
  Enrolled enrolled{.program = std::move(*program), .holder = {std::move(card), std::move(customer)}};
  show_points(tx, enrolled.holder, actor.now);
  return enrolled;
}

}  // namespace loyalty
