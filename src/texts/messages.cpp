#include "texts/messages.hpp"

#include <array>
#include <functional>
#include <map>
#include <stdexcept>

#include <boost/json/parse.hpp>

#include "base/embedded.hpp"
#include "texts/message_format.hpp"

namespace loyalty {
namespace {

constexpr std::size_t languages = Names<Language>::table.size();
using Catalogue = std::map<std::string, std::string, std::less<>>;

std::array<Catalogue, languages> load_catalogues() {
  std::array<Catalogue, languages> catalogues;
  for (const embedded::File& file : embedded::locales()) {
    const std::optional<Language> language = find_by_name<Language>(file.name.substr(0, file.name.find('.')));
    if (!language) continue;
    boost::system::error_code fault;
    const boost::json::value document = boost::json::parse(file.bytes, fault);
    if (fault || !document.is_object()) {
      throw std::runtime_error("locales/" + std::string(file.name) + " is not a JSON object");
    }
    Catalogue& catalogue = catalogues[static_cast<std::size_t>(*language)];
    for (const auto& entry : document.get_object()) {
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

}  // namespace

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

}  // namespace loyalty
