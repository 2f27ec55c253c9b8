#include "base/contact.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(NormaliseEmail, TrimsAndLowers) {
  const std::pair<std::string, const char*> cases[] = {
      {"Marie@Example.COM", "marie@example.com"},
      {" \u00A0marie@example.com\n", "marie@example.com"},
      {"a@b.lu", "a@b.lu"},
      {"first.last+tag@sub.example.co.uk", "first.last+tag@sub.example.co.uk"},
      {"!#$%&'*+-/=?^_`{|}~@example.com", "!#$%&'*+-/=?^_`{|}~@example.com"},
      {"JOSÉ@EXÁMPLE.es", "josé@exámple.es"},
      {"ИВАН@пример.РФ", "иван@пример.рф"},
      {"ŠĐŻ@example.com", "šđż@example.com"},
      {"a@1.2.x3", "a@1.2.x3"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(normalise_email(text), expected) << text;
}

TEST(NormaliseEmail, KeepsToTheLengthsOfRfc5321) {
  EXPECT_TRUE(normalise_email(std::string(64, 'a') + "@example.com"));
  EXPECT_FALSE(normalise_email(std::string(65, 'a') + "@example.com"));
  EXPECT_TRUE(normalise_email("a@" + std::string(63, 'b') + ".com"));
  EXPECT_FALSE(normalise_email("a@" + std::string(64, 'b') + ".com"));
  const std::string label = std::string(60, 'b') + '.';
  const std::string host = label + label + label + "com";  // 186 bytes
  EXPECT_TRUE(normalise_email(std::string(64, 'a') + '@' + "xx." + host));
  EXPECT_EQ(normalise_email(std::string(64, 'a') + '@' + "xx." + host)->size(), 254U);
  EXPECT_FALSE(normalise_email(std::string(64, 'a') + '@' + "xxx." + host));
}

TEST(NormaliseEmail, RefusesWhatCannotBeAnAddress) {
  const char* const cases[] = {"",
                               "@",
                               "marie",
                               "marie@",
                               "@example.com",
                               "marie@example",
                               "marie@@example.com",
                               "a@b@example.com",
                               ".marie@example.com",
                               "marie.@example.com",
                               "ma..rie@example.com",
                               "marie@.example.com",
                               "marie@example.com.",
                               "marie@example..com",
                               "marie@-example.com",
                               "marie@example-.com",
                               "marie@exa_mple.com",
                               "marie@192.168.1.1",
                               "marie@[192.168.1.1]",
                               "\"marie\"@example.com",
                               "ma rie@example.com",
                               "ma,rie@example.com",
                               "marie@exam ple.com",
                               "marie\n@example.com",
                               "marie\u200B@example.com",
                               "marie\u00A0x@example.com",
                               "marie\u202E@example.com",
                               "mari\xFF@example.com",
                               "Marie <marie@example.com>"};
  for (const char* const text : cases) EXPECT_FALSE(normalise_email(text)) << text;
}

struct Phone {
  const char* text;
  const char* country;
  const char* expected;
};

TEST(NormalisePhone, ReadsInternationalNumbers) {
  const Phone cases[] = {
      {"+352 621 123 456", "", "+352621123456"},
      {"00352 621 123 456", "LU", "+352621123456"},
      {"00 352 621-123-456", "FR", "+352621123456"},
      {" (+352) 621.123/456 ", "??", "+352621123456"},
      {"\u202A+352\u00A0621\u2011123\u2013456\u202C", "LU", "+352621123456"},
      {"+44 (0)20 7946 0000", "LU", "+442079460000"},
      {"0044 (0)20 7946 0000", "LU", "+442079460000"},
      {"+49 0151 23456789", "LU", "+4915123456789"},
      {"+49 (0) 0151 23456789", "LU", "+4915123456789"},
      {"+352 (0)621 123 456", "LU", "+352621123456"},
      {"+39 06 6982 0000", "LU", "+390669820000"},
      {"+39 (0)6 6982 0000", "LU", "+390669820000"},
      {"+1 212 555 0100", "LU", "+12125550100"},
      {"+7 812 123 45 67", "LU", "+78121234567"},
      {"+2251234567", "LU", "+2251234567"},
  };
  for (const auto& [text, country, expected] : cases)
    EXPECT_EQ(normalise_phone(text, country), expected) << text;
}

TEST(NormalisePhone, ReadsNationalNumbers) {
  const Phone cases[] = {
      {"621 123 456", "LU", "+352621123456"},
      {"06 12 34 56 78", "FR", "+33612345678"},
      {"612345678", "FR", "+33612345678"},
      {"0151/23456789", "DE", "+4915123456789"},
      {"(0)151 23456789", "DE", "+4915123456789"},
      {"0470 12 34 56", "BE", "+32470123456"},
      {"020 7946 0000", "GB", "+442079460000"},
      {"06 6982 0000", "IT", "+390669820000"},
      {"347 123 4567", "IT", "+393471234567"},
      {"612 345 678", "ES", "+34612345678"},
      {"912 345 678", "PT", "+351912345678"},
      {"06 30 123 4567", "HU", "+36301234567"},
      {"8 (912) 345-67-89", "RU", "+79123456789"},
      {"812 123-45-67", "RU", "+78121234567"},
      {"8 029 123 45 67", "BY", "+375291234567"},
      {"8 612 34567", "LT", "+37061234567"},
      {"0 612 34567", "LT", "+37061234567"},
      {"800 12345", "LT", "+37080012345"},
      {"(212) 555-0100", "US", "+12125550100"},
      {"1-212-555-0100", "US", "+12125550100"},
      {"07 12 34 56 78 90", "CI", "+225071234567890"},
      {"090-1234-5678", "JP", "+819012345678"},
  };
  for (const auto& [text, country, expected] : cases)
    EXPECT_EQ(normalise_phone(text, country), expected) << text;
}

TEST(NormalisePhone, KeepsToSevenToFifteenDigits) {
  EXPECT_FALSE(normalise_phone("+352 123", "LU"));
  EXPECT_TRUE(normalise_phone("+352 1234", "LU"));
  EXPECT_TRUE(normalise_phone("+352 123 456 789 012", "LU"));
  EXPECT_FALSE(normalise_phone("+352 123 456 789 0123", "LU"));
}

TEST(NormalisePhone, RefusesWhatCannotBeANumber) {
  const Phone cases[] = {
      {"", "LU", ""},
      {"+", "LU", ""},
      {"00", "LU", ""},
      {"abc", "LU", ""},
      {"+352 621 123 45a", "LU", ""},
      {"+352 621 123 456 ext. 7", "LU", ""},
      {"621+123456", "LU", ""},
      {"++352621123456", "LU", ""},
      {"٦٢١١٢٣٤٥٦", "LU", ""},
      {"+352621\xFF"
       "123456",
       "LU", ""},
      {"621 123 456", "", ""},
      {"621 123 456", "XX", ""},
      {"621 123 456", "lu", ""},
      {"+0621123456", "LU", ""},
      {"+210 621123456", "LU", ""},  // not assigned
      {"+999 621123456", "LU", ""},
      {"+384 621123456", "LU", ""},
      {"+422 621123456", "LU", ""},
  };
  for (const auto& [text, country, unused] : cases)
    EXPECT_FALSE(normalise_phone(text, country)) << text << unused;
}

TEST(NormalisePhone, ReadsItsOwnAnswerBack) {
  for (const char* const text :
       {"+352621123456", "+33612345678", "+390669820000", "+12125550100", "+78121234567"}) {
    EXPECT_EQ(normalise_phone(text, "DE"), text);
  }
}

TEST(NationalDigits, AreAsDialledInsideTheCountry) {
  const std::pair<const char*, const char*> cases[] = {{"+352621123456", "621123456"},
                                                       {"+33612345678", "0612345678"},
                                                       {"+390669820000", "0669820000"},
                                                       {"+12125550100", "2125550100"},
                                                       {"+79123456789", "89123456789"},
                                                       {"+36301234567", "06301234567"},
                                                       {"+88812345678", "12345678"},
                                                       {"+99912345678", ""},
                                                       {"352621123456", ""},
                                                       {"+", ""},
                                                       {"", ""},
                                                       {"+35262a", ""}};
  for (const auto& [number, expected] : cases) EXPECT_EQ(national_digits(number), expected) << number;
}

TEST(IsCountryCode, KnowsAtLeastAllOfEurope) {
  for (const char* const code : {"AD", "AL", "AT", "BA", "BE", "BG", "BY", "CH", "CY", "CZ", "DE", "DK", "EE",
                                 "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU",
                                 "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "RU",
                                 "SE", "SI", "SK", "SM", "TR", "UA", "VA", "XK", "US", "CN", "IN", "BR"}) {
    EXPECT_TRUE(is_country_code(code)) << code;
    EXPECT_TRUE(normalise_phone("2345678", code)) << code;
  }
  for (const char* const code : {"", "L", "lu", "LUX", "ZZ", "EU"})
    EXPECT_FALSE(is_country_code(code)) << code;
}

}  // namespace
}  // namespace loyalty
