// One row of a card's history. Rows are only ever added; a correction is a new row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "models/ids.hpp"
#include "models/names.hpp"

namespace loyalty {

enum class TransactionType {
  stamp_earned,
  stamp_redeemed,
  points_earned,
  points_redeemed,
  points_expired,
  points_adjusted,
  welcome_bonus,
  stamp_earned_voided,
  stamp_redeemed_voided,
  points_earned_voided,
  points_redeemed_voided,
  points_adjusted_voided,
};

template <>
struct Names<TransactionType> {
  using enum TransactionType;
  static constexpr std::array<std::pair<TransactionType, std::string_view>, 12> table{{
      {stamp_earned, "stamp_earned"},
      {stamp_redeemed, "stamp_redeemed"},
      {points_earned, "points_earned"},
      {points_redeemed, "points_redeemed"},
      {points_expired, "points_expired"},
      {points_adjusted, "points_adjusted"},
      {welcome_bonus, "welcome_bonus"},
      {stamp_earned_voided, "stamp_earned_voided"},
      {stamp_redeemed_voided, "stamp_redeemed_voided"},
      {points_earned_voided, "points_earned_voided"},
      {points_redeemed_voided, "points_redeemed_voided"},
      {points_adjusted_voided, "points_adjusted_voided"},
  }};
};

struct LoyaltyTransaction {
  CompanyId company_id{};
  CardId card_id{};
  TransactionId id{};
  VendorId vendor_id{};  // where it happened
  TransactionType type = TransactionType::stamp_earned;
  std::optional<PinId> staff_pin_id;
  std::optional<UserId> user_id;  // whose sign-in the counter ran under
  std::int64_t stamps_delta = 0;
  std::int64_t points_delta = 0;
  std::int64_t stamps_after = 0;
  std::int64_t points_after = 0;
  std::optional<std::int64_t> purchase_amount_cents;
  std::string purchase_reference;  // empty: none
  std::optional<TransactionId> reverses_id;
  std::optional<TransactionId>
      linked_id;  // the other row of an operation that gave stamps and points at once
  std::optional<RewardId> reward_id;
  std::string reward;  // what was handed out, as it was called then; empty: nothing
  std::string notes;
  std::string ip_address;
  std::string user_agent;
  Instant created_at{};

  bool operator==(const LoyaltyTransaction&) const = default;
};

// A transaction with what a reader of the history wants beside it.
struct TransactionView {
  LoyaltyTransaction transaction;
  std::string card_number;
  std::string staff_name;  // empty: no PIN was used
  std::string first_name;  // of the card's holder; empty: was forgotten
  std::string last_name;
  std::optional<TransactionId> voided_by_id;
};

}  // namespace loyalty
