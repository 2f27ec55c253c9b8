#include "services/card_secrets.hpp"

#include "base/codec.hpp"
#include "base/ids.hpp"
#include "base/random.hpp"
#include "rules/card_code.hpp"

namespace loyalty {
namespace {

constexpr std::size_t token_random_bytes = 16;

std::string bytes_of(std::int64_t value) {
  std::string bytes(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>((value >> (56 - 8 * i)) & 0xff);
  return bytes;
}

CardSecrets make_secrets(CompanyId company) {
  return {.card_number = make_card_number(random_below(UINT64_MAX)),
          .qr_code = make_qr_code(random_bytes(17)),
          .card_token = to_base64url(bytes_of(to_integer(company)) + random_bytes(token_random_bytes))};
}

}  // namespace

CardSecretsInReserve make_card_secrets(CompanyId company) {
  CardSecretsInReserve reserve;
  for (auto& secrets : reserve) secrets = make_secrets(company);
  return reserve;
}

std::optional<CompanyId> find_company_of_token(std::string_view card_token) {
  const auto bytes = from_base64url(card_token);
  if (!bytes || bytes->size() != 8 + token_random_bytes) return std::nullopt;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value = value << 8 | static_cast<unsigned char>((*bytes)[i]);
  return static_cast<CompanyId>(static_cast<std::int64_t>(value));
}

}  // namespace loyalty
