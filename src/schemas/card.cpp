#include "schemas/card.hpp"

namespace loyalty {
namespace {

std::int64_t count_rewards(const Card& card, const Program& program) {
  return program.has_stamps() && program.stamps_target > 0 ? card.stamp_count / program.stamps_target : 0;
}

std::optional<std::string_view> as_view(const std::optional<std::string>& text) {
  return text ? std::optional<std::string_view>(*text) : std::nullopt;
}

std::optional<ExpiringAnswer> to_answer(const std::optional<ExpiringPoints>& expiring) {
  if (!expiring) return std::nullopt;
  return ExpiringAnswer{.points = expiring->points, .expires_at = expiring->expires_at};
}

}  // namespace

std::string make_qr_text(const Card& card) { return "LC1-" + card.qr_code; }

CardAnswer to_answer(const CardWithCustomer& holder, const Program& program) {
  const auto& [card, customer, expiring] = holder;
  return {.id = card.id,
          .card_number = card.card_number,
          .qr_code_data = make_qr_text(card),
          .status = card.status,
          .customer = {.id = customer.id,
                       .first_name = customer.first_name,
                       .last_name = customer.last_name,
                       .email = as_view(customer.email),
                       .phone = as_view(customer.phone),
                       .birth_date = customer.birth_date,
                       .marketing_consent = customer.marketing_consent},
          .loyalty_type = program.loyalty_type,
          .stamp_count = card.stamp_count,
          .stamps_target = program.stamps_target,
          .rewards_available = count_rewards(card, program),
          .total_stamps_earned = card.total_stamps_earned,
          .stamps_redeemed = card.stamps_redeemed,
          .points_balance = card.points_balance,
          .points_expiring = to_answer(expiring),
          .total_points_earned = card.total_points_earned,
          .points_redeemed = card.points_redeemed,
          .total_spent_cents = card.total_spent_cents,
          .last_stamp_at = card.last_stamp_at,
          .last_points_at = card.last_points_at,
          .enrolled_at = card.enrolled_at,
          .erased_at = card.erased_at,
          .wallets = {}};
}

HolderTransaction to_holder_answer(const LoyaltyTransaction& transaction) {
  return {.id = transaction.id,
          .type = transaction.type,
          .stamps_delta = transaction.stamps_delta,
          .points_delta = transaction.points_delta,
          .stamps_after = transaction.stamps_after,
          .points_after = transaction.points_after,
          .reward = transaction.reward,
          .reverses_id = transaction.reverses_id,
          .created_at = transaction.created_at};
}

HolderCard to_holder_answer(const CardWithCustomer& holder, const Program& program) {
  const auto& [card, customer, expiring] = holder;
  return {.card_number = card.card_number,
          .card_name = program.card_name,
          .first_name = customer.first_name,
          .loyalty_type = program.loyalty_type,
          .status = card.status,
          .stamp_count = card.stamp_count,
          .stamps_target = program.stamps_target,
          .rewards_available = count_rewards(card, program),
          .points_balance = card.points_balance,
          .points_expiring = to_answer(expiring),
          .last_stamp_at = card.last_stamp_at,
          .last_points_at = card.last_points_at,
          .enrolled_at = card.enrolled_at};
}

}  // namespace loyalty
