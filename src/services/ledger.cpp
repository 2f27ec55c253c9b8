#include "services/ledger.hpp"

#include <iterator>

#include "base/ids.hpp"
#include "rules/ledger.hpp"

namespace loyalty {
namespace {

bool is_a_time(LedgerFault fault) {
  using enum LedgerFault;
  return fault == next_expiry_at || fault == last_stamp_at || fault == last_points_at || fault == lot_expiry;
}

std::string format_value(LedgerFault fault, const std::optional<std::int64_t>& value) {
  if (!value) return "none";
  return is_a_time(fault) ? format_rfc3339(from_milliseconds(*value)) : std::to_string(*value);
}

void examine(LedgerFindings& findings, CompanyId company, const CardLedger& ledger) {
  findings.cards += ledger.card ? 1 : 0;
  findings.rows += std::ssize(ledger.rows);
  findings.lots += std::ssize(ledger.lots);
  auto differences = find_ledger_differences(company, ledger, RowOrder::any);
  std::ranges::move(differences, std::back_inserter(findings.differences));
}

}  // namespace

std::vector<LedgerDifference> verify_card(storage::Transaction& tx, CompanyId company, CardId card,
                                          RowOrder order) {
  return find_ledger_differences(company, storage::find_card_ledger(tx, company, card), order);
}

VerifiedCards verify_cards(storage::Transaction& tx, CompanyId company, std::optional<CardId> after,
                           std::int64_t cards_max) {
  const auto page = storage::list_card_ledgers(tx, company, after, cards_max);
  VerifiedCards verified{.findings = {}, .next = page.next};
  for (const auto& ledger : page.cards) examine(verified.findings, company, ledger);
  return verified;
}

VerifiedReferences verify_references(storage::Transaction& tx, CompanyId company,
                                     const std::optional<storage::PurchaseReference>& after,
                                     std::int64_t references_max) {
  auto page = storage::list_purchase_references(tx, company, after, references_max);
  VerifiedReferences verified;
  for (const auto& receipt : page) {
    if (receipt.has_row) continue;
    verified.differences.push_back({.fault = LedgerFault::purchase_reference,
                                    .company_id = company,
                                    .card_id = receipt.card_id,
                                    .id = receipt.transaction_id,
                                    .expected = {},
                                    .found = to_integer(receipt.transaction_id)});
  }
  if (std::ssize(page) == references_max) verified.next = std::move(page.back());
  return verified;
}

std::string describe(const LedgerDifference& difference) {
  const auto& [fault, company, card, id, expected, found] = difference;
  std::string text =
      "company " + std::to_string(to_integer(company)) + " card " + std::to_string(to_integer(card));
  if (id) text += " row " + std::to_string(to_integer(*id));
  text += ' ';
  text += name_of(fault);
  if (!expected && !found) return text;
  return text + ": expected " + format_value(fault, expected) + ", found " + format_value(fault, found);
}

}  // namespace loyalty
