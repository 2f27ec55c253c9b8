#include "storage/points.hpp"

#include <ostream>

#include <gtest/gtest.h>

#include "storage/cards.hpp"
#include "storage/ledger.hpp"
#include "support/database.hpp"

namespace loyalty {

void PrintTo(const Lot& lot, std::ostream* out) {
  *out << to_integer(lot.id) << ": " << lot.points_remaining << " of " << lot.points_earned << " until "
       << (lot.expires_at ? format_rfc3339(*lot.expires_at) : "for ever");
}

namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using test::at;

class StorePoints : public test::StoreFixture {
 protected:
  const Instant now = at("2026-11-20T10:00:00Z");
  const CompanyId beans{11};
  const VendorId city{21};
  const Card card = card_of(beans, 1);
  const Card neighbour = card_of(beans, 2);
  const Card stranger = card_of(CompanyId{12}, 1);  // the same id in another company

  Card card_of(CompanyId company, std::int64_t id) const {
    const auto text = std::to_string(id);
    return {.company_id = company,
            .id = CardId{id},
            .program_id = ProgramId{41},
            .joined_vendor_id = city,
            .customer_id = CustomerId{id},
            .card_number = "number " + text,
            .qr_code = "qr " + text,
            .card_token = "token " + text};
  }
  Lot lot_of(const Card& of, std::int64_t id, std::int64_t points, std::optional<Instant> expires_at) const {
    return {.company_id = of.company_id,
            .card_id = of.id,
            .id = TransactionId{id},
            .points_earned = points,
            .points_remaining = points,
            .earned_at = now,
            .expires_at = expires_at};
  }
  void insert(const Card& of, std::int64_t id, std::int64_t points, std::optional<Instant> expires_at = {}) {
    database.write(
        [&](storage::Transaction& tx) { storage::insert_lot(tx, lot_of(of, id, points, expires_at)); });
  }
  void allocate(const Card& of, std::int64_t transaction, std::int64_t lot, std::int64_t points) {
    database.write([&](storage::Transaction& tx) {
      storage::allocate(
          tx, of,
          {.transaction_id = TransactionId{transaction}, .lot_id = TransactionId{lot}, .points = points});
    });
  }
  std::int64_t remaining(const Card& of, std::int64_t lot) {
    return database.read([&](storage::Transaction& tx) {
      return storage::find_lot(tx, of, TransactionId{lot}).value().points_remaining;
    });
  }
  // What `list` finds, by its ids.
  template <class List>
  std::vector<std::int64_t> ids(List list) {
    return database.read([&](storage::Transaction& tx) {
      std::vector<std::int64_t> found;
      for (const auto& lot : list(tx)) found.push_back(to_integer(lot.id));
      return found;
    });
  }
  std::vector<std::int64_t> open_lots(const Card& of, std::int64_t limit = 100) {
    return ids([&](storage::Transaction& tx) { return storage::list_open_lots(tx, of, limit); });
  }
  std::vector<std::int64_t> due_lots(const Card& of, Instant when) {
    return ids([&](storage::Transaction& tx) { return storage::list_due_lots(tx, of, when); });
  }
};

using Ids = std::vector<std::int64_t>;

TEST_P(StorePoints, FindsALotAsItWasInserted) {
  auto whole = lot_of(card, 101, 40, now + days{30});
  whole.points_remaining = 25;
  whole.points_per_euro = {1500};
  whole.expire_after_days = 30;
  const auto plain = lot_of(card, 102, 7, std::nullopt);
  database.write([&](storage::Transaction& tx) {
    storage::insert_lot(tx, whole);
    storage::insert_lot(tx, plain);
  });
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_lot(tx, card, whole.id), whole);
    EXPECT_EQ(storage::find_lot(tx, card, plain.id), plain);
    EXPECT_EQ(storage::find_lot(tx, card, TransactionId{103}), std::nullopt);
    EXPECT_EQ(storage::find_lot(tx, neighbour, whole.id), std::nullopt);
    EXPECT_EQ(storage::find_lot(tx, stranger, whole.id), std::nullopt);
  });
}

TEST_P(StorePoints, ListsOpenLotsInTheOrderInWhichTheyAreSpent) {
  insert(card, 101, 10);
  insert(card, 102, 10, now + days{9});
  insert(card, 103, 10, now + days{3});
  insert(card, 104, 10, now + days{9});
  insert(card, 105, 10);
  insert(card, 106, 10, now + days{1});
  insert(neighbour, 201, 10, now);
  insert(stranger, 301, 10, now);
  EXPECT_EQ(open_lots(card), (Ids{106, 103, 102, 104, 101, 105})) << "what never expires is the last";
  EXPECT_EQ(open_lots(card, 2), (Ids{106, 103}));
  allocate(card, 900, 106, -10);
  allocate(card, 901, 103, -9);
  EXPECT_EQ(open_lots(card, 2), (Ids{103, 102}));
  allocate(card, 902, 106, 1);
  EXPECT_EQ(open_lots(card, 2), (Ids{106, 103})) << "it is open again";
}

TEST_P(StorePoints, TellsWhatIsDueToTheMillisecond) {
  const auto moment = milliseconds{1};
  insert(card, 101, 10, now + days{2});
  insert(card, 102, 20, now + days{1});
  insert(card, 103, 30, now + days{2} + moment);
  insert(card, 104, 40);
  insert(card, 105, 50, now + days{1});
  allocate(card, 900, 105, -50);
  insert(neighbour, 201, 5, now);
  insert(stranger, 301, 5, now);
  struct Case {
    Instant when;
    Ids lots;
    std::int64_t sum;
    std::optional<ExpiringPoints> next;
  };
  const Case cases[] = {
      {now, {}, 0, ExpiringPoints{20, now + days{1}}},
      {now + days{1} - moment, {}, 0, ExpiringPoints{20, now + days{1}}},
      {now + days{1}, {102}, 20, ExpiringPoints{10, now + days{2}}},
      {now + days{2}, {102, 101}, 30, ExpiringPoints{30, now + days{2} + moment}},
      {now + days{2} + moment, {102, 101, 103}, 60, std::nullopt},
      {now + days{100'000}, {102, 101, 103}, 60, std::nullopt},
  };
  for (const auto& each : cases) {
    SCOPED_TRACE(format_rfc3339(each.when));
    EXPECT_EQ(due_lots(card, each.when), each.lots);
    database.read([&](storage::Transaction& tx) {
      EXPECT_EQ(storage::sum_due(tx, card, each.when), each.sum);
      EXPECT_EQ(storage::find_next_expiring(tx, card, each.when), each.next);
      EXPECT_EQ(storage::find_first_expiry(tx, card), now + days{1}) << "whatever the time";
    });
  }
}

TEST_P(StorePoints, AddsUpWhatExpiresTogether) {
  insert(card, 101, 10, now + days{1});
  insert(card, 102, 20, now + days{1});
  insert(card, 103, 40, now + days{2});
  allocate(card, 900, 102, -5);
  database.read([&](storage::Transaction& tx) {
    EXPECT_EQ(storage::find_next_expiring(tx, card, now), (ExpiringPoints{25, now + days{1}}));
  });
}

TEST_P(StorePoints, KnowsNoExpiryWhereNothingExpires) {
  const auto expect_none = [&] {
    database.read([&](storage::Transaction& tx) {
      EXPECT_EQ(storage::find_first_expiry(tx, card), std::nullopt);
      EXPECT_EQ(storage::find_next_expiring(tx, card, now), std::nullopt);
      EXPECT_EQ(storage::sum_due(tx, card, now), 0);
    });
  };
  expect_none();
  insert(card, 101, 10);
  expect_none();
  insert(card, 102, 10, now + days{1});
  allocate(card, 900, 102, -10);
  expect_none();
}

TEST_P(StorePoints, ChangesALotByItsAllocations) {
  insert(card, 101, 40);
  insert(card, 102, 40);
  insert(neighbour, 101, 40);
  insert(stranger, 101, 40);
  allocate(card, 900, 102, -40);
  allocate(card, 900, 101, -5);
  allocate(card, 901, 101, 2);
  EXPECT_EQ(remaining(card, 101), 37);
  EXPECT_EQ(remaining(card, 102), 0);
  EXPECT_EQ(remaining(neighbour, 101), 40);
  EXPECT_EQ(remaining(stranger, 101), 40);
  const auto list = [&](const Card& of, std::int64_t transaction) {
    return database.read([&](storage::Transaction& tx) {
      return storage::list_allocations(tx, of, TransactionId{transaction});
    });
  };
  const auto made = [](std::int64_t transaction, std::int64_t lot, std::int64_t points) {
    return Allocation{TransactionId{transaction}, TransactionId{lot}, points};
  };
  EXPECT_EQ(list(card, 900), (std::vector{made(900, 101, -5), made(900, 102, -40)}));
  EXPECT_EQ(list(card, 901), (std::vector{made(901, 101, 2)}));
  EXPECT_TRUE(list(card, 902).empty());
  EXPECT_TRUE(list(neighbour, 900).empty());
  EXPECT_TRUE(list(stranger, 900).empty());
  EXPECT_THROW(allocate(card, 900, 101, -1), storage::StorageFault) << "one each";
  EXPECT_EQ(remaining(card, 101), 37);
}

TEST_P(StorePoints, SumsWhatExpiredOfALot) {
  const auto record = [&](const Card& of, std::int64_t id, TransactionType type) {
    LoyaltyTransaction row{.company_id = of.company_id,
                           .card_id = of.id,
                           .id = TransactionId{id},
                           .vendor_id = city,
                           .type = type};
    database.write([&](storage::Transaction& tx) { storage::insert_transaction(tx, row); });
  };
  const auto sum_expired = [&](std::int64_t lot) {
    return database.read(
        [&](storage::Transaction& tx) { return storage::sum_expired(tx, card, TransactionId{lot}); });
  };
  insert(card, 101, 40);
  insert(card, 102, 40);
  EXPECT_EQ(sum_expired(101), 0);
  record(card, 900, TransactionType::points_redeemed);
  allocate(card, 900, 101, -10);
  EXPECT_EQ(sum_expired(101), 0) << "what was spent did not expire";
  record(card, 901, TransactionType::points_expired);
  allocate(card, 901, 101, -30);
  allocate(card, 901, 102, -40);
  record(card, 902, TransactionType::points_redeemed_voided);
  allocate(card, 902, 101, 10);
  EXPECT_EQ(sum_expired(101), 30);
  EXPECT_EQ(sum_expired(102), 40);
  record(card, 903, TransactionType::points_expired);
  allocate(card, 903, 101, -10);
  EXPECT_EQ(sum_expired(101), 40) << "what came back and expired once more";
  record(stranger, 901, TransactionType::points_expired);
  insert(stranger, 102, 7);
  allocate(stranger, 901, 102, -7);
  EXPECT_EQ(sum_expired(102), 40);
}

TEST_P(StorePoints, ListsCardsThatAreDueLongestWaitFirst) {
  const auto add = [&](Card added, std::optional<Instant> next_expiry_at) {
    database.write([&](storage::Transaction& tx) {
      ASSERT_TRUE(storage::insert_card(tx, added));
      added.next_expiry_at = next_expiry_at;
      storage::set_next_expiry(tx, added);
    });
  };
  const auto due = [&](CompanyId company, Instant when, std::int64_t limit = 100) {
    return database.read([&](storage::Transaction& tx) {
      Ids found;
      for (const auto& one : storage::list_due_cards(tx, company, when, limit)) {
        EXPECT_EQ(one.program_id, ProgramId{41});
        found.push_back(to_integer(one.card_id));
      }
      return found;
    });
  };
  add(card_of(beans, 1), now + days{2});
  add(card_of(beans, 2), now + days{1});
  add(card_of(beans, 3), std::nullopt);
  add(card_of(beans, 4), now + days{2});
  add(card_of(CompanyId{12}, 5), now);
  EXPECT_EQ(due(beans, now), (Ids{}));
  EXPECT_EQ(due(beans, now + days{1} - milliseconds{1}), (Ids{}));
  EXPECT_EQ(due(beans, now + days{1}), (Ids{2}));
  EXPECT_EQ(due(beans, now + days{9}), (Ids{2, 1, 4}));
  EXPECT_EQ(due(beans, now + days{9}, 2), (Ids{2, 1}));
  EXPECT_EQ(due(CompanyId{12}, now), (Ids{5}));
}

TEST_P(StorePoints, HoldsAReceiptOnceInAVendor) {
  const VendorId park{22};
  const auto insert_reference = [&](const Card& of, VendorId vendor, const char* reference, std::int64_t id) {
    return database.write([&](storage::Transaction& tx) {
      return storage::insert_purchase_reference(tx, of, vendor, reference, TransactionId{id});
    });
  };
  const auto find = [&](CompanyId company, VendorId vendor, const char* reference) {
    return database.read(
        [&](storage::Transaction& tx) { return storage::find_purchase(tx, company, vendor, reference); });
  };
  EXPECT_TRUE(insert_reference(card, city, "R-1", 101));
  EXPECT_FALSE(insert_reference(card, city, "R-1", 102));
  EXPECT_FALSE(insert_reference(neighbour, city, "R-1", 103)) << "on another card";
  EXPECT_TRUE(insert_reference(card, park, "R-1", 104)) << "at another vendor";
  EXPECT_TRUE(insert_reference(stranger, city, "R-1", 105)) << "in another company";
  EXPECT_TRUE(insert_reference(card, city, "r-1", 106));
  EXPECT_EQ(find(beans, city, "R-1"), TransactionId{101});
  EXPECT_EQ(find(beans, park, "R-1"), TransactionId{104});
  EXPECT_EQ(find(beans, city, "R-2"), std::nullopt);
  database.write(
      [&](storage::Transaction& tx) { storage::delete_purchase_reference(tx, beans, city, "R-1"); });
  EXPECT_EQ(find(beans, city, "R-1"), std::nullopt);
  EXPECT_EQ(find(beans, city, "r-1"), TransactionId{106});
  EXPECT_EQ(find(beans, park, "R-1"), TransactionId{104});
  EXPECT_EQ(find(stranger.company_id, city, "R-1"), TransactionId{105});
  EXPECT_TRUE(insert_reference(neighbour, city, "R-1", 107)) << "free again";
}

INSTANTIATE_TEST_SUITE_P(, StorePoints, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
