// Any bytes as the fields of rows: what is written is read back, and begins no formula.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "schemas/csv.hpp"
#include "support/csv.hpp"

namespace {

constexpr std::string_view formula_beginnings = "=+-@\t\r";

void require(bool holds) {
  if (!holds) std::abort();
}

bool begins_formula(std::string_view field) {
  return !field.empty() && formula_beginnings.find(field.front()) != std::string_view::npos;
}

// A byte of 0 ends a field, a byte of 1 a row.
loyalty::test::CsvRows split(std::string_view input) {
  loyalty::test::CsvRows rows{{""}};
  for (const char byte : input) {
    if (byte == 0) {
      rows.back().emplace_back();
    } else if (byte == 1) {
      rows.push_back({""});
    } else {
      rows.back().back() += byte;
    }
  }
  return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto rows = split({reinterpret_cast<const char*>(data), size});
  std::string written;
  for (const auto& fields : rows) {
    loyalty::CsvRow row(written);
    for (const auto& field : fields) row.text(field);
    row.end();
  }
  auto wanted = rows;
  for (auto& fields : wanted) {
    for (auto& field : fields) {
      if (begins_formula(field)) field.insert(0, 1, '\'');
    }
  }
  require(loyalty::test::read_csv(written) == wanted);
  return 0;
}
