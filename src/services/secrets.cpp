#include "services/secrets.hpp"

#include "base/codec.hpp"
#include "base/digest.hpp"
#include "base/ids.hpp"

namespace loyalty {
namespace {

std::string derive(std::string_view secret_key, std::string_view purpose) {
  return std::string(as_text(hmac_sha256(secret_key, {purpose})));
}

// "$2b$", two digits of cost, then a salt and a digest that belong to no secret.
std::string make_nobodys_hash(int bcrypt_cost) {
  const std::string cost = std::to_string(bcrypt_cost);
  return "$2b$" + std::string(cost.size() < 2 ? "0" : "") + cost +
         "$CwTycUXWue0Thq9StjUM0uJ8PQnqRGRMbCqEB3dB0FvCi0mP9nDGm";
}

std::string encode(const Digest& digest) { return to_base64url(as_text(digest)); }

}  // namespace

Secrets::Secrets(std::string_view secret_key, int bcrypt_cost)
    : pin_digest_key_(derive(secret_key, "loyalty pin digest")),
      pin_pepper_(derive(secret_key, "loyalty pin pepper")),
      password_pepper_(derive(secret_key, "loyalty password pepper")),
      subject_key_(derive(secret_key, "loyalty sign-in subject")),
      request_key_(derive(secret_key, "loyalty request digest")),
      key_digest_(to_base64url(derive(secret_key, "loyalty key digest"))),
      nobodys_hash_(make_nobodys_hash(bcrypt_cost)) {}

std::string Secrets::digest_pin(VendorId vendor, std::string_view pin) const {
  return encode(hmac_sha256(pin_digest_key_, {std::to_string(to_integer(vendor)), ":", pin}));
}

std::string Secrets::pepper_pin(VendorId vendor, std::string_view pin) const {
  return encode(hmac_sha256(pin_pepper_, {std::to_string(to_integer(vendor)), ":", pin}));
}

std::string Secrets::pepper_password(std::string_view password) const {
  return encode(hmac_sha256(password_pepper_, {password}));
}

std::string Secrets::digest_subject(std::string_view kind, std::string_view value) const {
  return encode(hmac_sha256(subject_key_, {kind, ":", value}));
}

std::string Secrets::digest_request(std::initializer_list<std::string_view> parts) const {
  constexpr std::size_t bytes = 16;  // enough: whoever makes two collide gets their own first answer
  return to_base64url(as_text(hmac_sha256(request_key_, parts)).substr(0, bytes));
}

std::string hash_token(std::string_view token) { return encode(sha256({token})); }

}  // namespace loyalty
