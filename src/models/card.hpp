// A customer of a program, and the card that links them to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "models/ids.hpp"
#include "models/names.hpp"

namespace loyalty {

enum class CardStatus { active, blocked, closed };

template <>
struct Names<CardStatus> {
  static constexpr std::array<std::pair<CardStatus, std::string_view>, 3> table{
      {{CardStatus::active, "active"}, {CardStatus::blocked, "blocked"}, {CardStatus::closed, "closed"}}};
};

struct Customer {
  CompanyId company_id{};
  CustomerId id{};
  ProgramId program_id{};
  VendorId joined_vendor_id{};  // where they joined
  std::string first_name;
  std::string last_name;             // empty: not given
  std::optional<std::string> email;  // normalised
  std::optional<std::string> phone;  // E.164
  std::string birth_date;            // "YYYY-MM-DD"; empty: not given
  std::string locale;
  bool marketing_consent = false;
  std::optional<Instant> marketing_consent_at;  // when it was last given
  std::int64_t terms_version = 0;               // of the program's terms that were accepted
  Instant terms_accepted_at{};
  Instant created_at{};

  bool operator==(const Customer&) const = default;
};

// Balances are a cache of the card's transactions. points_balance is below zero when points were taken back
// that had been spent already.
struct Card {
  CompanyId company_id{};
  CardId id{};
  ProgramId program_id{};
  VendorId joined_vendor_id{};
  CustomerId customer_id{};
  std::string card_number;  // 12 digits, the last a check digit
  std::string qr_code;      // the 26 characters after "LC1-"
  std::string card_token;   // opens the holder's page; never in the code that is scanned
  CardStatus status = CardStatus::active;
  std::int64_t stamp_count = 0;
  std::int64_t total_stamps_earned = 0;
  std::int64_t stamps_redeemed = 0;
  std::int64_t points_balance = 0;
  std::int64_t total_points_earned = 0;
  std::int64_t points_redeemed = 0;
  std::int64_t total_spent_cents = 0;
  std::optional<Instant> next_expiry_at;  // of the first points that expire
  std::optional<Instant> last_stamp_at;
  std::optional<Instant> last_points_at;
  std::int64_t version = 1;  // rises with every change that a wallet pass would show
  Instant enrolled_at{};
  std::optional<Instant> erased_at = {};  // when its holder was forgotten; it stays closed then

  bool operator==(const Card&) const = default;
};

// The points of a card that expire next.
struct ExpiringPoints {
  std::int64_t points = 0;
  Instant expires_at{};  // the first instant without them

  bool operator==(const ExpiringPoints&) const = default;
};

// A card with its holder, as the counter sees it.
struct CardWithCustomer {
  Card card;
  Customer customer;
  std::optional<ExpiringPoints> expiring = {};  // where it was asked for
};

}  // namespace loyalty
