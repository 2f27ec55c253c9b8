// Points at the counter: shapes of /vendor/loyalty/points, /points/redeem and /points/adjust.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schemas/card.hpp"
#include "schemas/checks.hpp"
#include "schemas/preview.hpp"
#include "schemas/reader.hpp"
#include "schemas/shape.hpp"
#include "schemas/transaction.hpp"

namespace loyalty {

struct PointsRequest {
  static constexpr std::string_view schema_name = "PointsRequest";
  std::string card = {};
  std::int64_t purchase_amount_cents = 0;
  std::optional<std::string> purchase_reference = {};
  std::int64_t stamps = 0;
  std::optional<std::string> pin = {};
  std::optional<PinId> staff_pin_id = {};
  std::optional<std::string> notes = {};
};
template <class Fields>
void describe_fields(Fields& f, PointsRequest& r) {
  f("card", r.card, card_code_text());
  f("purchase_amount_cents", r.purchase_amount_cents,
    range(1, 100'000'000).described("1250 is 12.50 in the vendor's currency."));
  f("purchase_reference", r.purchase_reference,
    text(1, 100).described("Of the receipt: the same one gives points once."));
  f("stamps", r.stamps, range(0, 100).or_default().described("Given along, in a hybrid program."));
  f("pin", r.pin, tried_pin_text());
  f("staff_pin_id", r.staff_pin_id);
  f("notes", r.notes, notes_text());
}

struct PointsAnswer {
  static constexpr std::string_view schema_name = "PointsAnswer";
  TransactionAnswer transaction = {};
  CardAnswer card = {};
  std::int64_t points_earned = 0;
  std::optional<TransactionAnswer> stamp_transaction = {};
  bool preview = false;
};
template <class Fields>
void describe_fields(Fields& f, const PointsAnswer& a) {
  f("transaction", a.transaction);
  f("card", a.card);
  f("points_earned", a.points_earned);
  f("stamp_transaction", a.stamp_transaction, Rule{}.omitted_when_empty());
  f("preview", a.preview, preview_mark());
}

struct PointsRedeemRequest {
  static constexpr std::string_view schema_name = "PointsRedeemRequest";
  std::string card = {};
  RewardId reward_id{};
  std::optional<std::string> pin = {};
  std::optional<PinId> staff_pin_id = {};
  std::optional<std::string> notes = {};
};
template <class Fields>
void describe_fields(Fields& f, PointsRedeemRequest& r) {
  f("card", r.card, card_code_text());
  f("reward_id", r.reward_id);
  f("pin", r.pin, tried_pin_text());
  f("staff_pin_id", r.staff_pin_id);
  f("notes", r.notes, notes_text());
}

struct RedeemedReward {
  static constexpr std::string_view schema_name = "RedeemedReward";
  RewardId id{};
  std::string_view name = {};
  std::int64_t points = 0;
};
template <class Fields>
void describe_fields(Fields& f, const RedeemedReward& a) {
  f("id", a.id);
  f("name", a.name);
  f("points", a.points);
}

struct PointsRedeemAnswer {
  static constexpr std::string_view schema_name = "PointsRedeemAnswer";
  TransactionAnswer transaction = {};
  CardAnswer card = {};
  RedeemedReward reward = {};
  bool preview = false;
};
template <class Fields>
void describe_fields(Fields& f, const PointsRedeemAnswer& a) {
  f("transaction", a.transaction);
  f("card", a.card);
  f("reward", a.reward);
  f("preview", a.preview, preview_mark());
}

struct PointsAdjustRequest {
  static constexpr std::string_view schema_name = "PointsAdjustRequest";
  std::string card = {};
  std::int64_t points_delta = 0;
  std::string reason = {};
};
template <class Fields>
void describe_fields(Fields& f, PointsAdjustRequest& r) {
  f("card", r.card, card_code_text());
  f("points_delta", r.points_delta, range(-10'000'000, 10'000'000).described("Not 0."));
  f("reason", r.reason, text(1, 500).multiline());
}
inline void check_shape(const PointsAdjustRequest& request, Reading& reading) {
  if (request.points_delta == 0 && !reading.has_fault_in("points_delta")) {
    reading.add_fault_in("points_delta", "zero");
  }
}

}  // namespace loyalty
