#include "schemas/json_pretty.hpp"

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(IndentJson, PutsEachMemberOnALine) {
  struct Case {
    const char* json;
    const char* indented;
  };
  const Case cases[] = {
      {"7", "7\n"},
      {"{}", "{}\n"},
      {"[]", "[]\n"},
      {R"({"a":1,"b":[true,null]})", "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}\n"},
      {R"({"a":{},"b":[[]]})", "{\n  \"a\": {},\n  \"b\": [\n    []\n  ]\n}\n"},
      {R"(["{[,:]}","\"","\\",""])", "[\n  \"{[,:]}\",\n  \"\\\"\",\n  \"\\\\\",\n  \"\"\n]\n"},
  };
  for (const auto& [json, indented] : cases) EXPECT_EQ(indent_json(json), indented) << json;
}

}  // namespace
}  // namespace loyalty
