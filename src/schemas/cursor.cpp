#include "schemas/cursor.hpp"

#include <cstddef>
#include <stdexcept>

#include "base/codec.hpp"
#include "base/digest.hpp"

namespace loyalty {
namespace {

constexpr char version = 1;
constexpr char integer_tag = 'i';
constexpr char text_tag = 't';
constexpr std::size_t parts_max = 8;
constexpr std::size_t text_bytes_max = 255;
constexpr std::size_t checksum_bytes = 6;

std::string checksum(std::string_view list, std::string_view content) {
  const Digest digest = sha256({"cursor", list, std::string_view("\0", 1), content});
  return std::string(as_text(digest).substr(0, checksum_bytes));
}

std::int64_t take_integer(std::string_view& bytes) {
  const auto number = from_big_endian(bytes.substr(0, 8));
  bytes.remove_prefix(8);
  return number;
}

// Takes one part off the front; none when it is not whole.
std::optional<CursorPart> take_part(std::string_view& bytes) {
  const char tag = bytes.front();
  bytes.remove_prefix(1);
  if (tag == integer_tag && bytes.size() >= 8) return take_integer(bytes);
  if (tag != text_tag || bytes.empty()) return std::nullopt;
  const std::size_t size = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  if (bytes.size() < size) return std::nullopt;
  std::string text(bytes.substr(0, size));
  bytes.remove_prefix(size);
  return text;
}

}  // namespace

std::string encode_cursor(std::string_view list, const Cursor& cursor) {
  if (cursor.size() > parts_max) throw std::length_error("a cursor has at most 8 parts");
  std::string bytes(1, version);
  for (const CursorPart& part : cursor) {
    if (const std::int64_t* number = std::get_if<std::int64_t>(&part)) {
      bytes += integer_tag;
      bytes += to_big_endian(*number);
      continue;
    }
    const std::string& text = std::get<std::string>(part);
    if (text.size() > text_bytes_max) throw std::length_error("a cursor's text has at most 255 bytes");
    bytes += text_tag;
    bytes += static_cast<char>(text.size());
    bytes += text;
  }
  return to_base64url(bytes + checksum(list, bytes));
}

std::optional<Cursor> decode_cursor(std::string_view list, std::string_view text) {
  const std::optional<std::string> decoded = from_base64url(text);
  if (!decoded || decoded->size() < 1 + checksum_bytes || decoded->front() != version) return std::nullopt;
  std::string_view content(*decoded);
  const std::string_view sum = content.substr(content.size() - checksum_bytes);
  content.remove_suffix(checksum_bytes);
  if (checksum(list, content) != sum) return std::nullopt;
  content.remove_prefix(1);
  Cursor cursor;
  while (!content.empty()) {
    std::optional<CursorPart> part = take_part(content);
    if (!part || cursor.size() == parts_max) return std::nullopt;
    cursor.push_back(std::move(*part));
  }
  return cursor;
}

}  // namespace loyalty
