#include "schemas/writer.hpp"

#include <array>
#include <charconv>
#include <cstddef>

#include "base/ascii.hpp"

namespace loyalty {
namespace {

// What follows the backslash; 'u' for the long form, 0 for a character that stands for itself.
constexpr std::array<char, 256> make_escapes() {
  std::array<char, 256> escapes{};
  for (std::size_t code = 0; code < 0x20; ++code) escapes[code] = 'u';
  escapes['"'] = '"';
  escapes['\\'] = '\\';
  escapes['\b'] = 'b';
  escapes['\f'] = 'f';
  escapes['\n'] = 'n';
  escapes['\r'] = 'r';
  escapes['\t'] = 't';
  return escapes;
}
constexpr std::array<char, 256> escapes = make_escapes();

void append_escaped(std::string& out, std::string_view text) {
  std::size_t begin = 0;
  for (std::size_t index = 0; index < text.size(); ++index) {
    const auto code = static_cast<unsigned char>(text[index]);
    const char escape = escapes[code];
    if (escape == 0) continue;
    out.append(text, begin, index - begin);
    begin = index + 1;
    out += '\\';
    out += escape;
    if (escape == 'u') {
      out += "00";
      out += hex_digits[code >> 4];
      out += hex_digits[code & 15];
    }
  }
  out.append(text, begin, text.size() - begin);
}

void append_integer(std::string& out, std::int64_t number) {
  std::array<char, 24> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end);
}

}  // namespace

void JsonWriter::separate() {
  if (needs_comma_) out_ += ',';
  needs_comma_ = true;
}

void JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  needs_comma_ = false;
}

void JsonWriter::close(char bracket) {
  out_ += bracket;
  needs_comma_ = true;
}

void JsonWriter::key(std::string_view name) {
  separate();
  out_ += '"';
  append_escaped(out_, name);
  out_ += "\":";
  needs_comma_ = false;
}

void JsonWriter::value(std::string_view text) {
  separate();
  out_ += '"';
  append_escaped(out_, text);
  out_ += '"';
}

void JsonWriter::value(bool truth) { raw(truth ? "true" : "false"); }

void JsonWriter::value(std::int64_t number) {
  separate();
  append_integer(out_, number);
}

void JsonWriter::value(Instant instant) { value(std::string_view(format_rfc3339(instant))); }

void JsonWriter::value(std::chrono::minutes time_of_day) {
  separate();
  out_ += '"';
  append_two_digits(out_, time_of_day.count() / 60);
  out_ += ':';
  append_two_digits(out_, time_of_day.count() % 60);
  out_ += '"';
}

void JsonWriter::value(Thousandths number) {
  separate();
  std::int64_t places = number.value % 1000;
  if (number.value < 0) {
    out_ += '-';
    places = -places;
  }
  const std::int64_t whole = number.value / 1000;
  append_integer(out_, whole < 0 ? -whole : whole);
  if (places == 0) return;
  out_ += '.';
  for (std::int64_t unit = 100; places > 0; unit /= 10) {
    out_ += static_cast<char>('0' + places / unit);
    places %= unit;
  }
}

void JsonWriter::null() { raw("null"); }

void JsonWriter::id(std::int64_t id) {
  separate();
  out_ += '"';
  append_integer(out_, id);
  out_ += '"';
}

void JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
}

}  // namespace loyalty
