// The mail that brings a card's link to its holder.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "mail/message.hpp"

namespace loyalty::mail {

struct CardLinkLetter {
  std::string_view shop;
  std::string_view first_name;
  std::string_view card_color;  // "#rrggbb"
  std::string_view card_url;
  std::string_view locale;       // of the mail; a language of ours, perhaps with a region
  std::string_view shop_locale;  // when it is none of ours
};

// The message without its id and its date. `from` without a name: the shop's.
Message compose_card_link(const CardLinkLetter& letter, const Mailbox& from, std::string_view to);

}  // namespace loyalty::mail
