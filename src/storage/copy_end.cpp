#include "storage/copy_end.hpp"

namespace loyalty::storage {

std::string render_columns(const TableShape& table) {
  std::string columns;
  for (const auto& column : table.columns) columns += (columns.empty() ? "\"" : ", \"") + column.name + "\"";
  return columns;
}

Value value_of(const Cell& cell) {
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return *integer;
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return std::nullopt;
}

void TableShapes::add(const Row& row) {
  const auto table = row.text(0);
  if (shapes_.empty() || shapes_.back().name != table) shapes_.push_back({.name = std::string(table)});
  auto& shape = shapes_.back();
  const auto type = row.text(2);
  shape.columns.push_back({.name = std::string(row.text(1)),
                           .type = type == "BIGINT" || type == "bigint" ? TableShape::Type::integer
                                   : type == "TEXT" || type == "text"   ? TableShape::Type::text
                                                                        : TableShape::Type::other});
  const auto place = static_cast<std::size_t>(row.integer(3));  // from 1; 0: not in the key
  if (place == 0) return;
  if (shape.key.size() < place) shape.key.resize(place);
  shape.key[place - 1] = shape.columns.size() - 1;
}

}  // namespace loyalty::storage
