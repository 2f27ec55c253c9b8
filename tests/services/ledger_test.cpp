// The verifier finds nothing on cards that were only ever changed by the program, and each single thing that
// somebody changed beside it.
#include "services/ledger.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <list>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/store.hpp"
#include "support/ledger.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using storage::Sql;
using storage::Transaction;
using test::Purchase;
using enum LedgerFault;

// What the faults are called, each once.
std::set<std::string> names_of(const std::vector<LedgerDifference>& differences) {
  std::set<std::string> names;
  for (const auto& difference : differences) names.emplace(name_of(difference.fault));
  return names;
}

// Zoé's card at Bakery with a history of every kind of row: two purchases of one operation each, a reward,
// voids of all of them, adjustments into debt and out of it, and points that expired.
class VerifyCard : public test::WorldFixture {
 protected:
  VerifyCard() {
    world.change(world.bakery, [](Program& program) {
      program.points_expire_after_days = 30;
      program.cooldown_minutes = 0;
    });
    earn({.cents = 2000, .reference = "R-1", .stamps = 1});
    burn();
    world.pass(days{1});
    take_back(earn({.cents = 1000, .reference = "R-2"}));
    take_back(earn({.cents = 1000, .reference = "R-2", .stamps = 2}));
    take_back(burn());
    earn({.cents = 3000, .reference = "R-3"});
    adjust(7);
    world.pass(days{30});
    take_back(adjust(-100));
    const auto debt = adjust(-100);
    earn({.cents = 4000});
    take_back(debt);
    adjust(-2);
    take_back(world.stamp(world.bakery, card));
    earn({.cents = 9000, .stamps = 1});
    earn({.cents = 1});
  }

  TransactionId take(const Outcome<CounterOutcome>& outcome) {
    world.pass(minutes{1});
    EXPECT_TRUE(outcome) << (outcome ? "" : name_of(outcome.error().code));
    return outcome->transaction.transaction.id;
  }
  TransactionId earn(const Purchase& purchase) { return take(world.earn(world.bakery, card, purchase)); }
  TransactionId burn() {
    return take(world.burn(world.bakery, card, world.program(world.bakery).points_rewards.front().id));
  }
  TransactionId adjust(std::int64_t points) { return take(world.adjust(world.bakery, card, points)); }
  void take_back(TransactionId id) { take(world.take_back(world.bakery, id, {.role = Role::manager})); }
  void take_back(const Outcome<CounterOutcome>& outcome) { take_back(take(outcome)); }

  std::vector<LedgerDifference> verify(Transaction& tx) {
    auto found = verify_card(tx, card.company_id, card.id, RowOrder::strict);
    const auto references = verify_references(tx, card.company_id, {}, 100).differences;
    found.insert(found.end(), references.begin(), references.end());
    return found;
  }
  // What is found after `sql`, of which nothing stays.
  std::vector<LedgerDifference> find_after(const std::string& change) {
    // A connection knows a statement by where it lies.
    const auto& sql = changes.emplace_back(Sql{change});
    return database.store().preview_now([&](Transaction& tx) {
      EXPECT_GT(tx.execute(sql, {card.company_id, card.id}), 0) << change;
      return verify(tx);
    });
  }

  const Card card = world.zoe.card;
  std::list<Sql> changes;
};

TEST_P(VerifyCard, FindsNothingInAHistoryOfEveryKind) {
  EXPECT_THAT(database.read([&](Transaction& tx) { return verify(tx); }), testing::IsEmpty());
  database.read([&](Transaction& tx) {
    std::set<TransactionType> types;
    const auto ledger = storage::find_card_ledger(tx, card.company_id, card.id);
    for (const auto& row : ledger.rows) types.insert(row.transaction.type);
    EXPECT_EQ(types.size(), Names<TransactionType>::table.size() - 2) << "all but the reward in stamps";
    EXPECT_GE(ledger.lots.size(), 7u);
    EXPECT_GE(ledger.allocations.size(), 9u);
  });
}

struct Corruption {
  const char* change;
  std::set<std::string> expected;
};

TEST_P(VerifyCard, FindsEachBalanceThatIsNotWhatTheRowsSay) {
  const Corruption corruptions[] = {
      {"stamp_count = stamp_count + 1", {"stamp_count"}},
      {"total_stamps_earned = total_stamps_earned - 1", {"total_stamps_earned"}},
      {"stamps_redeemed = 8", {"stamps_redeemed"}},
      {"points_balance = points_balance + 1", {"points_balance", "points_in_lots"}},
      {"points_balance = -5", {"points_balance", "points_in_lots"}},
      {"total_points_earned = total_points_earned + 1", {"total_points_earned"}},
      {"points_redeemed = points_redeemed + 1", {"points_redeemed"}},
      {"total_spent_cents = total_spent_cents + 1", {"total_spent_cents"}},
      {"next_expiry_at = NULL", {"next_expiry_at"}},
      {"next_expiry_at = next_expiry_at + 1", {"next_expiry_at"}},
      {"last_stamp_at = NULL", {"last_stamp_at"}},
      {"last_stamp_at = last_stamp_at - 1", {"last_stamp_at"}},
      {"last_points_at = last_points_at + 1", {"last_points_at"}},
      {"id = id + 1", {"card_missing"}},
  };
  for (const auto& [change, expected] : corruptions) {
    const auto sql = std::string("UPDATE loyalty_cards SET ") + change + " WHERE company_id = $1 AND id = $2";
    EXPECT_EQ(names_of(find_after(sql)), expected) << change;
  }
}

TEST_P(VerifyCard, FindsEachRowThatDoesNotFit) {
  const Corruption corruptions[] = {
      {"stamps_after = stamps_after + 1 WHERE id = (SELECT MAX(id) FROM loyalty_transactions)",
       {"balances_after"}},
      {"stamps_after = -1 WHERE transaction_type = 'points_expired'", {"balances_after", "negative_stamps"}},
      {"points_after = points_after + 1 WHERE id = (SELECT MAX(id) FROM loyalty_transactions)",
       {"balances_after"}},
      {"points_after = -1 WHERE transaction_type = 'points_redeemed'", {"balances_after", "points_moved"}},
      {"stamps_delta = 3 WHERE transaction_type = 'welcome_bonus'",
       {"balances_after", "stamp_count", "total_stamps_earned"}},
      {"points_delta = points_delta + 1 WHERE transaction_type = 'welcome_bonus'",
       {"balances_after", "lot_earned", "points_balance", "total_points_earned"}},
      {"points_delta = points_delta - 1 WHERE transaction_type = 'points_expired'",
       {"balances_after", "points_balance", "points_moved"}},
      {"stamps_delta = -1 WHERE transaction_type = 'stamp_earned_voided' AND stamps_delta = -2",
       {"balances_after", "reversed_stamps", "stamp_count", "total_stamps_earned"}},
      {"points_delta = points_delta - 1 WHERE transaction_type = 'points_redeemed_voided'",
       {"balances_after", "points_balance", "points_moved", "points_redeemed", "reversed_points"}},
      {"points_delta = points_delta + 1 WHERE transaction_type = 'points_earned_voided' AND linked_id IS "
       "NULL",
       {"balances_after", "points_balance", "points_moved", "reversed_points", "total_points_earned"}},
      {"purchase_amount_cents = -1 WHERE transaction_type = 'points_earned_voided' AND linked_id IS NULL",
       {"reversed_purchase", "total_spent_cents"}},
      {"reverses_id = 5 WHERE transaction_type = 'points_redeemed_voided'", {"reversed_row"}},
      {"reverses_id = (SELECT MAX(id) FROM loyalty_transactions) WHERE transaction_type = "
       "'points_redeemed_voided'",
       {"reversed_row"}},
      {"reverses_id = NULL WHERE transaction_type = 'points_earned_voided' AND linked_id IS NULL",
       {"purchase_reference"}},
      {"transaction_type = 'points_adjusted_voided' WHERE transaction_type = 'points_redeemed_voided'",
       {"points_redeemed", "reversed_row"}},
      {"linked_id = NULL WHERE transaction_type = 'stamp_earned' AND linked_id IS NOT NULL AND stamps_delta "
       "= 2",
       {"linked_row"}},
      {"linked_id = 5 WHERE transaction_type = 'points_earned' AND points_delta = 30", {"linked_row"}},
      {"linked_id = NULL WHERE transaction_type = 'points_earned_voided'", {"linked_row"}},
      {"purchase_reference = 'R-9' WHERE purchase_reference = 'R-3'", {"purchase_reference"}},
      {"purchase_reference = 'R-9' WHERE purchase_reference IS NULL AND transaction_type = 'points_earned'",
       {"purchase_reference"}},
      {"created_at = created_at + 1 WHERE id = (SELECT MAX(id) FROM loyalty_transactions)",
       {"last_points_at"}},
  };
  for (const auto& [change, expected] : corruptions) {
    const auto sql =
        std::string("UPDATE loyalty_transactions SET ") + change + " AND company_id = $1 AND card_id = $2";
    EXPECT_EQ(names_of(find_after(sql)), expected) << change;
  }
}

TEST_P(VerifyCard, FindsEachLotAllocationAndReceiptThatDoesNotFit) {
  const Corruption corruptions[] = {
      {"UPDATE point_lots SET points_remaining = points_remaining + 1 WHERE points_remaining > 0 AND "
       "points_earned = 135 AND",
       {"lot_remaining", "points_in_lots"}},
      {"UPDATE point_lots SET points_earned = points_earned + 1 WHERE points_earned = 135 AND",
       {"lot_earned", "lot_remaining", "points_moved"}},
      {"UPDATE point_lots SET expires_at = expires_at - 1 WHERE points_remaining > 0 AND",
       {"next_expiry_at"}},
      {"UPDATE point_lots SET expires_at = expires_at + 86400000 WHERE points_earned = 30 AND",
       {"lot_expiry"}},
      {"UPDATE point_lots SET expires_at = earned_at WHERE points_earned = 10 AND",
       {"lot_expiry", "next_expiry_at"}},
      {"UPDATE point_lots SET id = 5 WHERE points_earned = 135 AND", {"lot_row", "points_moved"}},
      {"DELETE FROM point_lots WHERE points_earned = 135 AND", {"points_in_lots", "points_moved"}},
      {"UPDATE point_lots SET points_earned = 1000, points_remaining = points_remaining + 1000 - "
       "points_earned "
       "WHERE id IN (SELECT id FROM loyalty_transactions WHERE transaction_type = 'points_adjusted_voided') "
       "AND",
       {"lot_earned", "points_in_lots", "points_moved"}},
      {"UPDATE point_allocations SET points = points - 1 WHERE points = -20 AND",
       {"lot_overdrawn", "lot_remaining", "points_moved"}},
      {"UPDATE point_allocations SET points = -points WHERE points = -20 AND",
       {"lot_overdrawn", "lot_remaining", "points_moved"}},
      {"DELETE FROM point_allocations WHERE points = -20 AND", {"lot_remaining", "points_moved"}},
      {"UPDATE point_allocations SET transaction_id = transaction_id + 1 WHERE points = 10 AND",
       {"allocation_row", "points_moved"}},
      {"UPDATE point_allocations SET lot_id = 5 WHERE points = -20 AND", {"allocation_lot", "lot_remaining"}},
      {"UPDATE purchase_references SET transaction_id = 5 WHERE reference = 'R-1' AND",
       {"purchase_reference"}},
      {"UPDATE purchase_references SET reference = 'R-8' WHERE reference = 'R-1' AND",
       {"purchase_reference"}},
      {"DELETE FROM purchase_references WHERE reference = 'R-1' AND", {"purchase_reference"}},
      {"INSERT INTO purchase_references (company_id, vendor_id, reference, card_id, transaction_id) SELECT "
       "company_id, vendor_id, purchase_reference, card_id, id FROM loyalty_transactions WHERE "
       "purchase_reference = 'R-2' AND points_delta > 0 AND linked_id IS NULL AND",
       {"purchase_reference"}},
      {"INSERT INTO purchase_references (company_id, vendor_id, reference, card_id, transaction_id) SELECT "
       "MIN(company_id), MIN(vendor_id), 'R-7', MIN(card_id), MAX(id) FROM loyalty_transactions WHERE",
       {"purchase_reference"}},
  };
  for (const auto& [change, expected] : corruptions) {
    const auto sql = std::string(change) + " company_id = $1 AND card_id = $2";
    EXPECT_EQ(names_of(find_after(sql)), expected) << change;
  }
}

TEST_P(VerifyCard, SaysWhatItExpectedAndWhatItFound) {
  const auto id = std::to_string(to_integer(card.id));
  const auto on_card = "company " + std::to_string(to_integer(card.company_id)) + " card " + id;
  const auto describe_after = [&](const std::string& change) {
    const auto found = find_after(change + " WHERE company_id = $1 AND id = $2");
    return found.empty() ? "" : describe(found.front());
  };
  const auto stored = world.card(card);
  EXPECT_EQ(describe_after("UPDATE loyalty_cards SET stamp_count = 77"),
            on_card + " stamp_count: expected " + std::to_string(stored.stamp_count) + ", found 77");
  EXPECT_EQ(describe_after("UPDATE loyalty_cards SET last_stamp_at = NULL"),
            on_card + " last_stamp_at: expected " + format_rfc3339(*stored.last_stamp_at) + ", found none");
  EXPECT_EQ(describe({.fault = row_order,
                      .company_id = card.company_id,
                      .card_id = card.id,
                      .id = static_cast<TransactionId>(9)}),
            on_card + " row 9 row_order");
}

// Ids are made before the writes, and the writes may come the other way round.
TEST_P(VerifyCard, LetsRowsOfTheSameMomentStandInAnyOrder) {
  const auto first = world.earn_command(world.bakery, card, {.cents = 500});
  const auto second = world.earn_command(world.bakery, card, {.cents = 700, .stamps = 1});
  database.write([&](Transaction& tx) {
    ASSERT_TRUE(earn_points(tx, second));
    ASSERT_TRUE(earn_points(tx, first));
  });
  EXPECT_EQ(world.ledger_fault(card, false), "");
  EXPECT_EQ(names_of(database.read([&](Transaction& tx) { return verify(tx); })),
            std::set<std::string>{"row_order"});
}

INSTANTIATE_TEST_SUITE_P(, VerifyCard, test::each_engine(), test::engine_name);

class VerifyCards : public test::WorldFixture {
 protected:
  struct Total {
    LedgerFindings findings;
    int pages = 0;
  };
  Total verify_all(CompanyId company, std::int64_t cards_max) {
    Total total;
    std::optional<CardId> after;
    do {
      auto page = database.read([&](Transaction& tx) { return verify_cards(tx, company, after, cards_max); });
      total.findings.cards += page.findings.cards;
      total.findings.rows += page.findings.rows;
      total.findings.lots += page.findings.lots;
      std::ranges::move(page.findings.differences, std::back_inserter(total.findings.differences));
      ++total.pages;
      after = page.next;
    } while (after);
    return total;
  }
};

TEST_P(VerifyCards, GoesOverTheCardsOfACompanyInPagesOfAnySize) {
  for (int i = 0; i < 5; ++i) {
    const auto guest = world.enrol(world.bakery, "Guest", std::to_string(i) + "@example.org").card;
    for (int visit = 0; visit < i; ++visit) ASSERT_TRUE(world.earn(world.bakery, guest, {.cents = 1000}));
  }
  for (const std::int64_t cards_max : {1, 2, 4, 6, 7, 100}) {
    const auto [findings, pages] = verify_all(world.bakery.company_id, cards_max);
    EXPECT_EQ(findings.cards, 6);
    EXPECT_EQ(findings.rows, 6 + 10) << "each has a welcome bonus";
    EXPECT_EQ(findings.lots, 6 + 10);
    EXPECT_EQ(pages, 1 + 6 / cards_max);
    EXPECT_THAT(findings.differences, testing::IsEmpty());
  }
  EXPECT_EQ(verify_all(world.city.company_id, 2).findings.cards, 2);
}

TEST_P(VerifyCards, FindsWhatBelongsToNoCard) {
  static const Sql move_lot{"UPDATE point_lots SET card_id = $2 WHERE company_id = $1"};
  static const Sql move_rows{"UPDATE loyalty_transactions SET card_id = $2 WHERE company_id = $1"};
  const auto company = world.bakery.company_id;
  for (const std::int64_t nowhere : {std::int64_t{1}, std::numeric_limits<std::int64_t>::max()}) {
    database.write([&](Transaction& tx) { tx.execute(move_lot, {company, nowhere}); });
    for (const std::int64_t cards_max : {1, 10}) {
      const auto found = verify_all(company, cards_max).findings;
      EXPECT_EQ(found.cards, 1);
      EXPECT_EQ(names_of(found.differences),
                (std::set<std::string>{"card_missing", "lot_row", "points_in_lots", "points_moved"}));
      for (const auto& difference : found.differences) {
        const bool is_of_card = difference.fault == points_in_lots || difference.fault == points_moved;
        EXPECT_EQ(difference.card_id, is_of_card ? world.zoe.card.id : static_cast<CardId>(nowhere));
      }
    }
  }
  database.write([&](Transaction& tx) { tx.execute(move_rows, {company, 5}); });
  EXPECT_THAT(names_of(verify_all(company, 10).findings.differences),
              testing::IsSupersetOf({"card_missing", "points_balance", "stamp_count"}));
}

TEST_P(VerifyCards, GoesOverTheReceiptsInPages) {
  static const Sql forget_rows{
      "UPDATE loyalty_transactions SET purchase_reference = NULL WHERE company_id = $1"};
  const auto company = world.bakery.company_id;
  for (const auto* reference : {"a", "b", "c", "d"}) {
    ASSERT_TRUE(world.earn(world.bakery, world.zoe.card, {.cents = 100, .reference = reference}));
  }
  database.write([&](Transaction& tx) { tx.execute(forget_rows, {company}); });
  for (const std::int64_t references_max : {1, 3, 4, 5}) {
    std::int64_t found = 0;
    std::optional<storage::PurchaseReference> after;
    do {
      auto page = database.read(
          [&](Transaction& tx) { return verify_references(tx, company, after, references_max); });
      found += std::ssize(page.differences);
      after = std::move(page.next);
    } while (after);
    EXPECT_EQ(found, 4) << references_max;
  }
}

INSTANTIATE_TEST_SUITE_P(, VerifyCards, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
