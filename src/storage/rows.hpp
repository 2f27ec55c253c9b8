// The rows that statements in several files share.
#pragma once

#include "models/card.hpp"
#include "models/transaction.hpp"
#include "storage/row.hpp"

namespace loyalty::storage {

inline constexpr auto customer_row = row_of(
    "customers", key("company_id", &Customer::company_id), key("id", &Customer::id),
    column("first_name", &Customer::first_name), column("last_name", &Customer::last_name),
    column("email", &Customer::email), column("phone", &Customer::phone),
    column("birth_date", &Customer::birth_date), column("locale", &Customer::locale),
    column("marketing_consent", &Customer::marketing_consent),
    column("marketing_consent_at", &Customer::marketing_consent_at),
    column("terms_version", &Customer::terms_version),
    column("terms_accepted_at", &Customer::terms_accepted_at), fixed("program_id", &Customer::program_id),
    fixed("joined_vendor_id", &Customer::joined_vendor_id), fixed("created_at", &Customer::created_at));

inline constexpr auto card_row = row_of(
    "loyalty_cards", key("company_id", &Card::company_id), key("id", &Card::id),
    column("status", &Card::status), column("stamp_count", &Card::stamp_count),
    column("total_stamps_earned", &Card::total_stamps_earned),
    column("stamps_redeemed", &Card::stamps_redeemed), column("points_balance", &Card::points_balance),
    column("total_points_earned", &Card::total_points_earned),
    column("points_redeemed", &Card::points_redeemed), column("total_spent_cents", &Card::total_spent_cents),
    column("next_expiry_at", &Card::next_expiry_at), column("last_stamp_at", &Card::last_stamp_at),
    column("last_points_at", &Card::last_points_at), column("version", &Card::version),
    column("erased_at", &Card::erased_at), fixed("program_id", &Card::program_id),
    fixed("joined_vendor_id", &Card::joined_vendor_id), fixed("customer_id", &Card::customer_id),
    fixed("card_number", &Card::card_number), fixed("qr_code", &Card::qr_code),
    fixed("card_token", &Card::card_token), fixed("enrolled_at", &Card::enrolled_at));

// Nothing of it changes: there is no UPDATE.
inline constexpr auto transaction_row = row_of(
    "loyalty_transactions", key("company_id", &LoyaltyTransaction::company_id),
    key("card_id", &LoyaltyTransaction::card_id), key("id", &LoyaltyTransaction::id),
    fixed("vendor_id", &LoyaltyTransaction::vendor_id), fixed("transaction_type", &LoyaltyTransaction::type),
    fixed("staff_pin_id", &LoyaltyTransaction::staff_pin_id), fixed("user_id", &LoyaltyTransaction::user_id),
    fixed("stamps_delta", &LoyaltyTransaction::stamps_delta),
    fixed("points_delta", &LoyaltyTransaction::points_delta),
    fixed("stamps_after", &LoyaltyTransaction::stamps_after),
    fixed("points_after", &LoyaltyTransaction::points_after),
    fixed("purchase_amount_cents", &LoyaltyTransaction::purchase_amount_cents),
    fixed("purchase_reference", &LoyaltyTransaction::purchase_reference).null_when_empty(),
    fixed("reverses_id", &LoyaltyTransaction::reverses_id),
    fixed("linked_id", &LoyaltyTransaction::linked_id), fixed("reward_id", &LoyaltyTransaction::reward_id),
    fixed("reward", &LoyaltyTransaction::reward).null_when_empty(),
    fixed("notes", &LoyaltyTransaction::notes).null_when_empty(),
    fixed("ip_address", &LoyaltyTransaction::ip_address).null_when_empty(),
    fixed("user_agent", &LoyaltyTransaction::user_agent).null_when_empty(),
    fixed("created_at", &LoyaltyTransaction::created_at));

}  // namespace loyalty::storage
