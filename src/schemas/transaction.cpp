#include "schemas/transaction.hpp"

#include "base/text.hpp"

namespace loyalty {
namespace {

// "Nora T.": enough to know somebody by, and no more.
std::string shorten_name(std::string_view first_name, std::string_view last_name) {
  std::string name(first_name);
  std::size_t end_of_initial = 0;
  if (last_name.empty() || !next_code_point(last_name, end_of_initial)) return name;
  return name + " " + std::string(last_name.substr(0, end_of_initial)) + ".";
}

}  // namespace

TransactionAnswer to_answer(const LoyaltyTransaction& transaction, std::string_view card_number,
                            std::string_view staff_name, std::string_view vendor_code) {
  return {.id = transaction.id,
          .type = transaction.type,
          .card_id = transaction.card_id,
          .card_number = card_number,
          .vendor_code = vendor_code,
          .staff_pin_id = transaction.staff_pin_id,
          .staff_name = staff_name,
          .stamps_delta = transaction.stamps_delta,
          .points_delta = transaction.points_delta,
          .stamps_after = transaction.stamps_after,
          .points_after = transaction.points_after,
          .purchase_amount_cents = transaction.purchase_amount_cents,
          .purchase_reference = transaction.purchase_reference,
          .reverses_id = transaction.reverses_id,
          .voided_by_id = std::nullopt,
          .linked_id = transaction.linked_id,
          .reward_id = transaction.reward_id,
          .reward = transaction.reward,
          .notes = transaction.notes,
          .ip_address = transaction.ip_address,
          .user_agent = transaction.user_agent,
          .created_at = transaction.created_at};
}

TransactionAnswer to_answer(const TransactionView& view, std::string_view vendor_code) {
  TransactionAnswer answer = to_answer(view.transaction, view.card_number, view.staff_name, vendor_code);
  answer.voided_by_id = view.voided_by_id;
  return answer;
}

HistoryEntry to_history_entry(const TransactionView& view, std::string_view vendor_code) {
  return {.transaction = to_answer(view, vendor_code),
          .customer_name = shorten_name(view.first_name, view.last_name)};
}

std::optional<Instant> resolve_moment(std::string_view text, const Zone& zone, RangeEnd end) {
  if (const std::optional<Date> date = parse_date(text)) {
    const Date day = end == RangeEnd::end ? *date + std::chrono::days{1} : *date;
    return zone.instant_at(day, std::chrono::minutes{0});
  }
  return parse_rfc3339(text);
}

}  // namespace loyalty
