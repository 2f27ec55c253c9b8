// Cards: as staff see them (/vendor/loyalty/cards) and as their holders do (/loyalty/cards).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "models/card.hpp"
#include "models/program.hpp"
#include "models/transaction.hpp"
#include "schemas/checks.hpp"
#include "schemas/company.hpp"
#include "schemas/list.hpp"
#include "schemas/program.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

struct CardPatch {
  static constexpr std::string_view schema_name = "CardPatch";
  CardStatus status = CardStatus::active;
};
template <class Fields>
void describe_fields(Fields& f, CardPatch& r) {
  f("status", r.status);
}

struct CardQuery {
  static constexpr std::string_view schema_name = "CardQuery";
  std::optional<std::string> search = {};
  std::optional<CardStatus> status = {};
  ListQuery list = {};
};
template <class Fields>
void describe_fields(Fields& f, CardQuery& r) {
  f("search", r.search, text(0, 200).described("Part of a name, e-mail address, telephone or card number."));
  f("status", r.status);
  describe_fields(f, r.list);
}

struct LookupQuery {
  static constexpr std::string_view schema_name = "LookupQuery";
  std::string code = {};
};
template <class Fields>
void describe_fields(Fields& f, LookupQuery& r) {
  f("code", r.code, card_code_text());
}

struct CardCustomer {
  static constexpr std::string_view schema_name = "CardCustomer";
  CustomerId id{};
  std::string_view first_name = {};
  std::string_view last_name = {};
  std::optional<std::string_view> email = {};
  std::optional<std::string_view> phone = {};
  std::string_view birth_date = {};
  bool marketing_consent = false;
};
template <class Fields>
void describe_fields(Fields& f, const CardCustomer& a) {
  f("id", a.id);
  f("first_name", a.first_name);
  f("last_name", a.last_name, Rule{}.null_when_empty());
  f("email", a.email);
  f("phone", a.phone);
  f("birth_date", a.birth_date, Rule{}.null_when_empty().formatted("date"));
  f("marketing_consent", a.marketing_consent);
}

// A card in one wallet.
struct WalletAnswer {
  static constexpr std::string_view schema_name = "Wallet";
  bool is_installed = false;
  bool is_up_to_date = false;
  std::optional<Instant> last_sent_at = {};
};
template <class Fields>
void describe_fields(Fields& f, const WalletAnswer& a) {
  f("is_installed", a.is_installed);
  f("is_up_to_date", a.is_up_to_date);
  f("last_sent_at", a.last_sent_at);
}

struct CardWallets {
  static constexpr std::string_view schema_name = "CardWallets";
  std::optional<WalletAnswer> apple = {};
  std::optional<WalletAnswer> google = {};
};
template <class Fields>
void describe_fields(Fields& f, const CardWallets& a) {
  f("apple", a.apple);
  f("google", a.google);
}

// The points of a card that expire next.
struct ExpiringAnswer {
  static constexpr std::string_view schema_name = "ExpiringPoints";
  std::int64_t points = 0;
  Instant expires_at{};
};
template <class Fields>
void describe_fields(Fields& f, const ExpiringAnswer& a) {
  f("points", a.points);
  f("expires_at", a.expires_at, Rule{}.described("The first moment without them."));
}

struct CardAnswer {
  static constexpr std::string_view schema_name = "Card";
  CardId id{};
  std::string_view card_number = {};
  std::string qr_code_data = {};
  CardStatus status = CardStatus::active;
  CardCustomer customer = {};
  LoyaltyType loyalty_type = LoyaltyType::stamps;
  std::int64_t stamp_count = 0;
  std::int64_t stamps_target = 0;
  std::int64_t rewards_available = 0;
  std::int64_t total_stamps_earned = 0;
  std::int64_t stamps_redeemed = 0;
  std::int64_t points_balance = 0;
  std::optional<ExpiringAnswer> points_expiring = {};
  std::int64_t total_points_earned = 0;
  std::int64_t points_redeemed = 0;
  std::int64_t total_spent_cents = 0;
  std::optional<Instant> last_stamp_at = {};
  std::optional<Instant> last_points_at = {};
  Instant enrolled_at{};
  std::optional<Instant> erased_at = {};
  CardWallets wallets = {};
};
template <class Fields>
void describe_fields(Fields& f, const CardAnswer& a) {
  f("id", a.id);
  f("card_number", a.card_number);
  f("qr_code_data", a.qr_code_data);
  f("status", a.status);
  f("customer", a.customer);
  f("loyalty_type", a.loyalty_type);
  f("stamp_count", a.stamp_count);
  f("stamps_target", a.stamps_target, Rule{}.null_when_empty());
  f("rewards_available", a.rewards_available);
  f("total_stamps_earned", a.total_stamps_earned);
  f("stamps_redeemed", a.stamps_redeemed);
  f("points_balance", a.points_balance, Rule{}.described("Without what has expired; below zero: owed."));
  f("points_expiring", a.points_expiring);
  f("total_points_earned", a.total_points_earned);
  f("points_redeemed", a.points_redeemed);
  f("total_spent_cents", a.total_spent_cents);
  f("last_stamp_at", a.last_stamp_at);
  f("last_points_at", a.last_points_at);
  f("enrolled_at", a.enrolled_at);
  f("erased_at", a.erased_at,
    Rule{}.described("When the customer was forgotten; the name is a pseudonym then, and the card closed."));
  f("wallets", a.wallets);
}
// The answer looks into the holder, which must outlive it.
CardAnswer to_answer(const CardWithCustomer& holder, const Program& program);

// The address of a card, for its holder to scan from the counter's screen.
struct CardLink {
  static constexpr std::string_view schema_name = "CardLink";
  std::string card_url = {};
  std::string qr_svg = {};
};
template <class Fields>
void describe_fields(Fields& f, const CardLink& a) {
  f("card_url", a.card_url);
  f("qr_svg", a.qr_svg, Rule{}.described("The address as a code, drawn."));
}

// The text in a card's QR code.
std::string make_qr_text(const Card& card);

// A row of the history as the card's holder may see it: no staff, no address, no notes.
struct HolderTransaction {
  static constexpr std::string_view schema_name = "HolderTransaction";
  TransactionId id{};
  TransactionType type = TransactionType::stamp_earned;
  std::int64_t stamps_delta = 0;
  std::int64_t points_delta = 0;
  std::int64_t stamps_after = 0;
  std::int64_t points_after = 0;
  std::string_view reward = {};
  std::optional<TransactionId> reverses_id = {};
  Instant created_at{};
};
template <class Fields>
void describe_fields(Fields& f, const HolderTransaction& a) {
  f("id", a.id);
  f("type", a.type);
  f("stamps_delta", a.stamps_delta);
  f("points_delta", a.points_delta);
  f("stamps_after", a.stamps_after);
  f("points_after", a.points_after);
  f("reward", a.reward, Rule{}.null_when_empty());
  f("reverses_id", a.reverses_id);
  f("created_at", a.created_at);
}
HolderTransaction to_holder_answer(const LoyaltyTransaction& transaction);

// The card itself, without anything that only staff may know.
struct HolderCard {
  static constexpr std::string_view schema_name = "HolderCard";
  std::string_view card_number = {};
  std::string_view card_name = {};
  std::string_view first_name = {};
  LoyaltyType loyalty_type = LoyaltyType::stamps;
  CardStatus status = CardStatus::active;
  std::int64_t stamp_count = 0;
  std::int64_t stamps_target = 0;
  std::int64_t rewards_available = 0;
  std::int64_t points_balance = 0;
  std::optional<ExpiringAnswer> points_expiring = {};
  std::optional<Instant> last_stamp_at = {};
  std::optional<Instant> last_points_at = {};
  Instant enrolled_at{};
};
template <class Fields>
void describe_fields(Fields& f, const HolderCard& a) {
  f("card_number", a.card_number);
  f("card_name", a.card_name);
  f("first_name", a.first_name);
  f("loyalty_type", a.loyalty_type);
  f("status", a.status);
  f("stamp_count", a.stamp_count);
  f("stamps_target", a.stamps_target, Rule{}.null_when_empty());
  f("rewards_available", a.rewards_available);
  f("points_balance", a.points_balance);
  f("points_expiring", a.points_expiring);
  f("last_stamp_at", a.last_stamp_at);
  f("last_points_at", a.last_points_at);
  f("enrolled_at", a.enrolled_at);
}
HolderCard to_holder_answer(const CardWithCustomer& holder, const Program& program);

// The holder's page: GET /loyalty/cards/{card_token}.
struct HolderPage {
  static constexpr std::string_view schema_name = "HolderPage";
  HolderCard card = {};  // its fields stand at the top
  std::string qr_code_data = {};
  std::optional<std::string> apple_pass_url = {};
  std::optional<std::string> google_save_url = {};
  PublicVendor vendor = {};
  ProgramLook program = {};
  std::vector<HolderTransaction> transactions = {};
};
template <class Fields>
void describe_fields(Fields& f, const HolderPage& a) {
  describe_fields(f, a.card);
  f("qr_code_data", a.qr_code_data);
  f("apple_pass_url", a.apple_pass_url);
  f("google_save_url", a.google_save_url);
  f("vendor", a.vendor);
  f("program", a.program);
  f("transactions", a.transactions);
}

}  // namespace loyalty
