// Opaque cursors: where the next page of a list begins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace loyalty {

using CursorPart = std::variant<std::int64_t, std::string>;
using Cursor = std::vector<CursorPart>;

// At most 8 parts of at most 255 bytes. `list` names the list, so that a cursor is of no use in another one.
std::string encode_cursor(std::string_view list, const Cursor& cursor);
// None for anything that encode_cursor did not make for this list.
std::optional<Cursor> decode_cursor(std::string_view list, std::string_view text);

}  // namespace loyalty
