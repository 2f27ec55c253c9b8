#include "storage/cards.hpp"

#include <gtest/gtest.h>

#include "storage/cards_fixture.hpp"

namespace loyalty {
namespace {

using StoreCards = test::CardsFixture;

TEST_P(StoreCards, FindsOneByEachOfItsKeys) {
  insert(1);
  insert(2);
  database.write([&](storage::Transaction& tx) {
    expect_first(storage::find_card(tx, beans, CardId{1}));
    expect_first(storage::find_card_by_number(tx, beans, "number 1"));
    expect_first(storage::find_card_by_qr(tx, beans, "qr 1"));
    expect_first(storage::find_card_by_token(tx, beans, "token 1"));
    expect_first(storage::lock_card(tx, beans, CardId{1}));
    expect_first(storage::lock_card_by_number(tx, beans, "number 1"));
    expect_first(storage::lock_card_by_qr(tx, beans, "qr 1"));
  });
}

TEST_P(StoreCards, FindsNoneOfAnotherCompany) {
  insert(1);
  const CompanyId crumbs{12};
  database.write([&](storage::Transaction& tx) {
    EXPECT_FALSE(storage::find_card(tx, crumbs, CardId{1}));
    EXPECT_FALSE(storage::find_card_by_number(tx, crumbs, "number 1"));
    EXPECT_FALSE(storage::find_card_by_qr(tx, crumbs, "qr 1"));
    EXPECT_FALSE(storage::find_card_by_token(tx, crumbs, "token 1"));
    EXPECT_FALSE(storage::lock_card(tx, crumbs, CardId{1}));
    EXPECT_FALSE(storage::lock_card_by_number(tx, crumbs, "number 1"));
    EXPECT_FALSE(storage::lock_card_by_qr(tx, crumbs, "qr 1"));
  });
}

TEST_P(StoreCards, KeepsTheRegistersOfProgramsApart) {
  insert(1);
  database.read([&](storage::Transaction& tx) {
    for (const auto& [company, program] :
         {std::pair(CompanyId{12}, coffee), std::pair(beans, ProgramId{42})}) {
      EXPECT_FALSE(storage::find_card_by_contact(tx, company, program, customer(1).email, std::nullopt));
      EXPECT_TRUE(storage::list_cards(tx, company, program, {}).empty());
    }
  });
}

TEST_P(StoreCards, FindsTheHolderOfAMailOrAPhoneMailFirst) {
  insert(1);
  insert(2);
  database.read([&](storage::Transaction& tx) {
    const auto find = [&](std::optional<std::string> email, std::optional<std::string> phone) {
      const auto found = storage::find_card_by_contact(tx, beans, coffee, email, phone);
      return found ? to_integer(found->card.id) : 0;
    };
    EXPECT_EQ(find(customer(1).email, std::nullopt), 1);
    EXPECT_EQ(find(std::nullopt, customer(2).phone), 2);
    EXPECT_EQ(find(customer(1).email, customer(2).phone), 1);
    EXPECT_EQ(find("nobody@example.org", customer(2).phone), 2);
    EXPECT_EQ(find("nobody@example.org", std::nullopt), 0);
    EXPECT_EQ(find(std::nullopt, std::nullopt), 0);
  });
}

TEST_P(StoreCards, HoldsAMailAndAPhoneOnceInAProgram) {
  insert(1);
  auto same_mail = customer(2);
  same_mail.email = customer(1).email;
  EXPECT_FALSE(insert_customer(same_mail));
  auto same_phone = customer(2);
  same_phone.phone = customer(1).phone;
  EXPECT_FALSE(insert_customer(same_phone));
  auto elsewhere = customer(2);
  elsewhere.email = customer(1).email;
  elsewhere.program_id = ProgramId{42};
  EXPECT_TRUE(insert_customer(elsewhere));
}

TEST_P(StoreCards, LetsManyHaveNoMailOrNoPhone) {
  for (std::int64_t id = 1; id <= 2; ++id) {
    auto nameless = customer(id);
    nameless.email.reset();
    EXPECT_TRUE(insert_customer(nameless));
  }
  for (std::int64_t id = 3; id <= 4; ++id) {
    auto nameless = customer(id);
    nameless.phone.reset();
    nameless.marketing_consent_at.reset();
    EXPECT_TRUE(insert_customer(nameless));
  }
}

TEST_P(StoreCards, HoldsEachCodeOnceInACompany) {
  insert(1);
  ASSERT_TRUE(insert_customer(customer(2)));
  for (const auto code : {&Card::card_number, &Card::qr_code, &Card::card_token}) {
    auto twin = card(2);
    twin.*code = card(1).*code;
    EXPECT_FALSE(insert_card(twin));
  }
  EXPECT_TRUE(insert_card(card(2)));
}

TEST_P(StoreCards, ListsNewestFirstByStatusAndInPages) {
  for (std::int64_t id = 1; id <= 5; ++id) insert(id);
  auto active = card(3);
  active.status = CardStatus::active;
  database.write([&](storage::Transaction& tx) { storage::set_card_status(tx, active, active.version); });
  const auto ids = [&](const storage::CardFilter& filter) {
    return database.read([&](storage::Transaction& tx) {
      std::vector<std::int64_t> found;
      for (const auto& both : storage::list_cards(tx, beans, coffee, filter)) {
        found.push_back(to_integer(both.card.id));
      }
      return found;
    });
  };
  EXPECT_EQ(ids({}), (std::vector<std::int64_t>{5, 4, 3, 2, 1}));
  EXPECT_EQ(ids({.limit = 2}), (std::vector<std::int64_t>{5, 4}));
  EXPECT_EQ(ids({.before = CardId{4}, .limit = 2}), (std::vector<std::int64_t>{3, 2}));
  EXPECT_EQ(ids({.status = CardStatus::active}), (std::vector<std::int64_t>{3}));
  EXPECT_EQ(ids({.status = CardStatus::blocked, .before = CardId{4}}), (std::vector<std::int64_t>{2, 1}));
  EXPECT_TRUE(ids({.status = CardStatus::closed}).empty());
}

TEST_P(StoreCards, SearchesTermsByPrefixInTheirOrder) {
  for (std::int64_t id = 1; id <= 3; ++id) insert(id);
  database.write([&](storage::Transaction& tx) {
    storage::insert_search_terms(tx, card(1), {"anna", "annabel", "ann"});
    storage::insert_search_terms(tx, card(2), {"anna", "anna", "berg"});
    storage::insert_search_terms(tx, card(3), {"anno", "an", "bern"});
  });
  using Found = std::vector<std::pair<std::string, std::int64_t>>;
  const auto search = [&](std::string_view prefix, std::optional<storage::SearchPlace> after,
                          std::int64_t limit, std::string_view other = "") {
    return database.read([&](storage::Transaction& tx) {
      Found found;
      for (const auto& one : storage::search_terms(tx, beans, coffee, prefix, other, after, limit)) {
        if (one.has_other) found.emplace_back(one.place.term, to_integer(one.place.card_id));
      }
      return found;
    });
  };
  EXPECT_EQ(search("anna", {}, 10), (Found{{"anna", 1}, {"anna", 2}, {"annabel", 1}}));
  EXPECT_EQ(search("anna", {}, 1), (Found{{"anna", 1}}));
  EXPECT_EQ(search("anna", storage::SearchPlace{"anna", CardId{1}}, 1), (Found{{"anna", 2}}));
  EXPECT_EQ(search("anna", storage::SearchPlace{"anna", CardId{2}}, 5), (Found{{"annabel", 1}}));
  EXPECT_EQ(search("anna", storage::SearchPlace{"an", CardId{9}}, 1), (Found{{"anna", 1}}));
  EXPECT_EQ(search("ann", {}, 10),
            (Found{{"ann", 1}, {"anna", 1}, {"anna", 2}, {"annabel", 1}, {"anno", 3}}));
  EXPECT_TRUE(search("c", {}, 10).empty());
  EXPECT_EQ(search("ann", {}, 10, "ber"), (Found{{"anna", 2}, {"anno", 3}}));
  EXPECT_EQ(search("ann", {}, 10, "berg"), (Found{{"anna", 2}}));
  EXPECT_EQ(search("ann", {}, 1, "ber"), Found()) << "the limit is on what is looked at";
  EXPECT_TRUE(search("ann", {}, 10, "berga").empty());
}

TEST_P(StoreCards, CountsTermsToALimit) {
  insert(1);
  insert(2);
  database.write([&](storage::Transaction& tx) {
    storage::insert_search_terms(tx, card(1), {"anna", "annabel", "ann"});
    storage::insert_search_terms(tx, card(2), {"anna"});
  });
  const auto count = [&](std::string_view prefix, std::int64_t count_max, ProgramId program) {
    return database.read([&](storage::Transaction& tx) {
      return storage::count_terms(tx, beans, program, prefix, count_max);
    });
  };
  EXPECT_EQ(count("anna", 10, coffee), 3);
  EXPECT_EQ(count("anna", 3, coffee), 3);
  EXPECT_EQ(count("anna", 2, coffee), 2);
  EXPECT_EQ(count("annabell", 10, coffee), 0);
  EXPECT_EQ(count("anna", 10, ProgramId{99}), 0);
}

INSTANTIATE_TEST_SUITE_P(, StoreCards, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
