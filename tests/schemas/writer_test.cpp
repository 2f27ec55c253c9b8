#include "schemas/writer.hpp"

#include <string>

#include <boost/json/object.hpp>
#include <gtest/gtest.h>

#include "models/program.hpp"
#include "schemas/json_in.hpp"

namespace loyalty {
namespace {

std::string write_text(std::string_view text) { return write_json(text); }

TEST(WriteJson, EscapesWhatMustBeEscaped) {
  EXPECT_EQ(write_text("plain é 🍪"), "\"plain é 🍪\"");
  EXPECT_EQ(write_text(""), "\"\"");
  EXPECT_EQ(write_text("\"\\"), R"("\"\\")");
  EXPECT_EQ(write_text("a\nb\tc\rd\be\f"), R"("a\nb\tc\rd\be\f")");
  EXPECT_EQ(write_text(std::string_view("\0\x1f", 2)), R"("\u0000\u001f")");
}

TEST(WriteJson, ReadsBackEveryCharacter) {
  std::string text;
  for (int code = 0; code < 0x80; ++code) text += static_cast<char>(code);
  text += "éß€🍪";
  const auto parsed = parse_json("[" + write_text(text) + "]");
  ASSERT_TRUE(parsed);
  const boost::json::value& list = *parsed;
  EXPECT_EQ(std::string_view(list.at(0).as_string()), text);
}

TEST(WriteJson, WritesThousandths) {
  struct Case {
    std::int64_t value;
    std::string_view written;
  };
  const Case cases[] = {{0, "0"},        {1000, "1"},     {1500, "1.5"},  {50, "0.05"},    {1, "0.001"},
                        {1234, "1.234"}, {-1500, "-1.5"}, {-5, "-0.005"}, {10'100, "10.1"}};
  for (const Case& item : cases) EXPECT_EQ(write_json(Thousandths{item.value}), item.written);
}

struct Inner {
  [[maybe_unused]] static constexpr std::string_view schema_name = "TestInner";
  std::int64_t number = 0;
};
template <class Fields>
void describe_fields(Fields& f, const Inner& a) {
  f("number", a.number);
}

struct Answer {
  [[maybe_unused]] static constexpr std::string_view schema_name = "TestAnswer";
  PinId id{};
  std::string_view name = {};
  std::optional<std::string_view> email = {};
  std::optional<Inner> inner = {};
  std::optional<Inner> extra = {};
  std::int64_t target = 0;
  LoyaltyType kind = LoyaltyType::points;
  Instant at{};
  std::chrono::minutes starts{0};
  bool is_on = true;
};
template <class Fields>
void describe_fields(Fields& f, const Answer& a) {
  f("id", a.id);
  f("name", a.name, Rule{}.null_when_empty());
  f("email", a.email);
  f("inner", a.inner);
  f("extra", a.extra, Rule{}.omitted_when_empty());
  f("target", a.target, Rule{}.null_when_empty());
  f("kind", a.kind);
  f("at", a.at);
  f("starts", a.starts);
  f("is_on", a.is_on);
}

TEST(WriteJson, WritesAbsentValuesAsNull) {
  EXPECT_EQ(write_json(Answer{.id = PinId{7}}),
            R"({"id":"7","name":null,"email":null,"inner":null,"target":null,"kind":"points",)"
            R"("at":"1970-01-01T00:00:00.000Z","starts":"00:00","is_on":true})");
}

TEST(WriteJson, WritesEveryKindOfValue) {
  const Answer answer{.id = PinId{9223372036854775807},
                      .name = "Nora",
                      .email = "n@a.lu",
                      .inner = Inner{.number = -3},
                      .extra = Inner{.number = 4},
                      .target = 10,
                      .kind = LoyaltyType::hybrid,
                      .at = *parse_rfc3339("2026-11-22T17:25:52.123Z"),
                      .starts = std::chrono::minutes{23 * 60 + 59},
                      .is_on = false};
  EXPECT_EQ(write_json(answer),
            R"({"id":"9223372036854775807","name":"Nora","email":"n@a.lu","inner":{"number":-3},)"
            R"("extra":{"number":4},)"
            R"("target":10,"kind":"hybrid","at":"2026-11-22T17:25:52.123Z","starts":"23:59","is_on":false})");
}

TEST(WriteJson, WritesPages) {
  EXPECT_EQ(write_json(Page<Inner>{}), R"({"items":[],"next_cursor":null})");
  EXPECT_EQ(write_json(Page<Inner>{.items = {{.number = 1}, {.number = 2}}, .next_cursor = "abc"}),
            R"({"items":[{"number":1},{"number":2}],"next_cursor":"abc"})");
}

}  // namespace
}  // namespace loyalty
