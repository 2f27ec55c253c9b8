#include "house/source_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace loyalty::house {
namespace {

bool is_name_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Walks over the source once. Each function leaves the position after what it has read.
class Reader {
 public:
  explicit Reader(std::string_view source) : source_(source) { result_.code.assign(source.size(), ' '); }

  SourceText read() {
    while (position_ < source_.size()) read_next();
    return std::move(result_);
  }

 private:
  char at(std::size_t offset) const {
    return position_ + offset < source_.size() ? source_[position_ + offset] : '\0';
  }

  // Newlines stay in the code, so that its lines are the source's.
  void skip(std::size_t count) {
    for (; count > 0 && position_ < source_.size(); --count, ++position_) {
      if (source_[position_] == '\n') {
        result_.code[position_] = '\n';
        ++line_;
      }
    }
  }
  void keep() {
    result_.code[position_] = source_[position_];
    skip(1);
  }
  std::size_t distance_to(std::string_view wanted, std::size_t from) const {
    const std::size_t found = source_.find(wanted, from);
    return (found == std::string_view::npos ? source_.size() : found) - position_;
  }

  bool is_first_of_line() const {
    for (std::size_t i = position_; i > 0 && source_[i - 1] != '\n'; --i) {
      if (source_[i - 1] != ' ') return false;
    }
    return true;
  }
  bool is_after_name() const { return position_ > 0 && is_name_character(source_[position_ - 1]); }
  // A quote inside a number separates its digits; after u, U or L it begins a character.
  bool is_inside_number() const {
    std::size_t begin = position_;
    while (begin > 0 && (is_name_character(source_[begin - 1]) || source_[begin - 1] == '\'')) --begin;
    return begin < position_ && std::isdigit(static_cast<unsigned char>(source_[begin])) != 0;
  }

  void read_next() {
    if (at(0) == '/' && at(1) == '/') {
      skip(distance_to("\n", position_));
    } else if (at(0) == '/' && at(1) == '*') {
      skip(distance_to("*/", position_ + 2) + 2);
    } else if (at(0) == '#' && is_first_of_line()) {
      read_directive();
    } else if (at(0) == 'R' && at(1) == '"' && !is_after_name()) {
      read_raw_literal();
    } else if (at(0) == '"') {
      read_literal();
    } else if (at(0) == '\'' && !is_inside_number()) {
      read_character();
    } else {
      if (at(0) != ' ' && at(0) != '\n') may_continue_ = false;
      keep();
    }
  }

  void read_directive() {
    while (position_ < source_.size() && at(0) != '\n') skip(at(0) == '\\' ? 2 : 1);
  }
  void read_raw_literal() {
    const std::size_t open = source_.find('(', position_);
    if (open == std::string_view::npos) return skip(source_.size());
    const std::string closing = ')' + std::string(source_.substr(position_ + 2, open - position_ - 2)) + '"';
    const std::size_t begin = open + 1;
    const std::size_t end = std::min(source_.find(closing, begin), source_.size());
    add_literal(source_.substr(begin, end - begin));
    keep_quotes(end + closing.size() - position_);
  }
  void read_literal() {
    std::size_t end = position_ + 1;
    while (end < source_.size() && source_[end] != '"') end += source_[end] == '\\' ? 2 : 1;
    end = std::min(end, source_.size());
    add_literal(source_.substr(position_ + 1, end - position_ - 1));
    keep_quotes(end + 1 - position_);
  }
  void read_character() {
    std::size_t count = 1;
    while (at(count) != '\'' && at(count) != '\0') count += at(count) == '\\' ? 2 : 1;
    keep_quotes(count + 1);
    may_continue_ = false;
  }

  void keep_quotes(std::size_t count) {
    const std::size_t end = std::min(position_ + count, source_.size());
    result_.code[position_] = '"';
    skip(count);
    if (end > 0 && result_.code[end - 1] == ' ') result_.code[end - 1] = '"';
  }
  void add_literal(std::string_view text) {
    if (may_continue_) {
      result_.literals.back().text += text;
    } else {
      result_.literals.push_back({line_, std::string(text)});
    }
    may_continue_ = true;
  }

  std::string_view source_;
  SourceText result_;
  std::size_t position_ = 0;
  std::size_t line_ = 1;
  bool may_continue_ = false;  // nothing but blanks since the last literal
};

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \n");
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \n") - begin + 1);
}

// Without a leading "template <...>".
std::string_view without_template(std::string_view header) {
  if (!header.starts_with("template")) return header;
  std::size_t depth = 0;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i] == '<') ++depth;
    if (header[i] == '>' && --depth == 0) return trim(header.substr(i + 1));
  }
  return header;
}

bool opens_a_scope(std::string_view header) {
  constexpr std::array<std::string_view, 7> words{
      "namespace", "inline namespace", "class", "struct", "union", "enum", "extern"};
  const std::string_view rest = without_template(trim(header));
  return std::ranges::any_of(words, [rest](std::string_view word) {
    return rest.starts_with(word) && (rest.size() == word.size() || !is_name_character(rest[word.size()])) &&
           (word != "extern" || rest.find('(') == std::string_view::npos);
  });
}

bool is_access(std::string_view header) {
  const std::string_view word = trim(header);
  return word == "public" || word == "private" || word == "protected";
}

std::size_t line_of(std::string_view code, std::size_t position) {
  return 1 + static_cast<std::size_t>(std::ranges::count(code.substr(0, position), '\n'));
}

std::size_t closing_brace(std::string_view code, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t i = open; i < code.size(); ++i) {
    if (code[i] == '{') ++depth;
    if (code[i] == '}' && --depth == 0) return i;
  }
  return code.size() - 1;
}

// A body ends a definition; what is followed by more belongs to an initialiser.
bool is_followed_by_more(std::string_view code, std::size_t close) {
  const std::size_t next = code.find_first_not_of(" \n", close + 1);
  return next != std::string_view::npos &&
         std::string_view(";,(){").find(code[next]) != std::string_view::npos;
}

}  // namespace

SourceText read_source(std::string_view source) { return Reader(source).read(); }

std::vector<Function> list_functions(std::string_view code) {
  std::vector<Function> functions;
  std::size_t header_begin = 0;
  int parentheses = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '(') ++parentheses;
    if (c == ')') --parentheses;
    if (parentheses > 0) continue;
    const std::string_view header = code.substr(header_begin, i - header_begin);
    if (c == ';' || c == '}' || (c == ':' && is_access(header))) {
      header_begin = i + 1;
    } else if (c == '{' && opens_a_scope(header)) {
      header_begin = i + 1;
    } else if (c == '{') {
      const std::size_t close = closing_brace(code, i);
      if (is_followed_by_more(code, close)) {
        i = close;  // the header goes on, as in a constructor's list of members
      } else {
        const std::size_t begin = code.find_first_not_of(" \n", header_begin);
        functions.push_back({line_of(code, begin), line_of(code, close)});
        i = close;
        header_begin = close + 1;
      }
    }
  }
  return functions;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::size_t count_columns(std::string_view line) {
  return static_cast<std::size_t>(
      std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace loyalty::house
