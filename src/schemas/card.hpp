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
#include "schemas/wallet.hpp"

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
  const Customer& customer = blank<Customer>();
};
template <class Fields>
void describe_fields(Fields& f, const CardCustomer& a) {
  f("id", a.customer.id);
  f("first_name", a.customer.first_name);
  f("last_name", a.customer.last_name, Rule{}.null_when_empty());
  f("email", a.customer.email);
  f("phone", a.customer.phone);
  f("birth_date", a.customer.birth_date, Rule{}.null_when_empty().formatted("date"));
  f("marketing_consent", a.customer.marketing_consent);
}

// The points of a card that expire next.
struct ExpiringAnswer {
  static constexpr std::string_view schema_name = "ExpiringPoints";
  const ExpiringPoints& expiring = blank<ExpiringPoints>();
};
template <class Fields>
void describe_fields(Fields& f, const ExpiringAnswer& a) {
  f("points", a.expiring.points);
  f("expires_at", a.expiring.expires_at, Rule{}.described("The first moment without them."));
}

// The text in a card's QR code.
std::string make_qr_text(const Card& card);

struct CardAnswer {
  static constexpr std::string_view schema_name = "Card";
  const CardWithCustomer& holder = blank<CardWithCustomer>();
  const Program& program = blank<Program>();
  CardWallets wallets = {};
};
template <class Fields>
void describe_fields(Fields& f, const CardAnswer& a) {
  const auto& [card, customer, expiring] = a.holder;
  f("id", card.id);
  f("card_number", card.card_number);
  f("qr_code_data", make_qr_text(card));
  f("status", card.status);
  f("customer", CardCustomer{customer});
  f("loyalty_type", a.program.loyalty_type);
  f("stamp_count", card.stamp_count);
  f("stamps_target", a.program.stamps_target, Rule{}.null_when_empty());
  f("rewards_available", a.program.rewards_available(card.stamp_count));
  f("total_stamps_earned", card.total_stamps_earned);
  f("stamps_redeemed", card.stamps_redeemed);
  f("points_balance", card.points_balance, Rule{}.described("Without what has expired; below zero: owed."));
  f("points_expiring", view_of<ExpiringAnswer>(expiring));
  f("total_points_earned", card.total_points_earned);
  f("points_redeemed", card.points_redeemed);
  f("total_spent_cents", card.total_spent_cents);
  f("last_stamp_at", card.last_stamp_at);
  f("last_points_at", card.last_points_at);
  f("enrolled_at", card.enrolled_at);
  f("erased_at", card.erased_at,
    Rule{}.described("When the customer was forgotten; the name is a pseudonym then, and the card closed."));
  f("wallets", a.wallets);
}

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

// A row of the history as the card's holder may see it: no staff, no address, no notes.
struct HolderTransaction {
  static constexpr std::string_view schema_name = "HolderTransaction";
  const TransactionView& view = blank<TransactionView>();
};
template <class Fields>
void describe_fields(Fields& f, const HolderTransaction& a) {
  const auto& row = a.view.transaction;
  f("id", row.id);
  f("type", row.type);
  f("stamps_delta", row.stamps_delta);
  f("points_delta", row.points_delta);
  f("stamps_after", row.stamps_after);
  f("points_after", row.points_after);
  f("reward", row.reward, Rule{}.null_when_empty());
  f("reverses_id", row.reverses_id);
  f("created_at", row.created_at);
}

// The card itself, without anything that only staff may know.
struct HolderCard {
  static constexpr std::string_view schema_name = "HolderCard";
  const CardWithCustomer& holder = blank<CardWithCustomer>();
  const Program& program = blank<Program>();
};
template <class Fields>
void describe_fields(Fields& f, const HolderCard& a) {
  const auto& [card, customer, expiring] = a.holder;
  f("card_number", card.card_number);
  f("card_name", a.program.card_name);
  f("first_name", customer.first_name);
  f("loyalty_type", a.program.loyalty_type);
  f("status", card.status);
  f("stamp_count", card.stamp_count);
  f("stamps_target", a.program.stamps_target, Rule{}.null_when_empty());
  f("rewards_available", a.program.rewards_available(card.stamp_count));
  f("points_balance", card.points_balance);
  f("points_expiring", view_of<ExpiringAnswer>(expiring));
  f("last_stamp_at", card.last_stamp_at);
  f("last_points_at", card.last_points_at);
  f("enrolled_at", card.enrolled_at);
}

// The holder's page: GET /loyalty/cards/{card_token}.
struct HolderPage {
  static constexpr std::string_view schema_name = "HolderPage";
  const CardWithCustomer& holder = blank<CardWithCustomer>();
  const Program& program = blank<Program>();
  const Vendor& vendor = blank<Vendor>();
  const std::vector<TransactionView>& latest = blank<std::vector<TransactionView>>();
  WalletLinks wallet_links = {};
};
template <class Fields>
void describe_fields(Fields& f, const HolderPage& a) {
  describe_fields(f, HolderCard{a.holder, a.program});
  f("qr_code_data", make_qr_text(a.holder.card));
  describe_fields(f, a.wallet_links);
  f("vendor", PublicVendor{a.vendor});
  f("program", ProgramLook{a.program});
  f("transactions", views_of<HolderTransaction>(a.latest));
}

}  // namespace loyalty
