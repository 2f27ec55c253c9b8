#include "base/bcrypt.hpp"

#include <array>
#include <memory>
#include <stdexcept>

#include <crypt.h>
#include <openssl/crypto.h>

#include "base/digest.hpp"
#include "base/random.hpp"

namespace loyalty {
namespace {

constexpr std::size_t secret_bytes_max = 72;

bool is_usable(std::string_view secret) {
  return secret.size() <= secret_bytes_max && secret.find('\0') == std::string_view::npos;
}

struct Wipe {
  void operator()(crypt_data* data) const {
    OPENSSL_cleanse(data, sizeof *data);
    delete data;
  }
};

// Empty when the library refuses the setting.
std::string run_crypt(std::string_view secret, const std::string& setting) {
  const std::unique_ptr<crypt_data, Wipe> data(new crypt_data{});
  std::string text(secret);
  const char* const hash = crypt_rn(text.c_str(), setting.c_str(), data.get(), sizeof *data);
  OPENSSL_cleanse(text.data(), text.size());
  return hash == nullptr ? std::string() : std::string(hash);
}

}  // namespace

std::string hash_bcrypt(std::string_view secret, int cost) {
  if (!is_usable(secret))
    throw std::invalid_argument("a bcrypt secret is at most 72 bytes without a zero byte");
  if (cost < 4 || cost > 31) throw std::invalid_argument("the bcrypt cost is 4 to 31");
  const std::string salt = random_bytes(16);
  std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> setting{};
  if (crypt_gensalt_rn("$2b$", static_cast<unsigned long>(cost), salt.data(), static_cast<int>(salt.size()),
                       setting.data(), static_cast<int>(setting.size())) == nullptr) {
    throw std::runtime_error("libcrypt made no bcrypt setting");
  }
  std::string hash = run_crypt(secret, setting.data());
  if (!hash.starts_with("$2b$")) throw std::runtime_error("libcrypt made no bcrypt hash");
  return hash;
}

bool verify_bcrypt(std::string_view secret, std::string_view hash) {
  // Only bcrypt: libcrypt would also take the weak hashes of old systems.
  if (!is_usable(secret) || !hash.starts_with("$2")) return false;
  const std::string computed = run_crypt(secret, std::string(hash));
  return !computed.empty() && equal_in_constant_time(computed, hash);
}

}  // namespace loyalty
