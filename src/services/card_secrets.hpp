// What a card can be found by that must not be guessed.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "models/ids.hpp"

namespace loyalty {

struct CardSecrets {
  std::string card_number;
  std::string qr_code;
  std::string card_token;  // carries the company, so that the holder's page needs no other key
};
// Made before a write starts, some in reserve for the rare case that a number is taken.
using CardSecretsInReserve = std::array<CardSecrets, 3>;
CardSecretsInReserve make_card_secrets(CompanyId company);

// The company inside a card token; none for anything that is not one.
std::optional<CompanyId> find_company_of_token(std::string_view card_token);

}  // namespace loyalty
