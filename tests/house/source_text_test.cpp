#include "house/source_text.hpp"

#include <gtest/gtest.h>

namespace loyalty::house {
namespace {

using Texts = std::vector<std::string>;

Texts literals(std::string_view source) {
  Texts texts;
  for (const Literal& literal : read_source(source).literals) texts.push_back(literal.text);
  return texts;
}

TEST(ReadSource, BlanksCommentsLiteralsAndDirectives) {
  const std::pair<const char*, const char*> cases[] = {
      {"a // b\nc", "a     \nc"},
      {"a /* b\n c */ d", "a     \n      d"},
      {"a \"b // c\" d", "a \"      \" d"},
      {"a \"\\\"b\" d", "a \"   \" d"},
      {"'\"' + 'x'", "\" \" + \" \""},
      {"'\\'' b", "\"  \" b"},
      {"1'000'000", "1'000'000"},
      {"0xFF'FF", "0xFF'FF"},
      {"U'\"' + u8'{'", "U\" \" + u8\" \""},
      {"f('1','2')", "f(\" \",\" \")"},
      {"#include \"x.hpp\"\na", "                \na"},
      {"#define A \\\n  b\nc", "           \n   \nc"},
      {"a # b", "a # b"},
      {"R\"(a \" b)\" c", "\"        \" c"},
      {"R\"sql(a )\" b)sql\" c", "\"               \" c"},
      {"\"open", "\"   \""},
  };
  for (const auto& [source, code] : cases) EXPECT_EQ(read_source(source).code, code) << source;
}

TEST(ReadSource, JoinsLiteralsThatFollowEachOther) {
  EXPECT_EQ(literals("f(\"a \" \"b\"\n  \"c\", \"d\")"), (Texts{"a bc", "d"}));
  EXPECT_EQ(literals("\"a\" /* and */ // more\n \"b\""), (Texts{"ab"}));
  EXPECT_EQ(literals("\"a\" + \"b\""), (Texts{"a", "b"}));
  EXPECT_EQ(literals("R\"(a\nb)\" R\"x(c)x\""), (Texts{"a\nbc"}));
  EXPECT_EQ(literals("// \"no\"\n/* \"no\" */ '\"'"), Texts());
}

TEST(ReadSource, KnowsTheLineOfALiteral) {
  const auto source = read_source("a\n\n/*\n*/ \"b\"\nR\"(\n)\" + \"c\"");
  ASSERT_EQ(source.literals.size(), 2U);
  EXPECT_EQ(source.literals[0].line, 4U);
  EXPECT_EQ(source.literals[1].line, 6U);
}

struct FunctionCase {
  const char* name;
  const char* source;
  std::vector<std::pair<std::size_t, std::size_t>> expected;
};

TEST(ListFunctions, FindsBodiesAtNamespaceAndClassLevel) {
  const FunctionCase cases[] = {
      {"one line", "int f() { return 1; }", {{1, 1}}},
      {"several lines", "int f(int a,\n      int b) {\n  if (a) {\n  }\n}\n", {{1, 5}}},
      {"in namespaces", "namespace a {\nnamespace {\nvoid f() {\n}\n}  // namespace\n}\n", {{3, 4}}},
      {"members",
       "class A {\n public:\n  A() : b_{1},\n c_(2) {\n}\n  int g() const { return 1; }\n};\nint h() {\n}\n",
       {{3, 5}, {6, 6}, {8, 9}}},
      {"a template", "template <class T,\n  class U = std::vector<int>>\nT f(T t) {\n}\n", {{1, 4}}},
      {"a class template", "template <class T>\nstruct A {\n  void f() {\n  }\n};", {{3, 4}}},
      {"a test", "TEST(Add, Adds) {\n}\n", {{1, 2}}},
      {"with C linkage", "extern \"C\" int f() {\n}\n", {{1, 2}}},
      {"in a block of C linkage", "extern \"C\" {\nint f() {\n}\n}\n", {{2, 3}}},
      {"after a declaration", "int a;\n\n// About f.\nint f() {\n}\n", {{4, 5}}},
      {"a default argument", "void f(A a = {}) {\n}\n", {{1, 2}}},
      {"no table", "constexpr int table[] = {\n 1,\n 2};\nA a{\n1};\nenum class E { a,\n b };", {}},
      {"no call", "auto x = f({\n1, 2});", {}},
      {"no lambda", "void f() {\n  g([] {\n  });\n}\n", {{1, 4}}},
      {"braces in literals", "void f() {\n  g(\"}\", '}');  // }\n}\n", {{1, 3}}},
  };
  for (const auto& [name, source, expected] : cases) {
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (const Function& each : list_functions(read_source(source).code)) {
      found.emplace_back(each.first_line, each.last_line);
    }
    EXPECT_EQ(found, expected) << name;
  }
}

TEST(SplitLines, EndsWithTheLastLine) {
  EXPECT_EQ(split_lines("").size(), 0U);
  EXPECT_EQ(split_lines("a\n").size(), 1U);
  EXPECT_EQ(split_lines("a\n\nb").size(), 3U);
}

TEST(CountColumns, CountsCharacters) {
  EXPECT_EQ(count_columns(""), 0U);
  EXPECT_EQ(count_columns("aé€"), 3U);
}

}  // namespace
}  // namespace loyalty::house
