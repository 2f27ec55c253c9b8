#include "storage/row.hpp"

#include <gtest/gtest.h>

#include "models/user.hpp"
#include "storage/rows.hpp"

namespace loyalty::storage {
namespace {

struct Thing {
  CompanyId company_id{};
  UserId id{};
  std::string name;
  Role role = Role::staff;
  std::string note;
  std::optional<std::int64_t> price;
  std::chrono::minutes opens_at{0};
  bool is_active = false;
  std::optional<Instant> seen_at;

  bool operator==(const Thing&) const = default;
};

constexpr auto thing_row = row_of("things", key("company_id", &Thing::company_id), key("id", &Thing::id),
                                  column("name", &Thing::name), column("role", &Thing::role),
                                  column("note", &Thing::note).null_when_empty(),
                                  column("price", &Thing::price), fixed("opens_at", &Thing::opens_at),
                                  fixed("is_active", &Thing::is_active), fixed("seen_at", &Thing::seen_at));

TEST(TableRow, MakesItsStatements) {
  EXPECT_EQ(thing_row.columns(), "company_id, id, name, role, note, price, opens_at, is_active, seen_at");
  EXPECT_EQ(thing_row.columns("t.").substr(0, 24), "t.company_id, t.id, t.na");
  EXPECT_EQ(thing_row.insert(),
            "INSERT INTO things (company_id, id, name, role, note, price, opens_at, is_active, seen_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
  EXPECT_EQ(
      thing_row.update(),
      "UPDATE things SET name = $3, role = $4, note = $5, price = $6 WHERE company_id = $1 AND id = $2");
}

std::string show(std::span<const Value> values) {
  std::string shown;
  for (const auto& value : values) {
    if (const auto* integer = std::get_if<std::int64_t>(&value.content())) {
      shown += std::to_string(*integer);
    } else if (const auto* text = std::get_if<std::string_view>(&value.content())) {
      shown += "'" + std::string(*text) + "'";
    } else {
      shown += "NULL";
    }
    shown += " ";
  }
  return shown;
}

TEST(TableRow, GivesTheParametersOfItsStatements) {
  Thing thing{.company_id = CompanyId{1},
              .id = UserId{2},
              .name = {},
              .role = Role::owner,
              .note = {},
              .price = {},
              .opens_at = std::chrono::minutes{90},
              .is_active = true,
              .seen_at = from_milliseconds(7)};
  EXPECT_EQ(show(thing_row.values(thing)), "1 2 '' 'owner' NULL NULL 90 1 7 ");
  EXPECT_EQ(show(thing_row.changes(thing)), "1 2 '' 'owner' NULL NULL ");
  thing.note = "n";
  thing.price = 5;
  EXPECT_EQ(show(thing_row.changes(thing)), "1 2 '' 'owner' 'n' 5 ");
}

class StoredValues final : public Row {
 public:
  explicit StoredValues(std::span<const Value> values) : values_(values) {}
  bool is_null(int column) const override {
    return std::holds_alternative<std::monostate>(at(column).content());
  }
  std::int64_t integer(int column) const override {
    const auto* integer = std::get_if<std::int64_t>(&at(column).content());
    return integer == nullptr ? 0 : *integer;
  }
  std::string_view text(int column) const override {
    const auto* text = std::get_if<std::string_view>(&at(column).content());
    return text == nullptr ? std::string_view() : *text;
  }

 private:
  const Value& at(int column) const { return values_[static_cast<std::size_t>(column)]; }
  std::span<const Value> values_;
};

TEST(TableRow, ReadsWhatItWrote) {
  const Thing things[] = {{},
                          {.company_id = CompanyId{1},
                           .id = UserId{2},
                           .name = "a",
                           .role = Role::admin,
                           .note = "b",
                           .price = 3,
                           .opens_at = std::chrono::minutes{4},
                           .is_active = true,
                           .seen_at = from_milliseconds(5)}};
  for (const auto& thing : things) {
    const auto values = thing_row.values(thing);
    const StoredValues stored(values);
    Columns columns(stored);
    EXPECT_EQ(thing_row(columns), thing);
  }
}

template <std::size_t... Places>
constexpr bool takes_columns(std::index_sequence<Places...>) {
  return requires { row_of("wide", (static_cast<void>(Places), column("name", &Thing::name))...); };
}
static_assert(takes_columns(std::make_index_sequence<parameters_max>()));
static_assert(!takes_columns(std::make_index_sequence<parameters_max + 1>()), "no statement takes so many");

template <class... Cs>
constexpr bool stand_in_order(Cs... columns) {
  return requires { row_of("things", columns...); };
}
static_assert(stand_in_order(key("id", &Thing::id), column("name", &Thing::name),
                             fixed("note", &Thing::note)));
static_assert(!stand_in_order(column("name", &Thing::name), key("id", &Thing::id)));
static_assert(!stand_in_order(key("id", &Thing::id), fixed("note", &Thing::note),
                              column("name", &Thing::name)));

template <class R>
constexpr bool can_change = requires(const R& row) { row.update(); };
static_assert(can_change<decltype(thing_row)>);
static_assert(!can_change<decltype(transaction_row)>, "the history is append-only");

}  // namespace
}  // namespace loyalty::storage
