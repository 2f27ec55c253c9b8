#include "config/values.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(ParseListen, TakesNumericAddressesWithAPort) {
  EXPECT_EQ(parse_listen("127.0.0.1:8080"), (ListenAddress{"127.0.0.1", 8080}));
  EXPECT_EQ(parse_listen("0.0.0.0:0"), (ListenAddress{"0.0.0.0", 0}));
  EXPECT_EQ(parse_listen("[::]:65535"), (ListenAddress{"::", 65535}));
}

TEST(ParseListen, RefusesEverythingElse) {
  for (const char* text :
       {"", ":", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
        "127.0.0.1:80x", "localhost:80", "::1:80", "[::1]", "[::1]80", "[127.0.0.1]:80", "127.0.0.1:8080 "}) {
    EXPECT_FALSE(parse_listen(text)) << text;
  }
}

TEST(ParsePublicUrl, KeepsSchemeHostAndPortInLowerCase) {
  EXPECT_EQ(parse_public_url("https://cards.example.org"), "https://cards.example.org");
  EXPECT_EQ(parse_public_url("HTTP://Cards.Example.org:8443/"), "http://cards.example.org:8443");
  EXPECT_EQ(parse_public_url("http://[::1]:8080"), "http://[::1]:8080");
}

TEST(ParsePublicUrl, RefusesWhatWouldMakeASmallCode) {
  const std::string longest = "https://" + std::string(92, 'x');
  EXPECT_EQ(parse_public_url(longest + "/"), longest);
  EXPECT_FALSE(parse_public_url(longest + "x"));
}

TEST(ParsePublicUrl, RefusesEverythingElse) {
  for (const char* text :
       {"", "https://", "https:///", "ftp://example.org", "example.org", "https://example.org/shop",
        "https://example.org?x=1", "https://example.org#x", "https://a b", "https://me@example.org",
        "https://example.org:99999", "https://example.org:", "https://exämple.org", "https://[::1",
        "https://[example]"}) {
    EXPECT_FALSE(parse_public_url(text)) << text;
  }
}

TEST(ParseNetworks, SplitsAtCommas) {
  EXPECT_EQ(parse_networks("10.0.0.1"), (std::vector<std::string>{"10.0.0.1"}));
  EXPECT_EQ(parse_networks(" 10.0.0.0/8 ,fd00::/8"), (std::vector<std::string>{"10.0.0.0/8", "fd00::/8"}));
}

TEST(ParseNetworks, RefusesWhatIsNoAddress) {
  for (const char* text : {"", ",", "10.0.0.1,", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1",
                           "::1/129", "proxy", "10.0.0.1;10.0.0.2"}) {
    EXPECT_FALSE(parse_networks(text)) << text;
  }
}

}  // namespace
}  // namespace loyalty
