// Keys made from the installation's one secret, each for one purpose.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "models/ids.hpp"

namespace loyalty {

class Secrets {
 public:
  // `secret_key` is LOYALTY_SECRET_KEY, at least 32 bytes; `bcrypt_cost` that of the hashes that are made.
  explicit Secrets(std::string_view secret_key, int bcrypt_cost = 10);

  // Finds a PIN at its vendor without trying each: 43 characters of base64url.
  std::string digest_pin(VendorId vendor, std::string_view pin) const;
  // What bcrypt hashes: without the pepper, four digits are tried in no time by whoever steals the database.
  std::string pepper_pin(VendorId vendor, std::string_view pin) const;
  // What bcrypt hashes of a password: also lifts bcrypt's limit of 72 bytes.
  std::string pepper_password(std::string_view password) const;
  // The subject under which failed sign-ins are counted.
  std::string digest_subject(std::string_view kind, std::string_view value) const;
  // Of a request and its Idempotency-Key, 128 bits. Keyed, because requests contain PINs.
  std::string digest_request(std::initializer_list<std::string_view> parts) const;
  // Tells this secret key from any other, and tells nobody what it is.
  const std::string& key_digest() const { return key_digest_; }
  // The hash of nothing in particular: comparing with it takes as long as with a real one.
  const std::string& nobodys_hash() const { return nobodys_hash_; }

 private:
  std::string pin_digest_key_;
  std::string pin_pepper_;
  std::string password_pepper_;
  std::string subject_key_;
  std::string request_key_;
  std::string key_digest_;
  std::string nobodys_hash_;
};

// A session's or card's token is kept only as this.
std::string hash_token(std::string_view token);

}  // namespace loyalty
