// A code that was accepted has the form of its kind, and is accepted again as the same.
#include <cstdint>
#include <cstdlib>

#include "base/ids.hpp"
#include "rules/card_code.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using Kind = loyalty::CardCode::Kind;
  const auto code = loyalty::parse_card_code({reinterpret_cast<const char*>(data), size});
  if (!code) return 0;
  if (code->kind == Kind::number && !loyalty::is_card_number(code->value)) std::abort();
  if (code->kind == Kind::qr && code->value.size() != 26) std::abort();
  if (code->kind == Kind::id && !loyalty::parse_id(code->value)) std::abort();
  const std::string again = code->kind == Kind::qr ? loyalty::format_qr_text(code->value) : code->value;
  if (loyalty::parse_card_code(again) != code) std::abort();
  return 0;
}
