#include "schemas/reader.hpp"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "models/program.hpp"
#include "schemas/checks.hpp"
#include "schemas/list_faults.hpp"

namespace loyalty {
namespace {

constexpr std::array<std::string_view, 2> sizes{"small", "large"};

struct Address {
  [[maybe_unused]] static constexpr std::string_view schema_name = "TestAddress";
  std::string email;
  std::optional<std::string> phone;
};
template <class Fields>
void describe_fields(Fields& f, Address& a) {
  f("email", a.email, email_text());
  f("phone", a.phone, text(1, 40).checked(check_phone_characters, "invalid_phone"));
}

struct Entry {
  [[maybe_unused]] static constexpr std::string_view schema_name = "TestEntry";
  std::string name;
  std::int64_t points = 0;
};
template <class Fields>
void describe_fields(Fields& f, Entry& e) {
  f("name", e.name, text(1, 5));
  f("points", e.points, range(1, 100));
}

struct Sample {
  [[maybe_unused]] static constexpr std::string_view schema_name = "TestSample";
  std::string name;
  std::int64_t count = 1;
  std::optional<std::int64_t> limit;
  std::optional<PinId> pin_id;
  bool is_on = false;
  LoyaltyType kind = LoyaltyType::stamps;
  std::string size = "small";
  Thousandths rate{1000};
  std::optional<Instant> at;
  std::chrono::minutes starts{0};
  std::string notes;
  std::string password = "unchanged";
  std::optional<Address> customer;
  std::vector<Entry> entries;
  Patch<std::string> logo;
  Patch<std::int64_t> target;
};
template <class Fields>
void describe_fields(Fields& f, Sample& s) {
  f("name", s.name, text(2, 8));
  f("count", s.count, range(1, 100).or_default());
  f("limit", s.limit, range(0, 10));
  f("pin_id", s.pin_id);
  f("is_on", s.is_on, Rule{}.or_default());
  f("kind", s.kind, Rule{}.or_default());
  f("size", s.size, one_of(sizes).or_default());
  f("rate", s.rate, range(1, 10'000).or_default());
  f("at", s.at);
  f("starts", s.starts, Rule{}.or_default());
  f("notes", s.notes, text(0, 20).multiline().or_default());
  f("password", s.password, secret(3, 12).or_default());
  f("customer", s.customer);
  f("entries", s.entries, entries(0, 2).or_default());
  f("logo", s.logo, text(1, 10).nullable());
  f("target", s.target, range(2, 100));
}

// The members put into an otherwise good body.
std::string with(std::string_view members) { return R"({"name":"Nora",)" + std::string(members) + "}"; }

Sample read_sample(std::string_view members) {
  auto read = read_body<Sample>(with(members));
  EXPECT_TRUE(read) << members << " " << list_faults<Sample>(with(members));
  return read ? std::move(read).value() : Sample{};
}

TEST(ReadShape, NamesEachFault) {
  struct Case {
    std::string_view members;
    std::string_view faults;
  };
  const Case cases[] = {
      {R"("nmae":1)", "nmae:unknown_field"},
      {R"("count":0)", "count:out_of_range"},
      {R"("count":101)", "count:out_of_range"},
      {R"("count":3.0)", "count:wrong_type"},
      {R"("count":"3")", "count:wrong_type"},
      {R"("count":true)", "count:wrong_type"},
      {R"("limit":11)", "limit:out_of_range"},
      {R"("pin_id":5)", "pin_id:wrong_type"},
      {R"("pin_id":"05")", "pin_id:invalid_id"},
      {R"("is_on":"true")", "is_on:wrong_type"},
      {R"("kind":"Stamps")", "kind:not_a_choice"},
      {R"("kind":1)", "kind:wrong_type"},
      {R"("size":"medium")", "size:not_a_choice"},
      {R"("rate":0)", "rate:out_of_range"},
      {R"("rate":10.001)", "rate:out_of_range"},
      {R"("rate":1e300)", "rate:out_of_range"},
      {R"("rate":1.0005)", "rate:too_many_decimals"},
      {R"("rate":"1")", "rate:wrong_type"},
      {R"("at":"2026-11-22")", "at:invalid_time"},
      {R"("starts":"24:00")", "starts:invalid_time_of_day"},
      {R"("notes":"a\u0007")", "notes:not_printable"},
      {R"("notes":"123456789012345678901")", "notes:too_long"},
      {R"("password":"ab")", "password:too_short"},
      {R"("password":"1234567890123")", "password:too_long"},
      {R"("customer":[])", "customer:wrong_type"},
      {R"("customer":{})", "customer.email:required"},
      {R"("customer":{"email":"nora"})", "customer.email:invalid_email"},
      {R"("customer":{"email":"n@a.lu","phone":"abc","x":1})",
       "customer.phone:invalid_phone customer.x:unknown_field"},
      {R"("entries":{})", "entries:wrong_type"},
      {R"("entries":[{},{"name":"a","points":0}])",
       "entries[0].name:required entries[0].points:required entries[1].points:out_of_range"},
      {R"("entries":[1,2,3])", "entries:too_many"},
      {R"("entries":[1])", "entries[0]:wrong_type"},
      {R"("logo":"12345678901")", "logo:too_long"},
      {R"("target":null)", "target:required"},
      {R"("target":1,"count":0,"zzz":2)", "count:out_of_range target:out_of_range zzz:unknown_field"},
  };
  for (const Case& item : cases)
    EXPECT_EQ(list_faults<Sample>(with(item.members)), item.faults) << item.members;
}

TEST(ReadShape, ChecksTexts) {
  struct Case {
    std::string_view body;
    std::string_view faults;
  };
  const Case cases[] = {
      {R"({})", "name:required"},
      {R"({"name":null})", "name:required"},
      {R"({"name":""})", "name:required"},
      {R"({"name":" \t"})", "name:required"},
      {R"({"name":"\u200b"})", "name:required"},
      {R"({"name":"\u3164 \u2800\u00ad"})", "name:required"},
      {R"({"name":"\u202ea"})", "name:not_printable"},
      {R"({"name":5})", "name:wrong_type"},
      {R"({"name":"a"})", "name:too_short"},
      {R"({"name":"é"})", "name:too_short"},
      {R"({"name":"éé"})", ""},
      {R"({"name":"éééééééé"})", ""},
      {R"({"name":"ééééééééé"})", "name:too_long"},
      {R"({"name":"a\nb"})", "name:not_printable"},
      {R"({"name":"a\u0000b"})", "name:not_printable"},
      {R"({"name":"a\u202eb"})", "name:not_printable"},
      {R"([])", ":wrong_type"},
      {R"("x")", ":wrong_type"},
      {"", "empty"},
      {"{\"name\":\"\xff\"}", "syntax"},
  };
  for (const Case& item : cases) EXPECT_EQ(list_faults<Sample>(item.body), item.faults) << item.body;
}

TEST(ReadShape, KeepsDefaultsForWhatIsAbsentOrNull) {
  for (const std::string_view members : {R"("is_on":null,"count":null,"limit":null)", R"("is_on":false)"}) {
    const Sample sample = read_sample(members);
    EXPECT_EQ(sample.count, 1);
    EXPECT_EQ(sample.rate, Thousandths{1000});
    EXPECT_EQ(sample.limit, std::nullopt);
    EXPECT_EQ(sample.password, "unchanged");
    EXPECT_FALSE(sample.logo.is_given());
  }
}

TEST(ReadShape, ReadsEveryKindOfValue) {
  const Sample sample = read_sample(
      R"("count":100,"limit":0,"pin_id":"123456789012345678","is_on":true,"kind":"hybrid",)"
      R"("size":"large","rate":1.25,)"
      R"("at":"2026-11-22T17:25:52+01:00","starts":"04:30","notes":" one\r\ntwo\n","password":" a b ",)"
      R"("customer":{"email":" Nora@Example.LU ","phone":""},"entries":[{"name":"Tea",)"
      R"("points":100}],"logo":null,)"
      R"("target":2)");
  EXPECT_EQ(sample.count, 100);
  EXPECT_EQ(sample.limit, 0);
  EXPECT_EQ(sample.pin_id, PinId{123456789012345678});
  EXPECT_TRUE(sample.is_on);
  EXPECT_EQ(sample.kind, LoyaltyType::hybrid);
  EXPECT_EQ(sample.size, "large");
  EXPECT_EQ(sample.rate, Thousandths{1250});
  EXPECT_EQ(sample.at, parse_rfc3339("2026-11-22T16:25:52Z"));
  EXPECT_EQ(sample.starts, std::chrono::minutes{270});
  EXPECT_EQ(sample.notes, "one\ntwo");
  EXPECT_EQ(sample.password, " a b ");
  EXPECT_EQ(sample.customer->email, "nora@example.lu");
  EXPECT_EQ(sample.customer->phone, std::nullopt);
  ASSERT_EQ(sample.entries.size(), 1U);
  EXPECT_EQ(sample.entries[0].points, 100);
  EXPECT_TRUE(sample.logo.is_null);
  EXPECT_EQ(sample.target.value, 2);
}

TEST(ReadShape, ReadsDecimalsExactly) {
  struct Case {
    std::string_view number;
    std::int64_t value;
  };
  const Case cases[] = {{"1", 1000},    {"0.001", 1},    {"0.1", 100},       {"2.675", 2675},
                        {"1.10", 1100}, {"9.999", 9999}, {"10.000", 10'000}, {"25e-1", 2500}};
  for (const Case& item : cases) {
    const Sample sample = read_sample("\"rate\":" + std::string(item.number));
    EXPECT_EQ(sample.rate.value, item.value) << item.number;
  }
}

TEST(ReadShape, CutsTheNameOfAnUnknownField) {
  const auto read = read_body<Address>("{\"email\":\"a@b.lu\",\"" + std::string(5000, 'x') + "\":1}");
  ASSERT_FALSE(read);
  EXPECT_EQ(std::get<1>(read.error()).front().field, std::string(200, 'x'));
}

TEST(ReadQuery, ReadsNumbersAndTruthFromText) {
  const auto read =
      read_query<Sample>({{"name", "Nora"}, {"count", "7"}, {"is_on", "true"}, {"rate", "0.5"}});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->count, 7);
  EXPECT_TRUE(read->is_on);
  EXPECT_EQ(read->rate.value, 500);
}

TEST(ReadQuery, NamesEachFault) {
  struct Case {
    std::vector<std::pair<std::string, std::string>> query;
    std::string_view fault;
  };
  const Case cases[] = {
      {{{"name", "Nora"}, {"count", "7x"}}, "count:wrong_type"},
      {{{"name", "Nora"}, {"count", "101"}}, "count:out_of_range"},
      {{{"name", "Nora"}, {"is_on", "yes"}}, "is_on:wrong_type"},
      {{{"name", "Nora"}, {"rate", "nan"}}, "rate:wrong_type"},
      {{{"name", "Nora"}, {"name", "Nora"}}, "name:repeated"},
      {{{"name", "Nora"}, {"other", "1"}}, "other:unknown_field"},
      {{{"name", "Nora"}, {"notes", "\xff"}}, "notes:not_printable"},
  };
  for (const Case& item : cases) {
    const auto read = read_query<Sample>(item.query);
    ASSERT_FALSE(read) << item.fault;
    EXPECT_EQ(read.error().front().field + ":" + std::string(read.error().front().code), item.fault);
  }
}

}  // namespace
}  // namespace loyalty
