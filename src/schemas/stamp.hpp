// Stamps at the counter: shapes of /vendor/loyalty/stamp and /vendor/loyalty/stamp/redeem.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "schemas/card.hpp"
#include "schemas/checks.hpp"
#include "schemas/preview.hpp"
#include "schemas/shape.hpp"
#include "schemas/transaction.hpp"

namespace loyalty {

struct StampRequest {
  static constexpr std::string_view schema_name = "StampRequest";
  std::string card = {};
  std::optional<std::string> pin = {};
  std::optional<PinId> staff_pin_id = {};
  std::int64_t count = 1;
  std::optional<std::string> notes = {};
};
template <class Fields>
void describe_fields(Fields& f, StampRequest& r) {
  f("card", r.card, card_code_text());
  f("pin", r.pin, tried_pin_text());
  f("staff_pin_id", r.staff_pin_id);
  f("count", r.count, range(1, 100).or_default());
  f("notes", r.notes, notes_text());
}

struct StampAnswer {
  static constexpr std::string_view schema_name = "StampAnswer";
  TransactionAnswer transaction = {};
  CardAnswer card = {};
  std::int64_t rewards_available = 0;
  std::int64_t stamps_remaining_today = 0;
  std::optional<Instant> next_stamp_at = {};
  bool preview = false;
};
template <class Fields>
void describe_fields(Fields& f, const StampAnswer& a) {
  f("transaction", a.transaction);
  f("card", a.card);
  f("rewards_available", a.rewards_available);
  f("stamps_remaining_today", a.stamps_remaining_today);
  f("next_stamp_at", a.next_stamp_at);
  f("preview", a.preview, preview_mark());
}

struct StampRedeemRequest {
  static constexpr std::string_view schema_name = "StampRedeemRequest";
  std::string card = {};
  std::optional<std::string> pin = {};
  std::optional<PinId> staff_pin_id = {};
  std::optional<std::string> notes = {};
};
template <class Fields>
void describe_fields(Fields& f, StampRedeemRequest& r) {
  f("card", r.card, card_code_text());
  f("pin", r.pin, tried_pin_text());
  f("staff_pin_id", r.staff_pin_id);
  f("notes", r.notes, notes_text());
}

struct StampReward {
  static constexpr std::string_view schema_name = "StampReward";
  std::string_view description = {};
};
template <class Fields>
void describe_fields(Fields& f, const StampReward& a) {
  f("description", a.description, Rule{}.null_when_empty());
}

struct StampRedeemAnswer {
  static constexpr std::string_view schema_name = "StampRedeemAnswer";
  TransactionAnswer transaction = {};
  CardAnswer card = {};
  StampReward reward = {};
  bool preview = false;
};
template <class Fields>
void describe_fields(Fields& f, const StampRedeemAnswer& a) {
  f("transaction", a.transaction);
  f("card", a.card);
  f("reward", a.reward);
  f("preview", a.preview, preview_mark());
}

}  // namespace loyalty
