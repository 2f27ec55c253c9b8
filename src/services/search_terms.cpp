#include "services/search_terms.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/contact.hpp"
#include "base/text.hpp"

namespace loyalty {
namespace {

// As much as a cursor holds of a term.
constexpr std::size_t term_bytes_max = 255;

std::string without_leading_zeros(const std::string& digits) {
  const auto first = digits.find_first_not_of('0');
  return first == std::string::npos ? digits : digits.substr(first);
}

// Digits as they are typed, with spaces, slashes and a plus, are one word; a mail address is one; names are
// split.
std::vector<std::string> split_searched_text(std::string_view text) {
  const auto trimmed = trim(text);
  std::string digits;
  bool is_number = !trimmed.empty();
  for (const char c : trimmed) {
    if (is_digit(c)) {
      digits += c;
    } else if (std::string_view(" +-/.()").find(c) == std::string_view::npos) {
      is_number = false;
    }
  }
  if (is_number && !digits.empty()) {
    // "00" and "+" before a country code, "0" before a national number: none of them is in the terms.
    return {without_leading_zeros(digits)};
  }
  if (trimmed.find('@') != std::string_view::npos) return {to_lower_ascii(trimmed)};
  return split_words(fold_for_search(trimmed));
}

}  // namespace

std::vector<std::string> compute_search_terms(const Card& card, const Customer& customer) {
  auto terms = split_words(fold_for_search(customer.first_name + " " + customer.last_name));
  terms.push_back(card.card_number);
  if (customer.email) terms.push_back(*customer.email);
  if (customer.phone) {
    terms.push_back(customer.phone->substr(1));
    terms.push_back(without_leading_zeros(national_digits(*customer.phone)));
  }
  std::erase(terms, "");
  for (auto& term : terms) term = cut_utf8(term, term_bytes_max);
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

std::vector<std::string> compute_searched_words(std::string_view text) {
  auto words = split_searched_text(text);
  for (auto& word : words) word = cut_utf8(word, term_bytes_max);
  std::sort(words.begin(), words.end());
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool begins_next = i + 1 < words.size() && words[i + 1].starts_with(words[i]);
    if (!begins_next) kept.push_back(std::move(words[i]));
  }
  return kept;
}

}  // namespace loyalty
