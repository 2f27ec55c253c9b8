// Reads comma-separated values back, as RFC 4180 has them and no further.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace loyalty::test {

using CsvRows = std::vector<std::vector<std::string>>;

// Takes the field at `at`, which moves behind it. Throws std::runtime_error for what is no field.
inline std::string read_csv_field(std::string_view text, std::size_t& at) {
  std::string field;
  if (at == text.size() || text[at] != '"') {
    const auto end = std::min(text.find_first_of(",\r\n", at), text.size());
    field = text.substr(at, end - at);
    if (field.find('"') != std::string::npos) throw std::runtime_error("a quote inside a bare field");
    at = end;
    return field;
  }
  for (;;) {
    const auto quote = text.find('"', at + 1);
    if (quote == std::string_view::npos) throw std::runtime_error("a quoted field without an end");
    field += text.substr(at + 1, quote - at - 1);
    at = quote + 1;
    if (at == text.size() || text[at] != '"') return field;
    field += '"';
  }
}

// Every row ends with CRLF; throws std::runtime_error for anything else.
inline CsvRows read_csv(std::string_view text) {
  CsvRows rows;
  for (std::size_t at = 0; at < text.size();) {
    auto& row = rows.emplace_back();
    row.push_back(read_csv_field(text, at));
    while (at < text.size() && text[at] == ',') row.push_back(read_csv_field(text, ++at));
    if (text.substr(at, 2) != "\r\n") throw std::runtime_error("a row does not end with CRLF");
    at += 2;
  }
  return rows;
}

}  // namespace loyalty::test
