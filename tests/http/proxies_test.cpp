#include "http/proxies.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

namespace loyalty::http {
namespace {

using boost::asio::ip::make_address;

TEST(TrustedProxies, ContainsAddressesAndBlocksOfBothFamilies) {
  const TrustedProxies proxies(
      {"10.0.0.0/8", "192.168.1.7", "2001:db8::/33", "::1", "172.16.0.0/12", "1.2.3.4/31"});
  struct Case {
    const char* address;
    bool is_trusted;
  };
  const Case cases[] = {
      {"10.0.0.0", true},
      {"10.255.255.255", true},
      {"11.0.0.0", false},
      {"9.255.255.255", false},
      {"192.168.1.7", true},
      {"192.168.1.6", false},
      {"::ffff:10.1.2.3", true},
      {"::ffff:11.1.2.3", false},
      {"2001:db8:7fff::1", true},
      {"2001:db8:8000::1", false},
      {"2001:db9::1", false},
      {"::1", true},
      {"::2", false},
      {"172.31.255.255", true},
      {"172.32.0.0", false},
      {"1.2.3.4", true},
      {"1.2.3.5", true},
      {"1.2.3.6", false},
      {"::10.1.2.3", false},
  };
  for (const Case& c : cases) EXPECT_EQ(proxies.contains(make_address(c.address)), c.is_trusted) << c.address;
}

TEST(TrustedProxies, MayTrustEverybodyOfAFamily) {
  const TrustedProxies v4({"0.0.0.0/0"});
  EXPECT_TRUE(v4.contains(make_address("203.0.113.9")));
  EXPECT_FALSE(v4.contains(make_address("2001:db8::1")));
  const TrustedProxies all({"::/0"});
  EXPECT_TRUE(all.contains(make_address("203.0.113.9")));
  EXPECT_TRUE(all.contains(make_address("2001:db8::1")));
}

TEST(TrustedProxies, NamesTheEntryItCannotRead) {
  for (const char* entry :
       {"", "localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "10.0.0/8", "::1/x"}) {
    try {
      const TrustedProxies proxies({"10.0.0.1", entry});
      FAIL() << entry;
    } catch (const std::invalid_argument& refusal) {
      EXPECT_NE(std::string(refusal.what()).find(entry), std::string::npos);
    }
  }
}

TEST(ParseForwardedAddress, TakesPortsAndBracketsOff) {
  struct Case {
    const char* entry;
    const char* expected;  // null: refused
  };
  const Case cases[] = {
      {"1.2.3.4", "1.2.3.4"},
      {"1.2.3.4:80", "1.2.3.4"},
      {"[2001:db8::1]", "2001:db8::1"},
      {"[2001:db8::1]:443", "2001:db8::1"},
      {"2001:db8::1", "2001:db8::1"},
      {"::ffff:1.2.3.4", "1.2.3.4"},
      {"[::ffff:1.2.3.4]:1", "1.2.3.4"},
      {"", nullptr},
      {"unknown", nullptr},
      {"_hidden", nullptr},
      {"1.2.3", nullptr},
      {"1.2.3.4:", nullptr},
      {"1.2.3.4:x", nullptr},
      {"[::1", nullptr},
      {"[::1]x", nullptr},
      {"[::1]:", nullptr},
      {"1.2.3.4 5.6.7.8", nullptr},
  };
  for (const Case& c : cases) {
    const auto address = parse_forwarded_address(c.entry);
    ASSERT_EQ(address.has_value(), c.expected != nullptr) << c.entry;
    if (address) EXPECT_EQ(address->to_string(), c.expected) << c.entry;
  }
}

struct OriginCase {
  const char* peer;
  std::vector<std::pair<std::string, std::string>> headers;
  const char* address;
  bool is_https;
};

TEST(FindOrigin, BelievesTrustedProxiesOnly) {
  const TrustedProxies proxies({"10.0.0.0/8", "2001:db8::/32"});
  const std::vector<OriginCase> cases = {
      {"203.0.113.1", {}, "203.0.113.1", false},
      {"::ffff:203.0.113.1", {}, "203.0.113.1", false},
      {"203.0.113.1", {{"x-forwarded-for", "1.1.1.1"}, {"x-forwarded-proto", "https"}}, "203.0.113.1", false},
      {"10.0.0.1", {}, "10.0.0.1", false},
      {"10.0.0.1", {{"x-forwarded-for", "1.1.1.1"}}, "1.1.1.1", false},
      {"::ffff:10.0.0.1", {{"x-forwarded-for", "1.1.1.1"}}, "1.1.1.1", false},
      {"2001:db8::9", {{"x-forwarded-for", "2a00::1"}}, "2a00::1", false},
      {"10.0.0.1", {{"x-forwarded-for", "6.6.6.6, 1.1.1.1"}}, "1.1.1.1", false},
      {"10.0.0.1", {{"x-forwarded-for", "6.6.6.6, 1.1.1.1 , 10.9.9.9"}}, "1.1.1.1", false},
      {"10.0.0.1",
       {{"x-forwarded-for", "6.6.6.6"}, {"x-forwarded-for", "1.1.1.1,10.9.9.9"}},
       "1.1.1.1",
       false},
      {"10.0.0.1", {{"x-forwarded-for", "10.1.1.1, 10.9.9.9"}}, "10.1.1.1", false},
      {"10.0.0.1", {{"x-forwarded-for", "1.1.1.1, unknown"}}, "10.0.0.1", false},
      {"10.0.0.1", {{"x-forwarded-for", "1.1.1.1, unknown, 10.9.9.9"}}, "10.9.9.9", false},
      {"10.0.0.1", {{"x-forwarded-for", ""}}, "10.0.0.1", false},
      {"10.0.0.1", {{"x-forwarded-proto", "https"}}, "10.0.0.1", true},
      {"10.0.0.1", {{"x-forwarded-proto", "HTTPS"}}, "10.0.0.1", true},
      {"10.0.0.1", {{"x-forwarded-proto", "http"}}, "10.0.0.1", false},
      {"10.0.0.1", {{"x-forwarded-proto", "https, http"}}, "10.0.0.1", false},
      {"10.0.0.1", {{"x-forwarded-proto", "http, https"}}, "10.0.0.1", true},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    Request request;
    request.headers = cases[i].headers;
    const Origin origin = find_origin(proxies, make_address(cases[i].peer), request);
    EXPECT_EQ(origin.address, cases[i].address) << "case " << i;
    EXPECT_EQ(origin.is_https, cases[i].is_https) << "case " << i;
  }
}

}  // namespace
}  // namespace loyalty::http
