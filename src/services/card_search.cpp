#include "services/card_search.hpp"

#include <algorithm>

#include "services/cards.hpp"
#include "services/search_terms.hpp"

namespace loyalty {
namespace {

// What one page of a search may cost; what is left comes with the next page. To look at a match costs one, to
// read its card more.
constexpr std::int64_t search_cost_max = 20'000;
constexpr std::int64_t card_cost = 10;
constexpr std::int64_t search_batch_size = 500;

// The rarest word first: its matches are followed. Words are counted side by side, further and further, until
// one of them ends, so that this costs no more than to follow that one. A page that goes on follows the word
// of the page before, whatever has become rarer since.
std::vector<std::string> order_by_rarity(storage::Transaction& tx, const Actor& actor,
                                         std::vector<std::string> words,
                                         const std::optional<storage::SearchPlace>& after) {
  if (words.size() < 2) return words;
  constexpr std::int64_t followed = -1;
  std::vector<std::pair<std::int64_t, std::string>> counted;
  for (auto& word : words) {
    const bool is_followed = after && after->term.starts_with(word);
    counted.emplace_back(is_followed ? followed : 0, std::move(word));
  }
  for (auto count_max = search_batch_size;; count_max = std::min(4 * count_max, search_cost_max)) {
    for (auto& [count, word] : counted) {
      if (count != followed)
        count = storage::count_terms(tx, actor.company_id, *actor.program_id, word, count_max);
    }
    std::ranges::sort(counted);
    if (counted.front().first < count_max || count_max == search_cost_max) break;
  }
  words.clear();
  for (auto& [count, word] : counted) words.push_back(std::move(word));
  return words;
}

// The card's first term that begins with `word`; empty when there is none.
std::string_view find_first_match(const std::vector<std::string>& terms, std::string_view word) {
  const auto found = std::lower_bound(terms.begin(), terms.end(), word);
  return found != terms.end() && found->starts_with(word) ? std::string_view(*found) : std::string_view();
}

// The card at a place of the first word's matches, when it is what the search asks for. A card with several
// matches is shown at the first of them.
std::optional<CardWithCustomer> find_match(storage::Transaction& tx, const Actor& actor,
                                           const CardSearch& search, const std::vector<std::string>& words,
                                           const storage::SearchPlace& place) {
  auto found = storage::find_card(tx, actor.company_id, place.card_id);
  if (!is_of_program(found, actor.program_id) || (search.status && found->card.status != *search.status))
    return std::nullopt;
  const auto terms = compute_search_terms(found->card, found->customer);
  if (find_first_match(terms, words.front()) != place.term) return std::nullopt;
  const bool matches_all = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return !find_first_match(terms, word).empty();
  });
  return matches_all ? std::move(found) : std::nullopt;
}

}  // namespace

SearchPage search_cards(storage::Transaction& tx, const Actor& actor, const CardSearch& search,
                        const std::optional<storage::SearchPlace>& after, std::int64_t limit) {
  if (!actor.program_id) return {};
  const auto words = order_by_rarity(tx, actor, compute_searched_words(search.text), after);
  if (words.empty()) return {};
  const auto other = words.size() > 1 ? std::string_view(words[1]) : std::string_view();
  SearchPage page;
  auto place = after;
  for (std::int64_t cost = 0; cost < search_cost_max;) {
    const auto batch = storage::search_terms(tx, actor.company_id, *actor.program_id, words.front(), other,
                                             place, search_batch_size);
    for (const auto& match : batch) {
      if (static_cast<std::int64_t>(page.cards.size()) == limit) {
        page.next = place;
        return page;
      }
      place = match.place;
      cost += match.has_other ? card_cost : 1;
      if (!match.has_other) continue;
      auto found = find_match(tx, actor, search, words, match.place);
      if (!found) continue;
      show_points(tx, *found, actor.now);
      page.cards.push_back(std::move(*found));
    }
    if (static_cast<std::int64_t>(batch.size()) < search_batch_size) return page;
  }
  page.next = place;
  return page;
}

}  // namespace loyalty
