#include "texts/message_format.hpp"

#include <algorithm>
#include <optional>

#include "texts/pattern.hpp"
#include "texts/plurals.hpp"

namespace loyalty {
namespace {

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
  const auto form = count == nullptr ? find_form(placeholder.forms, name_of(PluralForm::other))
                                     : choose_form(placeholder.forms, *count, find_plural_rule(language));
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

}  // namespace

std::string format_pattern(Language language, std::string_view pattern, const MessageParams& params) {
  std::string text = {};
  text.reserve(pattern.size() + 32);
  append_pattern(text, language, pattern, params, std::nullopt);
  return text;
}

}  // namespace loyalty
