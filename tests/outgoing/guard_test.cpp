#include "outgoing/guard.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/un.h>

namespace loyalty::outgoing {
namespace {

// A range of the table: its first and last address, and what lies one before and one after it.
struct RangeCase {
  std::string network;
  std::string first;
  std::string last;
  std::string before;
  std::string before_meaning;
  std::string after;
  std::string after_meaning;
};

const std::string open;

const RangeCase cases[] = {
    {"0.0.0.0/8", "0.0.0.0", "0.255.255.255", "", open, "1.0.0.0", open},
    {"10.0.0.0/8", "10.0.0.0", "10.255.255.255", "9.255.255.255", open, "11.0.0.0", open},
    {"100.64.0.0/10", "100.64.0.0", "100.127.255.255", "100.63.255.255", open, "100.128.0.0", open},
    {"127.0.0.0/8", "127.0.0.0", "127.255.255.255", "126.255.255.255", open, "128.0.0.0", open},
    {"169.254.0.0/16", "169.254.0.0", "169.254.255.255", "169.253.255.255", open, "169.255.0.0", open},
    {"172.16.0.0/12", "172.16.0.0", "172.31.255.255", "172.15.255.255", open, "172.32.0.0", open},
    {"192.0.0.0/24", "192.0.0.0", "192.0.0.255", "191.255.255.255", open, "192.0.1.0", open},
    {"192.0.2.0/24", "192.0.2.0", "192.0.2.255", "192.0.1.255", open, "192.0.3.0", open},
    {"192.88.99.0/24", "192.88.99.0", "192.88.99.255", "192.88.98.255", open, "192.88.100.0", open},
    {"192.168.0.0/16", "192.168.0.0", "192.168.255.255", "192.167.255.255", open, "192.169.0.0", open},
    {"198.18.0.0/15", "198.18.0.0", "198.19.255.255", "198.17.255.255", open, "198.20.0.0", open},
    {"198.51.100.0/24", "198.51.100.0", "198.51.100.255", "198.51.99.255", open, "198.51.101.0", open},
    {"203.0.113.0/24", "203.0.113.0", "203.0.113.255", "203.0.112.255", open, "203.0.114.0", open},
    {"224.0.0.0/4", "224.0.0.0", "239.255.255.255", "223.255.255.255", open, "240.0.0.0", "reserved"},
    {"240.0.0.0/4", "240.0.0.0", "255.255.255.255", "239.255.255.255", "multicast", "", open},
    {"::/128", "::", "::", "", open, "::1", "this machine"},
    {"::1/128", "::1", "::1", "::", "no address", "::2", "IPv4 within IPv6"},
    {"::/96", "::2", "::ffff:ffff", "::1", "this machine", "::1:0:0", "not given out"},
    {"::ffff:0:0/96", "::ffff:0:0", "::ffff:ffff:ffff", "::fffe:ffff:ffff", "not given out", "::1:0:0:0",
     "not given out"},
    {"::ffff:0:0:0/96", "::ffff:0:0:0", "::ffff:0:ffff:ffff", "::fffe:ffff:ffff:ffff", "not given out",
     "::ffff:1:0:0", "not given out"},
    {"64:ff9b:1::/48", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
     "64:ff9b:0:ffff:ffff:ffff:ffff:ffff", "not given out", "64:ff9b:2::", "not given out"},
    {"100::/64", "100::", "100::ffff:ffff:ffff:ffff", "ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
     "not given out", "100:0:0:1::", "not given out"},
    {"2001::/23", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
     "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", open, "2001:200::", open},
    {"2001:db8::/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
     "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", open, "2001:db9::", open},
    {"2002::/16", "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
     "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", open, "2003::", open},
    {"3fff::/20", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
     "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", open, "3fff:1000::", open},
    {"5f00::/16", "5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
     "5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "not given out", "5f01::", "not given out"},
    {"fc00::/7", "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
     "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "not given out", "fe00::", "not given out"},
    {"fe80::/10", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
     "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "not given out", "fec0::", "a site's own network"},
    {"fec0::/10", "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
     "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "this link", "ff00::", "multicast"},
    {"ff00::/8", "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
     "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "a site's own network", "", open},
};

TEST(FindSpecialRange, KnowsBothEndsOfEachRange) {
  std::set<std::string> looked_at;
  for (const auto& range : cases) {
    looked_at.insert(range.network);
    const auto listed = std::ranges::find(special_ranges(), range.network, &SpecialRange::network);
    ASSERT_NE(listed, special_ranges().end()) << range.network;
    EXPECT_EQ(find_special_range(range.first), listed->meaning) << range.first;
    EXPECT_EQ(find_special_range(range.last), listed->meaning) << range.last;
    if (!range.before.empty()) {
      EXPECT_EQ(find_special_range(range.before), range.before_meaning) << range.before;
    }
    if (!range.after.empty()) {
      EXPECT_EQ(find_special_range(range.after), range.after_meaning) << range.after;
    }
  }
  for (const auto& range : special_ranges()) {
    EXPECT_TRUE(looked_at.contains(std::string(range.network))) << range.network;
  }
}

TEST(FindSpecialRange, LetsThePublicInternetPass) {
  for (const char* const address :
       {"1.1.1.1", "8.8.8.8", "17.188.143.34", "93.184.216.34", "192.31.196.1", "2606:4700:4700::1111",
        "2a00:1450:400e:80b::200a", "2000::", "3ffe::1"}) {
    EXPECT_EQ(find_special_range(address), "") << address;
  }
}

TEST(FindSpecialRange, LooksInsideOfWhatATranslatorIsGiven) {
  EXPECT_EQ(find_special_range("64:ff9b::8.8.8.8"), "");
  EXPECT_EQ(find_special_range("64:ff9b::10.0.0.1"), "a private network");
  EXPECT_EQ(find_special_range("64:ff9b::127.0.0.1"), "this machine");
  EXPECT_EQ(find_special_range("64:ff9b::"), "this network");
  EXPECT_EQ(find_special_range("64:ff9b::ffff:ffff"), "reserved");
  EXPECT_EQ(find_special_range("64:ff9a:ffff:ffff:ffff:ffff:ffff:ffff"), "not given out");
  EXPECT_EQ(find_special_range("64:ff9b::1:0:0"), "not given out");
}

TEST(FindSpecialRange, RefusesWhatIsNoAddress) {
  for (const char* const text :
       {"", "localhost", "127.1", "0x7f000001", "[::1]", "::1%lo", "1.2.3.4.5", "::g"}) {
    EXPECT_EQ(find_special_range(text), "not an address") << text;
  }
}

TEST(FindSpecialRange, ReadsAddressesOfSockets) {
  sockaddr_in v4{.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(0x0A000001)}};
  EXPECT_EQ(find_special_range(reinterpret_cast<const sockaddr*>(&v4)), "a private network");
  v4.sin_addr.s_addr = htonl(0x08080808);
  EXPECT_EQ(find_special_range(reinterpret_cast<const sockaddr*>(&v4)), "");
  sockaddr_in6 v6{.sin6_family = AF_INET6, .sin6_addr = in6addr_loopback};
  EXPECT_EQ(find_special_range(reinterpret_cast<const sockaddr*>(&v6)), "this machine");
  const sockaddr_un file{.sun_family = AF_UNIX, .sun_path = "/run/x"};
  EXPECT_EQ(find_special_range(reinterpret_cast<const sockaddr*>(&file)), "not an address");
}

}  // namespace
}  // namespace loyalty::outgoing
