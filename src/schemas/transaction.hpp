// A card's history, and taking an entry of it back: shapes of /vendor/loyalty/transactions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/zone.hpp"
#include "models/transaction.hpp"
#include "schemas/card.hpp"
#include "schemas/checks.hpp"
#include "schemas/list.hpp"
#include "schemas/preview.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

struct TransactionAnswer {
  static constexpr std::string_view schema_name = "Transaction";
  const TransactionView& view = blank<TransactionView>();
  std::string_view vendor_code = {};
};
template <class Fields>
void describe_fields(Fields& f, const TransactionAnswer& a) {
  const auto& row = a.view.transaction;
  f("id", row.id);
  f("type", row.type);
  f("card_id", row.card_id);
  f("card_number", a.view.card_number);
  f("vendor_code", a.vendor_code);
  f("staff_pin_id", row.staff_pin_id);
  f("staff_name", a.view.staff_name, Rule{}.null_when_empty());
  f("stamps_delta", row.stamps_delta);
  f("points_delta", row.points_delta);
  f("stamps_after", row.stamps_after);
  f("points_after", row.points_after);
  f("purchase_amount_cents", row.purchase_amount_cents);
  f("purchase_reference", row.purchase_reference, Rule{}.null_when_empty());
  f("reverses_id", row.reverses_id);
  f("voided_by_id", a.view.voided_by_id);
  f("linked_id", row.linked_id,
    Rule{}.described("The other row of an operation that gave or took back stamps and points at once."));
  f("reward_id", row.reward_id);
  f("reward", row.reward, Rule{}.null_when_empty());
  f("notes", row.notes, Rule{}.null_when_empty());
  f("ip_address", row.ip_address, Rule{}.null_when_empty());
  f("user_agent", row.user_agent, Rule{}.null_when_empty());
  f("created_at", row.created_at);
}

// A line of the history that somebody looks through.
struct HistoryEntry {
  static constexpr std::string_view schema_name = "HistoryEntry";
  const TransactionView& view = blank<TransactionView>();
  std::string_view vendor_code = {};
};
// "Nora T.": enough to know somebody by, and no more.
std::string shorten_name(std::string_view first_name, std::string_view last_name);
template <class Fields>
void describe_fields(Fields& f, const HistoryEntry& e) {
  describe_fields(f, TransactionAnswer{e.view, e.vendor_code});
  f("customer_name", shorten_name(e.view.first_name, e.view.last_name),
    Rule{}.null_when_empty().described("First name and initial; null for who was forgotten."));
}

// A line of the history as a file.
struct TransactionRow {
  static constexpr std::string_view schema_name = "TransactionRow";
  HistoryEntry entry = {};
  std::string local_time = {};  // on the vendor's clock: "2026-11-22 14:03:05"
};
template <class Fields>
void describe_fields(Fields& f, const TransactionRow& r) {
  describe_fields(f, r.entry);
  f("local_time", r.local_time);
}

// Which rows of the history.
struct TransactionChoice {
  static constexpr std::string_view schema_name = "TransactionChoice";
  std::optional<std::string> from = {};  // a time or a date; resolve_moment tells when it is
  std::optional<std::string> to = {};
  std::optional<TransactionType> type = {};
  std::optional<std::string> card = {};
  std::optional<PinId> staff_pin_id = {};
};
template <class Fields>
void describe_fields(Fields& f, TransactionChoice& r) {
  const Rule moment = text(1, 40).checked(check_moment, "invalid_moment");
  f("from", r.from, moment.described("A time (RFC 3339), or a date in the vendor's time zone; included."));
  f("to", r.to, moment.described("A time, not included, or a date, included."));
  f("type", r.type);
  f("card", r.card, card_code_text());
  f("staff_pin_id", r.staff_pin_id);
}

struct TransactionQuery {
  static constexpr std::string_view schema_name = "TransactionQuery";
  TransactionChoice choice = {};
  ListQuery list = {};
};
template <class Fields>
void describe_fields(Fields& f, TransactionQuery& r) {
  describe_fields(f, r.choice);
  describe_fields(f, r.list);
}

enum class RangeEnd { begin, end };
// A checked time or date as an instant. A date means its first instant as a begin, and the first of the next
// day as an end.
std::optional<Instant> resolve_moment(std::string_view text, const Zone& zone, RangeEnd end);

struct VoidRequest {
  static constexpr std::string_view schema_name = "VoidRequest";
  std::string reason = {};
  std::optional<std::string> pin = {};
  std::optional<PinId> staff_pin_id = {};
};
template <class Fields>
void describe_fields(Fields& f, VoidRequest& r) {
  f("reason", r.reason, text(1, 500).multiline());
  f("pin", r.pin, tried_pin_text());
  f("staff_pin_id", r.staff_pin_id);
}

// The row that was added, and the card as it is now.
struct OperationAnswer {
  static constexpr std::string_view schema_name = "OperationAnswer";
  TransactionAnswer transaction = {};
  CardAnswer card = {};
  bool preview = false;
};
template <class Fields>
void describe_fields(Fields& f, const OperationAnswer& a) {
  f("transaction", a.transaction);
  f("card", a.card);
  f("preview", a.preview, preview_mark());
}

struct VoidAnswer {
  static constexpr std::string_view schema_name = "VoidAnswer";
  TransactionAnswer transaction = {};
  std::optional<TransactionAnswer> linked_transaction = {};
  CardAnswer card = {};
  bool preview = false;
};
template <class Fields>
void describe_fields(Fields& f, const VoidAnswer& a) {
  f("transaction", a.transaction);
  f("linked_transaction", a.linked_transaction,
    Rule{}.omitted_when_empty().described("What was taken back along with it: the operation had two rows."));
  f("card", a.card);
  f("preview", a.preview, preview_mark());
}

}  // namespace loyalty
