// Addresses that people type: e-mail and telephone, in the one form in which they are compared.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace loyalty {

// The address trimmed and in lower case, or none when it cannot be one: RFC 5321 lengths (64 before the @,
// 254 in all), one @, a dot-atom before it, a host name with at least one dot after it. UTF-8 is accepted on
// both sides (RFC 6531).
std::optional<std::string> normalise_email(std::string_view text);

// E.164 ("+352621123456") from what people type: spaces, dots, dashes, slashes and brackets are dropped, "00"
// means
// "+", a trunk "0" or "(0)" after a country code is dropped (Italy's belongs to the number and stays), and a
// national number gets the calling code of `country` (ISO 3166-1 alpha-2) and loses that country's trunk
// prefix. None when it is not 7 to 15 digits, the calling code is not assigned, or the country of a national
// number unknown.
std::optional<std::string> normalise_phone(std::string_view text, std::string_view country);

// The number as dialled inside its country, digits only ("+352621123456": "621123456", "+33612345678":
// "0612345678"); empty when the calling code is unknown.
std::string national_digits(std::string_view e164);

bool is_country_code(std::string_view text);  // one of the countries that normalise_phone knows

}  // namespace loyalty
