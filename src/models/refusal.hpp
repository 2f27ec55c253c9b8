// Why the product says no. A refusal is an expected outcome: a value that commits, never an exception.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "models/ids.hpp"
#include "models/names.hpp"
#include "models/program.hpp"

namespace loyalty {

// For counter operations in the order in which they are checked: the first that holds is the answer.
enum class RefusalCode {
  transaction_not_found,
  card_not_found,
  card_inactive,
  program_inactive,
  wrong_program_type,
  pin_required,
  pin_locked,
  pin_invalid,
  daily_limit_reached,
  cooldown_active,
  already_voided,
  not_voidable,
  reward_not_found,
  purchase_below_minimum,
  not_enough_stamps,
  not_enough_points,
  points_limit_reached,
  purchase_already_recorded,

  invalid_credentials,
  too_many_attempts,
  vendor_required,
  vendor_not_found,
  company_not_found,
  user_not_found,
  email_taken,
  vendor_code_taken,
  last_admin,

  customer_erased,
  contact_not_possible,
  no_email_on_file,
  link_sent_recently,
  mail_not_configured,

  program_not_found,
  program_exists,
  pin_not_allowed,
  pin_not_found,
  idempotency_key_reused,
};

template <>
struct Names<RefusalCode> {
  using enum RefusalCode;
  static constexpr std::array<std::pair<RefusalCode, std::string_view>, 37> table{{
      {transaction_not_found, "transaction_not_found"},
      {card_not_found, "card_not_found"},
      {card_inactive, "card_inactive"},
      {program_inactive, "program_inactive"},
      {wrong_program_type, "wrong_program_type"},
      {pin_required, "pin_required"},
      {pin_locked, "pin_locked"},
      {pin_invalid, "pin_invalid"},
      {daily_limit_reached, "daily_limit_reached"},
      {cooldown_active, "cooldown_active"},
      {already_voided, "already_voided"},
      {not_voidable, "not_voidable"},
      {reward_not_found, "reward_not_found"},
      {purchase_below_minimum, "purchase_below_minimum"},
      {not_enough_stamps, "not_enough_stamps"},
      {not_enough_points, "not_enough_points"},
      {points_limit_reached, "points_limit_reached"},
      {purchase_already_recorded, "purchase_already_recorded"},
      {invalid_credentials, "invalid_credentials"},
      {too_many_attempts, "too_many_attempts"},
      {vendor_required, "vendor_required"},
      {vendor_not_found, "vendor_not_found"},
      {company_not_found, "company_not_found"},
      {user_not_found, "user_not_found"},
      {email_taken, "email_taken"},
      {vendor_code_taken, "vendor_code_taken"},
      {last_admin, "last_admin"},
      {customer_erased, "customer_erased"},
      {contact_not_possible, "contact_not_possible"},
      {no_email_on_file, "no_email_on_file"},
      {link_sent_recently, "link_sent_recently"},
      {mail_not_configured, "mail_not_configured"},
      {program_not_found, "program_not_found"},
      {program_exists, "program_exists"},
      {pin_not_allowed, "pin_not_allowed"},
      {pin_not_found, "pin_not_found"},
      {idempotency_key_reused, "idempotency_key_reused"},
  }};
};

struct Refusal {
  RefusalCode code;
  std::optional<Instant> retry_at =
      {};  // pin_locked, daily_limit_reached, cooldown_active, too_many_attempts, link_sent_recently
  std::optional<std::int64_t> attempts_left = {};  // pin_invalid
  std::optional<std::int64_t> missing = {};        // not_enough_stamps, not_enough_points
  std::optional<std::int64_t> limit =
      {};  // daily_limit_reached: stamps a day; purchase_below_minimum: cents; points_limit_reached: points
  std::optional<TransactionId> transaction_id = {};  // purchase_already_recorded
  std::optional<LoyaltyType> wanted = {};  // wrong_program_type: what the program would have to give

  bool operator==(const Refusal&) const = default;
};

template <class T>
using Outcome = Result<T, Refusal>;

}  // namespace loyalty
