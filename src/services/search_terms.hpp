// The words by which a card is found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/card.hpp"

namespace loyalty {

// Sorted, each once.
std::vector<std::string> compute_search_terms(const Card& card, const Customer& customer);
// The words of what somebody types into a search, without those that begin another one: they ask for nothing
// more. So no two of them begin the same term.
std::vector<std::string> compute_searched_words(std::string_view text);

}  // namespace loyalty
