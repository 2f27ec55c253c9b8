// A mail to a customer that waits to be sent, or was. Neither its text nor the address: both are made when it
// is sent, so that whoever was forgotten or changed their address meanwhile is heeded.
#pragma once

#include <cstdint>
#include <string>

#include "base/instant.hpp"
#include "models/ids.hpp"
#include "models/names.hpp"

namespace loyalty {

enum class MailKind { card_link };

template <>
struct Names<MailKind> {
  static constexpr std::array<std::pair<MailKind, std::string_view>, 1> table{
      {{MailKind::card_link, "card_link"}}};
};

struct Mail {
  CompanyId company_id{};
  VendorId vendor_id{};  // in whose name it goes out
  CardId card_id{};
  MailId id{};
  MailKind kind = MailKind::card_link;
  std::string locale;
  Instant created_at{};  // when it was due at first

  bool operator==(const Mail&) const = default;
};

}  // namespace loyalty
