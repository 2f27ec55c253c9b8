#include "schemas/message_format.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace loyalty {
namespace {

// What is inside one pair of braces.
struct Placeholder {
  std::string_view name = {};
  bool is_plural = false;
  std::string_view forms = {};  // of a plural: "one {..} other {..}"
};

// The index of the brace that closes the one at `open`; npos when there is none.
std::size_t find_closing(std::string_view pattern, std::size_t open) {
  int depth = 0;
  for (std::size_t index = open; index < pattern.size(); ++index) {
    if (pattern[index] == '{') ++depth;
    if (pattern[index] == '}' && --depth == 0) return index;
  }
  return std::string_view::npos;
}

std::optional<Placeholder> parse_placeholder(std::string_view content) {
  const std::size_t comma = content.find(',');
  Placeholder placeholder{.name = trim(content.substr(0, comma))};
  if (placeholder.name.empty() || placeholder.name.find_first_of("{} ") != std::string_view::npos)
    return std::nullopt;
  if (comma == std::string_view::npos) return placeholder;
  const std::string_view rest = content.substr(comma + 1);
  const std::size_t second = rest.find(',');
  if (second == std::string_view::npos || trim(rest.substr(0, second)) != "plural") return std::nullopt;
  placeholder.is_plural = true;
  placeholder.forms = rest.substr(second + 1);
  return placeholder;
}

// The text of one form ("one", "other", "=0"); none when it is not there.
std::optional<std::string_view> find_form(std::string_view forms, std::string_view wanted) {
  while (true) {
    const std::size_t open = forms.find('{');
    if (open == std::string_view::npos) return std::nullopt;
    const std::size_t close = find_closing(forms, open);
    if (close == std::string_view::npos) return std::nullopt;
    if (trim(forms.substr(0, open)) == wanted) return forms.substr(open + 1, close - open - 1);
    forms.remove_prefix(close + 1);
  }
}

const MessageParam* find_param(const MessageParams& params, std::string_view name) {
  const auto found = std::ranges::find(params, name, &MessageParam::name);
  return found == params.end() ? nullptr : &*found;
}

void append_param(std::string& out, Language language, const MessageParam& param) {
  if (const auto* number = std::get_if<std::int64_t>(&param.value)) out += std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&param.value)) out += *text;
  if (const auto* key = std::get_if<MessageKey>(&param.value)) out += message(language, key->key);
}

// `number` is what # stands for.
void append_pattern(std::string& out, Language language, std::string_view pattern,
                    const MessageParams& params, std::optional<std::int64_t> number);

void append_placeholder(std::string& out, Language language, const Placeholder& placeholder,
                        const MessageParams& params, std::optional<std::int64_t> number) {
  const MessageParam* param = find_param(params, placeholder.name);
  if (!placeholder.is_plural) {
    if (param != nullptr) append_param(out, language, *param);
    return;
  }
  const std::int64_t* count = param == nullptr ? nullptr : std::get_if<std::int64_t>(&param->value);
  if (count != nullptr) number = *count;
  std::optional<std::string_view> form = {};
  if (count != nullptr) {
    form = find_form(placeholder.forms, "=" + std::to_string(*count));
    if (!form) form = find_form(placeholder.forms, plural_form(language, *count));
  }
  if (!form) form = find_form(placeholder.forms, "other");
  if (form) append_pattern(out, language, *form, params, number);
}

void append_pattern(std::string& out, Language language, std::string_view pattern,
                    const MessageParams& params, std::optional<std::int64_t> number) {
  for (std::size_t index = 0; index < pattern.size(); ++index) {
    if (pattern[index] == '#' && number) {
      out += std::to_string(*number);
      continue;
    }
    const std::size_t close = pattern[index] == '{' ? find_closing(pattern, index) : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += pattern[index];
      continue;
    }
    if (const auto placeholder = parse_placeholder(pattern.substr(index + 1, close - index - 1))) {
      append_placeholder(out, language, *placeholder, params, number);
    }
    index = close;
  }
}

void walk_pattern(std::string_view pattern, std::set<std::string>& params, std::vector<std::string>& faults);

void walk_plural(const Placeholder& placeholder, std::set<std::string>& params,
                 std::vector<std::string>& faults) {
  for (const std::string_view form : {"one", "other"}) {
    if (!find_form(placeholder.forms, form)) faults.push_back("a plural without " + std::string(form));
  }
  std::string_view rest = placeholder.forms;
  while (!trim(rest).empty()) {
    const std::size_t open = rest.find('{');
    const std::size_t close = open == std::string_view::npos ? open : find_closing(rest, open);
    if (close == std::string_view::npos) {
      faults.push_back("a plural form without braces");
      return;
    }
    const std::string_view selector = trim(rest.substr(0, open));
    const bool is_number = selector.starts_with('=') && is_digits(selector.substr(1));
    if (selector != "one" && selector != "other" && !is_number) {
      faults.push_back("an unknown plural form: " + std::string(selector));
    }
    walk_pattern(rest.substr(open + 1, close - open - 1), params, faults);
    rest.remove_prefix(close + 1);
  }
}

void walk_pattern(std::string_view pattern, std::set<std::string>& params, std::vector<std::string>& faults) {
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
      if (placeholder->is_plural) walk_plural(*placeholder, params, faults);
    }
    index = close;
  }
}

}  // namespace

std::string format_pattern(Language language, std::string_view pattern, const MessageParams& params) {
  std::string text = {};
  text.reserve(pattern.size() + 32);
  append_pattern(text, language, pattern, params, std::nullopt);
  return text;
}

std::set<std::string> list_pattern_params(std::string_view pattern) {
  std::set<std::string> params;
  std::vector<std::string> faults = {};
  walk_pattern(pattern, params, faults);
  return params;
}

std::vector<std::string> list_pattern_faults(std::string_view pattern) {
  std::set<std::string> params;
  std::vector<std::string> faults = {};
  walk_pattern(pattern, params, faults);
  if (pattern.empty()) faults.push_back("no text");
  return faults;
}

std::string_view plural_form(Language language, std::int64_t number) {
  const bool is_one = number == 1 || number == -1 || (language == Language::fr && number == 0);
  return is_one ? "one" : "other";
}

}  // namespace loyalty
