// A customer sees, corrects and erases what is known of them; the history stays and adds up.
#include "services/own_data.hpp"

#include <gtest/gtest.h>

#include "services/card_search.hpp"
#include "services/card_secrets.hpp"
#include "services/holder.hpp"
#include "services/search_terms.hpp"
#include "storage/cards.hpp"
#include "support/races.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using test::count;
using test::Counts;
using test::refusal_of;
using test::run_at_once;
using test::threads;
using enum RefusalCode;

std::string make_pseudonym(std::string_view locale) { return "Nobody in " + std::string(locale); }

class OwnDataFixture : public test::WorldFixture {
 protected:
  Outcome<ChangedCustomer> change(const Card& card, const std::function<void(Customer&)>& how) {
    return database.write([&](storage::Transaction& tx) {
      return change_own_data(tx, card.card_token, world.now, [&](Customer& customer, std::string_view) {
        how(customer);
        return true;
      });
    });
  }
  Outcome<Done> erase(const Card& card) {
    return database.write([&](storage::Transaction& tx) {
      return erase_own_data(tx, card.card_token, world.now, make_pseudonym);
    });
  }
  CardWithCustomer stored(const Card& card) {
    return database.read(
        [&](storage::Transaction& tx) { return storage::find_card(tx, card.company_id, card.id).value(); });
  }
  std::vector<CardId> search(const std::string& text) {
    const auto page = database.read([&](storage::Transaction& tx) {
      return search_cards(tx, world.actor(world.city), {.text = text, .status = {}}, std::nullopt, 10);
    });
    std::vector<CardId> found;
    for (const auto& holder : page.cards) found.push_back(holder.card.id);
    return found;
  }
  // Rows, whether a search would still show them or not.
  std::size_t count_terms(std::string_view prefix) {
    return database.read([&](storage::Transaction& tx) {
      return storage::search_terms(tx, world.city.company_id, world.city.program_id, prefix, "", std::nullopt,
                                   9)
          .size();
    });
  }
  Outcome<HolderView> view(const Card& card) {
    return database.read(
        [&](storage::Transaction& tx) { return view_as_holder(tx, card.card_token, world.now); });
  }
};

class ChangeOwnData : public OwnDataFixture {};

TEST_P(ChangeOwnData, ChangesTheCustomerAndHowTheCardIsFound) {
  const auto& card = world.elise.card;
  const auto changed = change(card, [](Customer& customer) {
    customer.first_name = "Elsa";
    customer.last_name = "Schmit";
    customer.email = "elsa@example.org";
    customer.phone.reset();
    customer.birth_date = "1991-01-31";
    customer.locale = "de";
  });
  ASSERT_TRUE(changed);
  EXPECT_TRUE(changed->was_accepted);
  const auto now = stored(card);
  EXPECT_EQ(now.customer, changed->customer);
  EXPECT_EQ(now.customer.last_name, "Schmit");
  EXPECT_EQ(now.customer.created_at, world.elise.customer.created_at);
  EXPECT_EQ(now.card.version, card.version + 1) << "a wallet shows the name";
  EXPECT_EQ(search("elsa schmit"), std::vector{card.id});
  EXPECT_EQ(search("elsa@example.org"), std::vector{card.id});
  EXPECT_EQ(search(card.card_number), std::vector{card.id});
  for (const char* const former : {"elise", "muller", "elise@example.org", "621123456"}) {
    EXPECT_TRUE(search(former).empty()) << former;
    EXPECT_EQ(count_terms(former), 0U) << former;
  }
}

TEST_P(ChangeOwnData, KeepsWhenConsentWasGiven) {
  const auto& card = world.elise.card;
  const auto agree = [&](bool consent) {
    return change(card, [consent](Customer& customer) { customer.marketing_consent = consent; });
  };
  world.pass(std::chrono::hours(1));
  const auto first = world.now;
  EXPECT_EQ(agree(true)->customer.marketing_consent_at, first);
  world.pass(std::chrono::hours(1));
  EXPECT_EQ(agree(true)->customer.marketing_consent_at, first) << "nothing new";
  const auto taken_back = agree(false)->customer;
  EXPECT_FALSE(taken_back.marketing_consent);
  EXPECT_EQ(taken_back.marketing_consent_at, first) << "when it was last given";
  world.pass(std::chrono::hours(1));
  EXPECT_EQ(agree(true)->customer.marketing_consent_at, world.now);
}

TEST_P(ChangeOwnData, LeavesEverythingWhenNothingIsNewOrTheFormIsWrong) {
  const auto& card = world.elise.card;
  ASSERT_TRUE(change(card, [](Customer&) {}));
  EXPECT_EQ(stored(card).card, card);
  const auto refused = database.write([&](storage::Transaction& tx) {
    return change_own_data(tx, card.card_token, world.now, [](Customer& customer, std::string_view country) {
      EXPECT_EQ(country, "LU");
      customer.first_name = "Somebody else";
      return false;
    });
  });
  ASSERT_TRUE(refused);
  EXPECT_FALSE(refused->was_accepted);
  EXPECT_EQ(stored(card).customer, world.elise.customer);
}

TEST_P(ChangeOwnData, TakesNoContactOfAnother) {
  const auto& card = world.elise.card;
  const auto before = stored(card);
  EXPECT_EQ(refusal_of(change(card, [&](Customer& c) { c.phone = world.jean.customer.phone; })),
            contact_not_possible);
  world.enrol(world.city, "Nora", "nora@example.org");
  EXPECT_EQ(refusal_of(change(card, [](Customer& c) { c.email = "nora@example.org"; })),
            contact_not_possible);
  EXPECT_EQ(stored(card).customer, before.customer);
  // A customer of another shop is somebody else's business.
  EXPECT_TRUE(change(card, [&](Customer& c) { c.email = world.zoe.customer.email; }));
}

TEST_P(ChangeOwnData, OpensForNothingButTheToken) {
  auto card = world.elise.card;
  for (const auto& text : {card.qr_code, card.card_number, std::string("x"), std::string(),
                           make_card_secrets(card.company_id)[0].card_token}) {
    card.card_token = text;
    EXPECT_EQ(refusal_of(change(card, [](Customer& c) { c.first_name = "X"; })), card_not_found) << text;
    EXPECT_EQ(refusal_of(erase(card)), card_not_found) << text;
  }
  EXPECT_EQ(stored(world.elise.card).card, world.elise.card);
}

TEST_P(ChangeOwnData, GivesAContactToOneWhenAllWantItAtOnce) {
  std::vector<Card> cards;
  for (int i = 0; i < threads; ++i) {
    cards.push_back(world.enrol(world.city, "N", "n" + std::to_string(i) + "@example.org").card);
  }
  const auto outcomes = run_at_once([&](int i) {
    return change(cards[static_cast<std::size_t>(i)],
                  [](Customer& customer) { customer.email = "wanted@example.org"; });
  });
  EXPECT_EQ(count(outcomes), (Counts{{"", 1}, {"contact_not_possible", threads - 1}}));
  EXPECT_EQ(search("wanted@example.org").size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(, ChangeOwnData, test::each_engine(), test::engine_name);

class EraseOwnData : public OwnDataFixture {};

TEST_P(EraseOwnData, ForgetsThePersonAndKeepsTheHistory) {
  const auto& card = world.elise.card;
  ASSERT_TRUE(world.stamp(world.city, card));
  const auto before = stored(card);
  world.pass(std::chrono::hours(1));
  ASSERT_TRUE(erase(card));
  const auto now = stored(card);
  EXPECT_EQ(now.customer, (Customer{.company_id = card.company_id,
                                    .id = card.customer_id,
                                    .program_id = card.program_id,
                                    .joined_vendor_id = card.joined_vendor_id,
                                    .first_name = "Nobody in fr",
                                    .locale = "fr",
                                    .terms_version = 1,
                                    .terms_accepted_at = before.customer.terms_accepted_at,
                                    .created_at = before.customer.created_at}));
  auto closed = before.card;
  closed.status = CardStatus::closed;
  closed.erased_at = world.now;
  ++closed.version;
  EXPECT_EQ(now.card, closed);
  EXPECT_EQ(world.count_rows(card), 1);
  EXPECT_EQ(world.ledger_fault(card), "");
  for (const auto& text :
       {std::string("elise"), std::string("elise@example.org"), std::string("621123456"), card.card_number}) {
    EXPECT_TRUE(search(text).empty()) << text;
    EXPECT_EQ(count_terms(text), 0U) << text;
  }
}

TEST_P(EraseOwnData, ClosesTheCardForGood) {
  const auto& card = world.elise.card;
  ASSERT_TRUE(erase(card));
  EXPECT_EQ(refusal_of(view(card)), card_not_found);
  EXPECT_EQ(refusal_of(change(card, [](Customer& c) { c.first_name = "X"; })), card_not_found);
  EXPECT_EQ(refusal_of(world.stamp(world.city, card)), card_inactive);
  const auto reopen = [&](CardStatus status) {
    return database.write([&](storage::Transaction& tx) {
      return change_card_status(tx, world.actor(world.city, Role::manager), card.id, status);
    });
  };
  EXPECT_EQ(refusal_of(reopen(CardStatus::active)), customer_erased);
  EXPECT_EQ(refusal_of(reopen(CardStatus::blocked)), customer_erased);
  EXPECT_TRUE(reopen(CardStatus::closed));
}

TEST_P(EraseOwnData, MayBeAskedForAgain) {
  const auto& card = world.elise.card;
  ASSERT_TRUE(erase(card));
  const auto first = stored(card);
  world.pass(std::chrono::hours(1));
  EXPECT_TRUE(erase(card));
  EXPECT_EQ(stored(card).card, first.card);
}

TEST_P(EraseOwnData, LetsThePersonJoinAnew) {
  const auto& former = world.elise.customer;
  ASSERT_TRUE(erase(world.elise.card));
  const auto enrolled =
      world.enrol(world.enrolment(world.city, former.first_name, former.email, former.phone));
  ASSERT_TRUE(enrolled);
  EXPECT_FALSE(enrolled->already_enrolled);
  EXPECT_NE(enrolled->holder.card.id, world.elise.card.id);
  EXPECT_EQ(search("elise@example.org"), std::vector{enrolled->holder.card.id});
  EXPECT_TRUE(world.stamp(world.city, enrolled->holder.card));
}

TEST_P(EraseOwnData, LeavesOthersAlone) {
  ASSERT_TRUE(erase(world.elise.card));
  EXPECT_EQ(stored(world.jean.card).customer, world.jean.customer);
  EXPECT_EQ(stored(world.jean.card).card, world.jean.card);
  EXPECT_EQ(search("jean"), std::vector{world.jean.card.id});
}

TEST_P(EraseOwnData, IsClosedToEveryStampThatComesAtTheSameTime) {
  world.change(world.city, [](Program& program) {
    program.cooldown_minutes = 0;
    program.max_daily_stamps = 1'000;
  });
  const auto& card = world.elise.card;
  const auto outcomes = run_at_once([&](int i) -> Outcome<Done> {
    if (i % 10 == 4) return erase(card);
    const auto stamped = world.stamp(world.city, card);
    if (!stamped) return stamped.error();
    return Done{};
  });
  const auto counts = count(outcomes);
  for (const auto& [name, number] : counts) EXPECT_TRUE(name.empty() || name == "card_inactive") << name;
  // Two were erasures; every other success is a stamp, with its row.
  const auto stamps = counts.at("") - 2;
  const auto now = stored(card).card;
  EXPECT_EQ(now.stamp_count, stamps);
  EXPECT_EQ(world.count_rows(card), stamps);
  EXPECT_EQ(now.version, 1 + stamps + 1) << "a version is never used twice";
  EXPECT_EQ(now.status, CardStatus::closed);
  EXPECT_TRUE(now.erased_at);
  EXPECT_EQ(stored(card).customer.first_name, "Nobody in fr");
  EXPECT_EQ(world.ledger_fault(card, false), "");
}

INSTANTIATE_TEST_SUITE_P(, EraseOwnData, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
