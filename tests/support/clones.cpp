#include "support/clones.hpp"

#include <algorithm>
#include <set>

#include "base/ids.hpp"
#include "support/database.hpp"
#include "support/postgres_session.hpp"

namespace loyalty::test {
namespace {

const std::set<std::string> ids_of_cards{"id",     "card_id",     "customer_id", "transaction_id",
                                         "lot_id", "reverses_id", "linked_id"};
// A card is found by the words of its names, which a number makes other ones.
const std::set<std::string> own_texts{
    "card_number", "qr_code",   "card_token",         "first_name", "last_name",  "email",   "phone",
    "term",        "reference", "purchase_reference", "key_digest", "token_hash", "subject", "code"};

// By how much an id is smaller that was made so much earlier.
std::int64_t id_step(std::chrono::minutes apart) {
  static const auto begin = at("2026-01-01T00:00:00Z");  // no id is older than the program
  return first_id_at(begin + apart) - first_id_at(begin);
}

// What a clone has in the column; `n` is its number.
std::string render_cloned(const ColumnInfo& column, const Cloning& cloning) {
  const auto name = "r.\"" + column.name + "\"";
  const bool is_id = column.name == "id" || column.name.ends_with("_id");
  const bool is_own = cloning.what == Cloned::card ? ids_of_cards.contains(column.name) : is_id;
  if (is_own && column.is_integer) return name + " - n * " + std::to_string(id_step(cloning.apart));
  if (column.is_integer && column.name.ends_with("_at")) {
    // The largest number is no time.
    const auto milliseconds = std::chrono::milliseconds(cloning.apart).count();
    return "CASE WHEN " + name + " < 9000000000000000 THEN " + name + " - n * " +
           std::to_string(milliseconds) + " ELSE " + name + " END";
  }
  if (own_texts.contains(column.name)) return name + " || n";
  return name;
}

bool has_column(const std::vector<ColumnInfo>& columns, std::string_view name) {
  return std::ranges::find(columns, name, &ColumnInfo::name) != columns.end();
}

}  // namespace

Cloner::Cloner(std::string url) : url_(std::move(url)), tables_(read_columns(url_)) {}

void Cloner::clone(const std::string& table, const Cloning& cloning) const {
  std::string names;
  std::string values;
  for (const auto& column : tables_.at(table)) {
    const std::string separator = names.empty() ? "" : ", ";
    names += separator + "\"" + column.name + "\"";
    values += separator + render_cloned(column, cloning);
  }
  run_long_sql(url_, "INSERT INTO " + table + " (" + names + ") WITH RECURSIVE numbers(n) AS (SELECT CAST(" +
                         std::to_string(cloning.first) +
                         " AS BIGINT) UNION ALL SELECT n + 1 FROM numbers "
                         "WHERE n < " +
                         std::to_string(cloning.last) + ") SELECT " + values + " FROM (SELECT * FROM " +
                         table + " WHERE " + cloning.where + ") r CROSS JOIN numbers ORDER BY n DESC");
}

void Cloner::clone_cards(const std::string& ids, std::int64_t first, std::int64_t last) const {
  const auto clone_where = [&](const std::string& table, const std::string& where) {
    clone(table, {.where = where, .first = first, .last = last});
  };
  const auto of_cards = "IN (" + ids + ")";
  clone_where("customers", "id IN (SELECT customer_id FROM loyalty_cards WHERE id " + of_cards + ")");
  clone_where("loyalty_cards", "id " + of_cards);
  for (const auto& [table, columns] : tables_) {
    // Mails are kept for two days, whatever cards there are.
    if (has_column(columns, "card_id") && table != "mails") clone_where(table, "card_id " + of_cards);
  }
}

void Cloner::clone_company(const std::string& id, std::int64_t last) const {
  clone("companies", {.what = Cloned::company, .where = "id = " + id, .last = last});
  for (const auto& [table, columns] : tables_) {
    if (has_column(columns, "company_id"))
      clone(table, {.what = Cloned::company, .where = "company_id = " + id, .last = last});
  }
}

void run_long_sql(const std::string& url, const std::string& text) {
  if (url.starts_with("sqlite:")) return run_sql(url, text);
  PostgresSession(url).run(text);
}

}  // namespace loyalty::test
