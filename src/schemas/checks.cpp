#include "schemas/checks.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "base/contact.hpp"
#include "base/instant.hpp"
#include "base/text.hpp"
#include "base/zone.hpp"
#include "texts/messages.hpp"

namespace loyalty {
namespace {

std::string to_upper_ascii(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), to_upper);
  return upper;
}

std::optional<std::string> keep_if(bool is_good, std::string_view text) {
  return is_good ? std::optional<std::string>(text) : std::nullopt;
}

}  // namespace

std::optional<std::string> check_vendor_code(std::string_view text) {
  std::string code = to_upper_ascii(text);
  const bool is_good = code.size() >= 2 && code.size() <= 40 && std::ranges::all_of(code, [](char c) {
                         return is_upper(c) || is_digit(c) || c == '_' || c == '-';
                       });
  return is_good ? std::optional<std::string>(std::move(code)) : std::nullopt;
}

std::optional<std::string> check_timezone(std::string_view text) {
  return keep_if(Zone::find(text).has_value(), text);
}

std::optional<std::string> check_currency(std::string_view text) {
  const std::string currency = to_upper_ascii(text);
  return keep_if(currency.size() == 3 && std::ranges::all_of(currency, is_upper), currency);
}

std::optional<std::string> check_country(std::string_view text) {
  const std::string country = to_upper_ascii(text);
  return keep_if(is_country_code(country), country);
}

std::optional<std::string> check_color(std::string_view text) {
  const std::string color = to_lower_ascii(text);
  const bool is_good =
      color.size() == 7 && color[0] == '#' &&
      std::ranges::all_of(color.substr(1), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
  return keep_if(is_good, color);
}

std::optional<std::string> check_https_url(std::string_view text) {
  constexpr std::string_view scheme = "https://";
  if (!equal_ignoring_case(text.substr(0, scheme.size()), scheme)) return std::nullopt;
  const std::string_view rest = text.substr(scheme.size());
  const std::size_t host_end = std::min(rest.find_first_of("/?#"), rest.size());
  std::string_view host = rest.substr(0, host_end);
  if (const std::size_t colon = host.rfind(':'); colon != std::string_view::npos) {
    const std::string_view port = host.substr(colon + 1);
    if (!is_digits(port) || port.size() > 5) return std::nullopt;
    host = host.substr(0, colon);
  }
  const bool is_host = !host.empty() && std::ranges::all_of(host, is_host_character) && host.front() != '.' &&
                       host.front() != '-' && host.find("..") == std::string_view::npos;
  const bool has_bad_character = text.find_first_of(" \"'<>\\^`{|}") != std::string_view::npos;
  return keep_if(is_host && !has_bad_character, text);
}

std::optional<std::string> check_pin(std::string_view text) {
  return keep_if(is_digits(text) && text.size() >= 4 && text.size() <= 8, text);
}

std::optional<std::string> check_phone_characters(std::string_view text) {
  const bool has_only_known = text.find_first_not_of("0123456789 +-./()") == std::string_view::npos;
  const auto digits = std::ranges::count_if(text, is_digit);
  return keep_if(has_only_known && digits >= 4 && digits <= 20, text);
}

std::optional<std::string> check_date(std::string_view text) {
  return keep_if(parse_date(text).has_value(), text);
}

std::optional<std::string> check_moment(std::string_view text) {
  return keep_if(parse_date(text).has_value() || parse_rfc3339(text).has_value(), text);
}

std::optional<std::string> check_google_issuer_id(std::string_view text) {
  return keep_if(is_digits(text) && text.size() <= 30, text);
}

std::optional<std::string> check_apple_pass_type_id(std::string_view text) {
  return keep_if(text.starts_with("pass.") && text.size() > 5 && std::ranges::all_of(text, is_host_character),
                 text);
}

std::optional<std::string> check_email(std::string_view text) { return normalise_email(text); }

std::optional<std::string> check_locale(std::string_view text) {
  const std::string language = to_lower_ascii(text.substr(0, text.find_first_of("-_")));
  if (language == "lu") return "lb";
  return keep_if(find_by_name<Language>(language).has_value(), language);
}

}  // namespace loyalty
