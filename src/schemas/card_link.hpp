// A card's link by mail: shapes of /loyalty/cards/recover and POST /vendor/loyalty/cards/{id}/link.
#pragma once

#include <string>
#include <string_view>

#include "schemas/checks.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

struct RecoverRequest {
  static constexpr std::string_view schema_name = "RecoverRequest";
  std::string email = {};  // normalised
};
template <class Fields>
void describe_fields(Fields& f, RecoverRequest& r) {
  f("email", r.email, email_text());
}

// The same whoever asks, and whether or not there is a card.
struct RecoverAnswer {
  static constexpr std::string_view schema_name = "RecoverAnswer";
  std::int64_t retry_after_seconds = 0;
};
template <class Fields>
void describe_fields(Fields& f, const RecoverAnswer& a) {
  f("retry_after_seconds", a.retry_after_seconds,
    Rule{}.described("A second mail to the same address is not sent before."));
}

struct CardLinkSent {
  static constexpr std::string_view schema_name = "CardLinkSent";
  std::string sent_to = {};
};
template <class Fields>
void describe_fields(Fields& f, const CardLinkSent& a) {
  f("sent_to", a.sent_to, Rule{}.described("The address on file, as far as a passer-by may read it."));
}

// "nora@mail.example": "n…@mail.example".
std::string mask_email(std::string_view email);

}  // namespace loyalty
