// Answers as rows of comma-separated values (RFC 4180), for spreadsheets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

// Begins the file: without it, spreadsheets take UTF-8 for something else.
inline constexpr std::string_view csv_byte_order_mark = "\xEF\xBB\xBF";

// Appends one row to a text, field by field.
class CsvRow {
 public:
  explicit CsvRow(std::string& out) : out_(out) {}

  // What a spreadsheet would take for a formula gets an apostrophe in front, so that it stays text (OWASP,
  // CSV injection).
  void text(std::string_view text);
  void number(std::int64_t number);
  void end() { out_ += "\r\n"; }

 private:
  void separate();

  std::string& out_;
  bool needs_comma_ = false;
};

template <class T>
void write_csv_field(CsvRow& row, const T& member) {
  if constexpr (is_optional_v<T>) {
    if (member) {
      write_csv_field(row, *member);
    } else {
      row.text({});
    }
  } else if constexpr (NamedEnum<T>) {
    row.text(name_of(member));
  } else if constexpr (IdEnum<T> || std::is_same_v<T, std::int64_t>) {
    row.number(static_cast<std::int64_t>(member));
  } else if constexpr (std::is_same_v<T, Instant>) {
    row.text(format_rfc3339(member));
  } else {
    row.text(member);
  }
}

// The visitors over an answer's members: their names, and what they hold. What JSON calls null is empty here.
struct CsvNames {
  CsvRow& row;
  template <class T>
  void operator()(std::string_view name, const T&, const Rule& = {}) {
    row.text(name);
  }
};
struct CsvFields {
  CsvRow& row;
  template <class T>
  void operator()(std::string_view, const T& member, const Rule& = {}) {
    write_csv_field(row, member);
  }
};

template <class Visitor, class T>
void append_csv(std::string& out, const T& answer) {
  CsvRow row(out);
  Visitor visitor{row};
  describe_fields(visitor, answer);
  row.end();
}

// The header row.
template <class T>
void append_csv_names(std::string& out) {
  append_csv<CsvNames>(out, T{});
}
template <class T>
void append_csv_row(std::string& out, const T& answer) {
  append_csv<CsvFields>(out, answer);
}

}  // namespace loyalty
