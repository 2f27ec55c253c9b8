// One end of a copy: a whole database in the hands of this program alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "storage/connection.hpp"

namespace loyalty::storage {

// A table as the database itself describes it.
struct TableShape {
  enum class Type { integer, text, other };
  struct Column {
    std::string name;
    Type type = Type::other;
    bool operator==(const Column&) const = default;
  };

  std::string name;
  std::vector<Column> columns;
  std::vector<std::size_t> key;  // which columns are the primary key, in its order
  bool operator==(const TableShape&) const = default;
};

using Cell = std::variant<std::monostate, std::int64_t, std::string>;
using CellRow = std::vector<Cell>;

// The names of the columns between commas, each in quotation marks.
std::string render_columns(const TableShape& table);
// Valid as long as the cell.
Value value_of(const Cell& cell);

// Puts shapes together from rows of table, column, type and place in the primary key (from 1; 0: not in it),
// which come table by table.
class TableShapes {
 public:
  void add(const Row& row);
  std::vector<TableShape> take() { return std::move(shapes_); }

 private:
  std::vector<TableShape> shapes_;
};

class CopyEnd {
 public:
  virtual ~CopyEnd() = default;

  // All of them, by name.
  virtual std::vector<TableShape> list_tables() = 0;
  // Nobody else changes these tables until the end goes away.
  virtual void hold(const std::vector<TableShape>& tables) = 0;
  // Always inside a transaction.
  virtual Connection& connection() = 0;
  virtual void append(const TableShape& table, std::span<const CellRow> rows) = 0;
  // Keeps what was done, and begins the next transaction.
  virtual void commit() = 0;
};

enum class CopyRole { source, target };

// Each throws StorageBusy, with what to do, while another program uses the database. No two copies fill the
// same target.
std::unique_ptr<CopyEnd> open_sqlite_end(const std::string& path);
std::unique_ptr<CopyEnd> open_postgres_end(const std::string& url, CopyRole role);

}  // namespace loyalty::storage
