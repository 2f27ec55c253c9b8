#include "texts/catalogue_faults.hpp"

#include <algorithm>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "texts/messages.hpp"
#include "texts/pattern.hpp"

namespace loyalty {
namespace {

class Walk {
 public:
  explicit Walk(Language language) {
    const PluralRule rule = find_plural_rule(language);
    needed_.insert(name_of(PluralForm::other));
    for (std::uint64_t number = 0; number <= 1000; ++number) needed_.insert(name_of(rule(number)));
    allowed_ = needed_;
    allowed_.insert(name_of(rule(1'000'000)));
  }

  void read(std::string_view pattern) {
    for (std::size_t index = 0; index < pattern.size(); ++index) {
      if (pattern[index] == '\'') faults.push_back("a straight apostrophe");
      if (pattern[index] == '}') faults.push_back("a brace that closes nothing");
      if (pattern[index] != '{') continue;
      const std::size_t close = find_closing(pattern, index);
      if (close == std::string_view::npos) {
        faults.push_back("a brace that is never closed");
        return;
      }
      const auto placeholder = parse_placeholder(pattern.substr(index + 1, close - index - 1));
      if (!placeholder) {
        faults.push_back("a placeholder that is neither a name nor a plural");
      } else {
        params.insert(std::string(placeholder->name) + (placeholder->is_plural ? " plural" : ""));
        if (placeholder->is_plural) read_forms(placeholder->forms);
      }
      index = close;
    }
  }

  std::set<std::string> params = {};
  std::vector<std::string> faults = {};

 private:
  void read_forms(std::string_view forms) {
    for (const std::string_view form : needed_) {
      if (!find_form(forms, form)) faults.push_back("a plural without " + std::string(form));
    }
    while (!trim(forms).empty()) {
      const std::size_t open = forms.find('{');
      const std::size_t close = open == std::string_view::npos ? open : find_closing(forms, open);
      if (close == std::string_view::npos) {
        faults.push_back("a plural form without braces");
        return;
      }
      const std::string_view selector = trim(forms.substr(0, open));
      const bool is_number = selector.starts_with('=') && is_digits(selector.substr(1));
      if (!allowed_.contains(selector) && !is_number) {
        faults.push_back("a plural form that is not of this language: " + std::string(selector));
      }
      read(forms.substr(open + 1, close - open - 1));
      forms.remove_prefix(close + 1);
    }
  }

  std::set<std::string_view> needed_ = {};
  std::set<std::string_view> allowed_ = {};
};

void compare_with_english(Language language, std::vector<std::string>& faults) {
  const std::vector<std::string> english = list_message_keys(Language::en);
  const std::vector<std::string> keys = list_message_keys(language);
  const std::string name(name_of(language));
  for (const std::string& key : keys) {
    const std::string_view pattern = find_pattern(language, key);
    for (const std::string& fault : list_pattern_faults(language, pattern)) {
      faults.push_back(name + ": " + key + ": " + fault);
    }
    if (!has_message(key)) {
      faults.push_back(name + ": " + key + " is not in en");
    } else if (list_pattern_params(pattern) != list_pattern_params(find_pattern(Language::en, key))) {
      faults.push_back(name + ": " + key + " has other parameters than en");
    }
  }
  for (const std::string& key : english) {
    if (!std::ranges::binary_search(keys, key)) faults.push_back(name + ": " + key + " is missing");
  }
}

// What the program reads is the last of them.
void find_twins(const embedded::File& file, std::vector<std::string>& faults) {
  std::set<std::string_view> seen;
  for (std::size_t begin = 0; begin < file.bytes.size();) {
    const std::size_t end = std::min(file.bytes.find('\n', begin), file.bytes.size());
    const std::string_view line = trim(file.bytes.substr(begin, end - begin));
    const std::string_view key = line.substr(0, line.find("\": "));
    if (key.size() < line.size() && !seen.insert(key).second) {
      faults.push_back(std::string(file.name) + ": " + std::string(key) + "\" stands there twice");
    }
    begin = end + 1;
  }
}

}  // namespace

std::set<std::string> list_pattern_params(std::string_view pattern) {
  Walk walk(Language::en);
  walk.read(pattern);
  return walk.params;
}

std::vector<std::string> list_pattern_faults(Language language, std::string_view pattern) {
  Walk walk(language);
  walk.read(pattern);
  if (pattern.empty()) walk.faults.push_back("no text");
  return walk.faults;
}

std::vector<std::string> list_catalogue_faults() {
  std::vector<std::string> faults;
  for (const auto& [language, name] : Names<Language>::table) {
    compare_with_english(language, faults);
    if (list_message_keys(language).empty()) faults.push_back(std::string(name) + " has no texts");
  }
  for (const embedded::File& file : embedded::locales()) find_twins(file, faults);
  return faults;
}

}  // namespace loyalty
