// What a customer's document carries for the scripts in it, so that it is drawn without asking again.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "schemas/card.hpp"
#include "schemas/company.hpp"
#include "schemas/enrolment.hpp"
#include "schemas/own_data.hpp"
#include "texts/messages.hpp"

namespace loyalty {

enum class CustomerPageKind { join, card, data, not_found };

template <>
struct Names<CustomerPageKind> {
  static constexpr std::array<std::pair<CustomerPageKind, std::string_view>, 4> table{
      {{CustomerPageKind::join, "join"},
       {CustomerPageKind::card, "card"},
       {CustomerPageKind::data, "data"},
       {CustomerPageKind::not_found, "not_found"}}};
};

// The texts of one language that a page needs, as a JSON object of patterns by key.
std::string write_page_messages(Language language, const std::vector<std::string>& keys);

struct CustomerPage {
  CustomerPageKind kind = CustomerPageKind::not_found;
  Language language = Language::en;
  std::string_view messages = "{}";  // of write_page_messages
  Instant server_time{};
  std::optional<std::string_view> card_token = {};
  std::optional<std::string_view> etag = {};  // of GET /loyalty/cards/{card_token}
  std::optional<JoinPage> join = {};
  std::optional<HolderPage> card = {};
  std::optional<OwnData> own_data = {};
  std::optional<std::string_view> reason = {};  // the code of what is not there, or not now
  std::optional<PublicVendor> vendor = {};      // where it is known
};

// As JSON that may stand inside a script element: without "<".
std::string write_customer_page(const CustomerPage& page);

}  // namespace loyalty
