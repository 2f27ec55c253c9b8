#include "services/card_search.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "services/cards.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

class SearchCards : public test::WorldFixture {
 protected:
  SearchPage search(std::string_view text, std::int64_t limit = 50,
                    const std::optional<storage::SearchPlace>& after = std::nullopt) {
    return database.read([&](storage::Transaction& tx) {
      return search_cards(tx, world.actor(world.city), {.text = std::string(text), .status = {}}, after,
                          limit);
    });
  }
  std::set<std::string> names(std::string_view text) {
    std::set<std::string> found;
    for (const auto& both : search(text).cards) {
      EXPECT_TRUE(found.insert(both.customer.first_name).second) << both.customer.first_name << " twice";
    }
    return found;
  }
  void join(std::string_view first_name, std::string_view last_name, std::optional<std::string> email,
            std::optional<std::string> phone = std::nullopt) {
    auto command = world.enrolment(world.city, first_name, std::move(email), std::move(phone));
    command.last_name = last_name;
    const auto enrolled = world.enrol(command);
    ASSERT_TRUE(enrolled && !enrolled->already_enrolled) << first_name;
  }
  // Every page of a search; `between` happens after each.
  std::vector<CardId> all_pages(std::string_view text, std::int64_t limit,
                                const std::function<void()>& between) {
    std::vector<CardId> ids;
    std::optional<storage::SearchPlace> after;
    do {
      const auto page = search(text, limit, after);
      EXPECT_LE(static_cast<std::int64_t>(page.cards.size()), limit);
      for (const auto& both : page.cards) ids.push_back(both.card.id);
      after = page.next;
      between();
    } while (after && ids.size() < 1000);
    return ids;
  }
};

TEST_P(SearchCards, FindsPeopleByWhatACashierTypes) {
  join("Élodie", "Müller-Weber", "elodie@example.org");
  join("Jörg", "Weiß", "joerg.weiss@example.org", "+4915112345678");
  join("Ελένη", "Παπαδοπούλου", "eleni@example.org");
  join("Giulia", "Rossi", std::nullopt, "+390612345678");
  const auto number = world.elise.card.card_number;
  struct Case {
    std::string text;
    std::set<std::string> expected;
  };
  const Case cases[] = {
      {"elise", {"Élise"}},
      {"ÉLISE", {"Élise"}},
      {"éli", {"Élise"}},
      {"el", {"Élise", "Élodie", "Ελένη"}},  // her mail address
      {"mull", {"Élise", "Élodie"}},
      {"Müller", {"Élise", "Élodie"}},
      {"weber", {"Jean", "Élodie"}},
      {"weiss", {"Jörg"}},
      {"Weiß", {"Jörg"}},
      {"ελενη", {"Ελένη"}},
      {"muller elise", {"Élise"}},
      {"  elise   mull ", {"Élise"}},
      {"elise weber", {}},
      {"ise", {}},
      {"+352 621 123 456", {"Élise"}},
      {"00352621123456", {"Élise"}},
      {"352621", {"Élise"}},
      {"621 12 34", {"Élise"}},
      {"0621/123-456", {"Élise"}},
      {"+33 6 12 34 56 78", {"Jean"}},
      {"0033612345678", {"Jean"}},
      {"06 12 34 56 78", {"Jean", "Giulia"}},
      {"0612.34", {"Jean", "Giulia"}},
      {"612345678", {"Jean", "Giulia"}},
      {"+39 06 1234", {"Giulia"}},
      {"0151 12345678", {"Jörg"}},
      {"(0151) 123", {"Jörg"}},
      {"elise@example.org", {"Élise"}},
      {"ELISE@EXAMPLE.ORG", {"Élise"}},
      {"elise@", {"Élise"}},
      {"joerg", {"Jörg"}},
      {number, {"Élise"}},
      {number.substr(0, 4) + " " + number.substr(4, 4) + " " + number.substr(8), {"Élise"}},
      {number.substr(0, 11), {"Élise"}},
      {"zoe", {}},
      {"martin", {}},
      {"zoe@example.org", {}},
      {"nobody", {}},
      {"", {}},
      {" ", {}},
      {"?!", {}},
  };
  for (const auto& one : cases) EXPECT_EQ(names(one.text), one.expected) << '"' << one.text << '"';
}

TEST_P(SearchCards, ShowsOnlyTheStatusThatIsAskedFor) {
  database.write([&](storage::Transaction& tx) {
    ASSERT_TRUE(change_card_status(tx, world.actor(world.city, Role::manager), world.elise.card.id,
                                   CardStatus::blocked));
  });
  const auto count = [&](std::optional<CardStatus> status) {
    return database.read([&](storage::Transaction& tx) {
      return search_cards(tx, world.actor(world.city), {.text = "elise", .status = status}, {}, 10)
          .cards.size();
    });
  };
  EXPECT_EQ(count(std::nullopt), 1u);
  EXPECT_EQ(count(CardStatus::blocked), 1u);
  EXPECT_EQ(count(CardStatus::active), 0u);
}

TEST_P(SearchCards, TurnsPagesWithoutRepeatsOrGaps) {
  std::set<CardId> expected;
  for (int i = 0; i < 23; ++i) {
    // Two terms of each begin with the prefix, sometimes three, and the same word is common.
    const auto text = std::to_string(i);
    auto command =
        world.enrolment(world.city, i % 2 == 0 ? "Maria" : "Ma" + text, "ma" + text + "@example.org");
    command.last_name = i % 3 == 0 ? "Martin" : "Madsen";
    const auto enrolled = world.enrol(command);
    ASSERT_TRUE(enrolled);
    expected.insert(enrolled->holder.card.id);
  }
  for (const std::int64_t limit : {1, 2, 5, 22, 23, 24, 200}) {
    const auto ids = all_pages("ma", limit, [] {});
    EXPECT_EQ(std::set<CardId>(ids.begin(), ids.end()), expected) << limit;
    EXPECT_EQ(ids.size(), expected.size()) << limit;
  }
}

// The shorter word asks for nothing more, and must not be followed either.
TEST_P(SearchCards, TurnsPagesWhenAWordBeginsAnother) {
  for (int i = 0; i < 7; ++i)
    join("Maja" + std::to_string(i), "Madsen", "maa" + std::to_string(i) + "@example.org");
  for (const std::int64_t limit : {1, 2, 50})
    EXPECT_EQ(all_pages("ma mad", limit, [] {}).size(), 7U) << limit;
}

TEST_P(SearchCards, ShowsEverybodyOnceWhileOthersEnrol) {
  std::set<CardId> expected;
  for (int i = 0; i < 12; ++i) {
    expected.insert(world.enrol(world.city, "Anna", "anna" + std::to_string(i) + "@example.org").card.id);
  }
  int joined = 0;
  const auto ids = all_pages("anna", 5, [&] {
    if (joined < 6) join("Annabel", "Anders", "annabel" + std::to_string(joined++) + "@example.org");
  });
  for (const auto id : expected) EXPECT_EQ(std::count(ids.begin(), ids.end(), id), 1);
  EXPECT_EQ(std::set<CardId>(ids.begin(), ids.end()).size(), ids.size());
}

TEST_P(SearchCards, EndsWithTheLastPageThatIsFull) {
  for (int i = 0; i < 4; ++i) world.enrol(world.city, "Nora", "nora" + std::to_string(i) + "x@example.org");
  // Each has one name and one mail that match, so the end is seen only by looking on.
  const auto ids = all_pages("nora", 2, [] {});
  EXPECT_EQ(ids.size(), 4u);
}

// Terms of cards that are not there: a crowd that is looked at and not read. Their ids come before all
// others.
class SearchCrowd : public SearchCards {
 protected:
  void crowd(std::int64_t first, std::int64_t count, const std::string& term) {
    database.write([&](storage::Transaction& tx) {
      Card card{.company_id = world.city.company_id, .program_id = world.city.program_id};
      for (std::int64_t id = first; id < first + count; ++id) {
        card.id = static_cast<CardId>(id);
        storage::insert_search_terms(tx, card, {term});
      }
    });
  }
};

TEST_P(SearchCrowd, ShowsAFullNameOnTheFirstPage) {
  // More than a page looks at, so that following this word would lead nowhere.
  crowd(1, 21'000, "marie");
  join("Marie", "Zimmer", "rare@example.org");
  crowd(21'001, 5000, "muller");
  join("Marie", "Müller", "common@example.org");
  join("Marie-Claude", "Müller", "three@example.org");
  struct Case {
    const char* text;
    std::set<std::string> expected;
  };
  const std::set<std::string> both{"Marie", "Marie-Claude"};
  const Case cases[] = {
      {"marie zimmer", {"Marie"}},
      {"zimmer marie", {"Marie"}},
      {"marie zim", {"Marie"}},
      {"marie müller", both},
      {"Müller Marie", both},
      {"marie mul", both},
      {"mar mul", both},
      {"mul mar marie", both},
      {"marie claude müller", {"Marie-Claude"}},
      {"müller claude", {"Marie-Claude"}},
      {"marie claude zimmer", {}},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(names(text), expected) << text;
}

TEST_P(SearchCrowd, GoesOnWithTheNextPageWhenThereIsTooMuchToRead) {
  crowd(1, 2500, "marie");
  join("Marie", "Zimmer", "rare@example.org");
  const auto first = search("marie");
  EXPECT_TRUE(first.cards.empty());
  ASSERT_TRUE(first.next);
  EXPECT_EQ(search("marie", 50, first.next).cards.size(), 1U);
}

TEST_P(SearchCards, FollowsTheSameWordWhenAnotherBecomesRarer) {
  std::set<CardId> expected;
  for (int i = 0; i < 12; ++i) {
    auto command = world.enrolment(world.city, "Anna", "x" + std::to_string(i) + "@example.org");
    command.last_name = "Berg";
    expected.insert(world.enrol(command)->holder.card.id);
  }
  join("Anna", "Anders", "y@example.org");
  int joined = 0;
  const auto ids = all_pages("anna berg", 5, [&] {
    for (int i = 0; i < 3; ++i) join("Bernd", "Bergmann", "z" + std::to_string(joined++) + "@example.org");
  });
  EXPECT_EQ(std::set<CardId>(ids.begin(), ids.end()), expected);
  EXPECT_EQ(ids.size(), expected.size());
}

TEST_P(SearchCards, TurnsPagesOfVeryLongNames) {
  std::string name;
  for (int i = 0; i < 120; ++i) name += "語";
  for (const char* const email : {"1@example.org", "2@example.org", "3@example.org"}) join(name, "", email);
  EXPECT_EQ(all_pages(name, 1, [] {}).size(), 3U);
  const auto page = search(name, 1);
  ASSERT_TRUE(page.next);
  EXPECT_LE(page.next->term.size(), 255U) << "what a cursor holds";
}

INSTANTIATE_TEST_SUITE_P(, SearchCrowd, test::each_engine(), test::engine_name);
INSTANTIATE_TEST_SUITE_P(, SearchCards, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
