#include "services/card_secrets.hpp"

#include <gtest/gtest.h>

#include "rules/card_code.hpp"

namespace loyalty {
namespace {

TEST(MakeCardSecrets, NeverMakesTheSameTwiceAndTellsTheCompany) {
  const CompanyId company{0x0123456789abcdef};
  const auto reserve = make_card_secrets(company);
  EXPECT_NE(reserve[0].card_number, reserve[1].card_number);
  for (const auto& secrets : reserve) {
    EXPECT_TRUE(is_card_number(secrets.card_number));
    EXPECT_EQ(secrets.qr_code.size(), 26u);
    EXPECT_EQ(find_company_of_token(secrets.card_token), company);
    EXPECT_EQ(secrets.card_token.find(secrets.qr_code), std::string::npos);
  }
}

TEST(FindCompanyOfToken, RefusesWhatIsNoToken) {
  for (const char* text : {"", "a", "not/base64", "AAAAAAAAAAA", "0123456789012345678901234567890",
                           "012345678901234567890123456789012", "ééééééééééééééééé"}) {
    EXPECT_EQ(find_company_of_token(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace loyalty
