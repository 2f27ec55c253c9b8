// The forms of single values: each answers the value in the one form in which we keep it, or none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "schemas/rule.hpp"

namespace loyalty {

std::optional<std::string> check_vendor_code(std::string_view text);  // upper case
std::optional<std::string> check_timezone(std::string_view text);
std::optional<std::string> check_currency(std::string_view text);  // upper case
std::optional<std::string> check_country(std::string_view text);   // upper case
std::optional<std::string> check_color(std::string_view text);     // lower case
std::optional<std::string> check_https_url(std::string_view text);
std::optional<std::string> check_pin(std::string_view text);
// The characters of a telephone number; its normal form depends on the vendor's country.
std::optional<std::string> check_phone_characters(std::string_view text);
std::optional<std::string> check_date(std::string_view text);
std::optional<std::string> check_moment(std::string_view text);  // an RFC 3339 time or a date
std::optional<std::string> check_google_issuer_id(std::string_view text);
std::optional<std::string> check_apple_pass_type_id(std::string_view text);
std::optional<std::string> check_email(std::string_view text);
std::optional<std::string> check_locale(std::string_view text);  // "lu" is answered with "lb"

// Fields that several shapes have, described once.
constexpr Rule name_text() { return text(1, 120); }
constexpr Rule email_text() { return text(1, 254).checked(check_email, "invalid_email").formatted("email"); }
constexpr Rule vendor_code_text() {
  return text(2, 40).checked(check_vendor_code, "invalid_vendor_code").matching("^[A-Za-z0-9_-]{2,40}$");
}
constexpr Rule phone_text() { return text(1, 40).checked(check_phone_characters, "invalid_phone"); }
constexpr Rule birth_date_text() { return text(1, 10).checked(check_date, "invalid_date").formatted("date"); }
constexpr Rule locale_text() {
  return text(2, 35).checked(check_locale, "invalid_locale").described("One of en, fr, de, lb.");
}
constexpr Rule password_text() { return secret(10, 128).formatted("password"); }
constexpr Rule timezone_text() {
  return text(1, 64)
      .checked(check_timezone, "invalid_timezone")
      .described("A name of the IANA time zone database.");
}
constexpr Rule currency_text() {
  return text(3, 3).checked(check_currency, "invalid_currency").matching("^[A-Za-z]{3}$");
}
constexpr Rule country_text() {
  return text(2, 2).checked(check_country, "invalid_country").matching("^[A-Za-z]{2}$");
}
constexpr Rule new_pin_text() {
  return text(1, 32).checked(check_pin, "invalid_pin").matching("^[0-9]{4,8}$");
}
// At the counter any text is a try, and a wrong one counts.
constexpr Rule tried_pin_text() {
  return secret(1, 32).described("Required while the program has require_staff_pin.");
}
constexpr Rule card_code_text() {
  return text(1, 64).described("Card number, scanned text or id of the card.");
}
constexpr Rule notes_text() { return text(0, 500).multiline(); }

}  // namespace loyalty
