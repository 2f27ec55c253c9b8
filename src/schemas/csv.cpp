#include "schemas/csv.hpp"

namespace loyalty {
namespace {

bool looks_like_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

}  // namespace

void CsvRow::text(std::string_view text) {
  separate();
  const bool is_quoted = text.find_first_of(",\"\r\n") != std::string_view::npos;
  if (is_quoted) out_ += '"';
  if (looks_like_formula(text)) out_ += '\'';
  for (std::size_t quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"')) {
    out_.append(text.substr(0, quote + 1)) += '"';
    text.remove_prefix(quote + 1);
  }
  out_ += text;
  if (is_quoted) out_ += '"';
}

void CsvRow::number(std::int64_t number) {
  separate();
  out_ += std::to_string(number);
}

void CsvRow::separate() {
  if (needs_comma_) out_ += ',';
  needs_comma_ = true;
}

}  // namespace loyalty
