#include "schemas/messages.hpp"

#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>

#include <boost/json/object.hpp>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "schemas/json_in.hpp"
#include "schemas/message_format.hpp"

namespace loyalty {
namespace {

constexpr std::size_t languages = Names<Language>::table.size();
using Catalogue = std::map<std::string, std::string, std::less<>>;

std::array<Catalogue, languages> load_catalogues() {
  std::array<Catalogue, languages> catalogues;
  for (const embedded::File& file : embedded::locales()) {
    const std::optional<Language> language = find_by_name<Language>(file.name.substr(0, file.name.find('.')));
    if (!language) continue;
    const Result<boost::json::value, MalformedJson> document = parse_json(file.bytes);
    if (!document || !document.value().is_object()) {
      throw std::runtime_error("locales/" + std::string(file.name) + " is not a JSON object");
    }
    Catalogue& catalogue = catalogues[static_cast<std::size_t>(*language)];
    for (const auto& entry : document.value().get_object()) {
      const boost::json::string* pattern = entry.value().if_string();
      if (pattern == nullptr) {
        throw std::runtime_error("locales/" + std::string(file.name) + ": " + std::string(entry.key()) +
                                 " is no text");
      }
      catalogue.emplace(entry.key(), std::string_view(pattern->data(), pattern->size()));
    }
  }
  return catalogues;
}

const Catalogue& catalogue_of(Language language) {
  static const std::array<Catalogue, languages> catalogues = load_catalogues();
  return catalogues[static_cast<std::size_t>(language)];
}

// "0.8" as 800; none when it is no q-value.
std::optional<int> parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int weight = (text[0] - '0') * 1000;
  int unit = 100;
  for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (c < '0' || c > '9') return std::nullopt;
    weight += (c - '0') * unit;
    unit /= 10;
  }
  return weight <= 1000 ? std::optional(weight) : std::nullopt;
}

// One entry of the header: its language range in lower case, and its weight.
struct LanguageRange {
  std::string tag;
  int weight = 0;
};

LanguageRange parse_language_range(std::string_view entry) {
  const std::size_t semicolon = entry.find(';');
  LanguageRange range{.tag = to_lower_ascii(trim(entry.substr(0, semicolon))), .weight = 1000};
  range.tag.resize(std::min(range.tag.find_first_of("-_"), range.tag.size()));
  if (semicolon != std::string_view::npos) {
    const std::string_view parameter = trim(entry.substr(semicolon + 1));
    const bool is_weight = parameter.starts_with("q=") || parameter.starts_with("Q=");
    range.weight = is_weight ? parse_weight(trim(parameter.substr(2))).value_or(0) : 0;
  }
  if (range.tag == "lu") range.tag = "lb";
  return range;
}

void compare_catalogues(Language language, std::vector<std::string>& faults) {
  const Catalogue& first = catalogue_of(Language::en);
  const Catalogue& other = catalogue_of(language);
  const std::string name(name_of(language));
  for (const auto& [key, pattern] : other) {
    for (const std::string& fault : list_pattern_faults(pattern))
      faults.push_back(name + ": " + key + ": " + fault);
    const auto english = first.find(key);
    if (english == first.end()) {
      faults.push_back(name + ": " + key + " is not in en");
    } else if (list_pattern_params(pattern) != list_pattern_params(english->second)) {
      faults.push_back(name + ": " + key + " has other parameters than en");
    }
  }
  for (const auto& entry : first) {
    if (!other.contains(entry.first)) faults.push_back(name + ": " + entry.first + " is missing");
  }
}

}  // namespace

Language pick_language(std::string_view accept_language, Language fallback) {
  struct Wish {
    bool is_named = false;
    int weight = 0;
    std::size_t position = 0;
  };
  std::array<Wish, languages> wishes;
  int weight_of_others = 0;
  std::size_t position = 0;
  for (; !accept_language.empty(); ++position) {
    const std::size_t comma = std::min(accept_language.find(','), accept_language.size());
    const LanguageRange range = parse_language_range(accept_language.substr(0, comma));
    accept_language.remove_prefix(std::min(comma + 1, accept_language.size()));
    if (range.tag == "*") weight_of_others = std::max(weight_of_others, range.weight);
    const std::optional<Language> language = find_by_name<Language>(range.tag);
    if (!language) continue;
    Wish& wish = wishes[static_cast<std::size_t>(*language)];
    if (!wish.is_named || range.weight > wish.weight) wish = {true, range.weight, position};
  }
  Language best = fallback;
  Wish best_wish;
  for (const auto& [language, name] : Names<Language>::table) {
    Wish wish = wishes[static_cast<std::size_t>(language)];
    // A star stands for all that is not named, the fallback first.
    if (!wish.is_named) wish = {false, weight_of_others, position + (language == fallback ? 0 : 1)};
    const bool is_earlier = wish.weight == best_wish.weight && wish.position < best_wish.position;
    if (wish.weight > best_wish.weight || is_earlier) {
      best = language;
      best_wish = wish;
    }
  }
  return best;
}

std::string message(Language language, std::string_view key, const MessageParams& params) {
  const Catalogue& catalogue = catalogue_of(language);
  const auto found = catalogue.find(key);
  if (found == catalogue.end()) return std::string(key);
  return format_pattern(language, found->second, params);
}

bool has_message(std::string_view key) { return catalogue_of(Language::en).contains(key); }

std::vector<std::string> list_message_keys(Language language) {
  std::vector<std::string> keys;
  for (const auto& entry : catalogue_of(language)) keys.push_back(entry.first);
  return keys;
}

std::string_view find_pattern(Language language, std::string_view key) {
  const Catalogue& catalogue = catalogue_of(language);
  const auto found = catalogue.find(key);
  return found == catalogue.end() ? std::string_view() : std::string_view(found->second);
}

std::vector<std::string> list_catalogue_faults() {
  std::vector<std::string> faults;
  for (const auto& entry : Names<Language>::table) {
    compare_catalogues(entry.first, faults);
    if (catalogue_of(entry.first).empty()) faults.push_back(std::string(entry.second) + " has no texts");
  }
  return faults;
}

std::string format_amount(Language language, std::int64_t cents, std::string_view currency) {
  constexpr std::string_view no_break_space = "\u00a0";
  const bool is_negative = cents < 0;
  const std::uint64_t size =
      is_negative ? 0 - static_cast<std::uint64_t>(cents) : static_cast<std::uint64_t>(cents);
  std::string number = std::to_string(size / 100);
  number += language == Language::en ? '.' : ',';
  number += static_cast<char>('0' + size % 100 / 10);
  number += static_cast<char>('0' + size % 10);
  std::string symbol(currency);
  if (currency == "EUR") symbol = "€";
  if (currency == "USD") symbol = "$";
  if (currency == "GBP") symbol = "£";
  const std::string sign = is_negative ? "-" : "";
  if (language != Language::en) return sign + number + std::string(no_break_space) + symbol;
  return sign + symbol + std::string(symbol == currency ? no_break_space : "") + number;
}

}  // namespace loyalty
