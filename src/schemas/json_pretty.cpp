#include "schemas/json_pretty.hpp"

namespace loyalty {
namespace {

// The text that begins with a quote, with both its quotes.
std::string_view take_text(std::string_view json) {
  std::size_t end = 1;
  while (json[end] != '"') end += json[end] == '\\' ? 2 : 1;
  return json.substr(0, end + 1);
}

}  // namespace

std::string indent_json(std::string_view json) {
  std::string out;
  std::size_t depth = 0;
  const auto begin_line = [&] { out.append("\n").append(2 * depth, ' '); };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') {
      const auto text = take_text(json.substr(i));
      out += text;
      i += text.size() - 1;
    } else if (c == '{' || c == '[') {
      out += c;
      const char next = json[i + 1];
      if (next == '}' || next == ']') {
        out += next;
        ++i;
      } else {
        ++depth;
        begin_line();
      }
    } else if (c == '}' || c == ']') {
      --depth;
      begin_line();
      out += c;
    } else {
      out += c;
      if (c == ',') begin_line();
      if (c == ':') out += ' ';
    }
  }
  return out + "\n";
}

}  // namespace loyalty
