#include "config/config.hpp"

namespace loyalty {

const std::vector<Setting>& reserved_settings() {
  static const std::vector<Setting> all{
      {.name = "LOYALTY_APPLE_PASS_TYPE_ID", .sentence = "The pass type identifier of Apple Wallet passes."},
      {.name = "LOYALTY_APPLE_TEAM_ID", .sentence = "The team identifier of the Apple developer account."},
      {.name = "LOYALTY_APPLE_CERTIFICATE", .sentence = "The certificate that signs passes."},
      {.name = "LOYALTY_APPLE_KEY", .secrecy = Secrecy::secret, .sentence = "Its private key."},
      {.name = "LOYALTY_APPLE_KEY_PASSWORD",
       .secrecy = Secrecy::secret,
       .sentence = "The password of that key."},
      {.name = "LOYALTY_APPLE_WWDR_CERTIFICATE", .sentence = "Apple's intermediate certificate."},
      {.name = "LOYALTY_APPLE_APNS_URL", .sentence = "Where updates of passes are announced."},
      {.name = "LOYALTY_APPLE_APNS_CA", .sentence = "The authority that vouches for that server."},
      {.name = "LOYALTY_GOOGLE_ISSUER_ID", .sentence = "The issuer's number at Google Wallet."},
      {.name = "LOYALTY_GOOGLE_SERVICE_ACCOUNT",
       .secrecy = Secrecy::secret,
       .sentence = "The key file of the Google service account."},
      {.name = "LOYALTY_GOOGLE_API_URL", .sentence = "Where Google Wallet's interface is."},
      {.name = "LOYALTY_GOOGLE_TOKEN_URL", .sentence = "Where its access tokens are had."},
      {.name = "LOYALTY_GOOGLE_KEYS_URL", .sentence = "Where the keys are that sign Google's callbacks."}};
  return all;
}

}  // namespace loyalty
