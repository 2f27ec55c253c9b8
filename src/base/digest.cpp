#include "base/digest.hpp"

#include <memory>
#include <stdexcept>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

namespace loyalty {
namespace {

struct Free {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

void require(bool succeeded) {
  if (!succeeded) throw std::runtime_error("OpenSSL failed to compute a digest");
}

const unsigned char* as_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Looking an algorithm up takes longer than a short digest: once for the program, and one context for each
// thread.
EVP_MD_CTX* digest_context() {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  require(algorithm != nullptr && context != nullptr);
  require(EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1);
  return context.get();
}

std::unique_ptr<EVP_MAC_CTX, Free> make_hmac_context() {
  static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  require(algorithm != nullptr);
  std::unique_ptr<EVP_MAC_CTX, Free> context(EVP_MAC_CTX_new(algorithm));
  require(context != nullptr);
  std::string name = "SHA256";
  const std::array<OSSL_PARAM, 2> parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0), OSSL_PARAM_construct_end()};
  require(EVP_MAC_CTX_set_params(context.get(), parameters.data()) == 1);
  return context;
}

}  // namespace

Digest sha256(std::initializer_list<std::string_view> parts) {
  EVP_MD_CTX* const context = digest_context();
  for (const std::string_view part : parts) {
    require(EVP_DigestUpdate(context, part.data(), part.size()) == 1);
  }
  Digest digest{};
  unsigned int size = 0;
  require(EVP_DigestFinal_ex(context, digest.data(), &size) == 1 && size == digest.size());
  return digest;
}

Digest hmac_sha256(std::string_view key, std::initializer_list<std::string_view> parts) {
  thread_local const std::unique_ptr<EVP_MAC_CTX, Free> context = make_hmac_context();
  // A null key would mean the key of the call before.
  const unsigned char* const key_bytes = as_bytes(key.data() == nullptr ? std::string_view("") : key);
  require(EVP_MAC_init(context.get(), key_bytes, key.size(), nullptr) == 1);
  for (const std::string_view part : parts) {
    require(EVP_MAC_update(context.get(), as_bytes(part), part.size()) == 1);
  }
  Digest digest{};
  std::size_t size = 0;
  require(EVP_MAC_final(context.get(), digest.data(), &size, digest.size()) == 1 && size == digest.size());
  return digest;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace loyalty
