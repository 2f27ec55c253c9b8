#include "routes/page_policy.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(FindOrigin, IsAHostAndNothingMore) {
  struct Case {
    const char* url;
    const char* origin;
  };
  const Case cases[] = {
      {"https://cdn.example/logo.png", "https://cdn.example"},
      {"https://cdn.example:8443", "https://cdn.example:8443"},
      {"https://cdn.example?x#y", "https://cdn.example"},
      {"", ""},
      {"http://cdn.example/logo.png", ""},
      {"https://", ""},
      {"https:///x", ""},
      {"https://a b/x", ""},
      {"https://a;script-src/x", ""},
      {"https://a,b", ""},
      {"https://me@host/x", ""},
      {"https://*.example/x", ""},
      {"https://[::1]/x", ""},
  };
  for (const auto& [url, origin] : cases) EXPECT_EQ(find_origin(url), origin) << url;
}

}  // namespace
}  // namespace loyalty
