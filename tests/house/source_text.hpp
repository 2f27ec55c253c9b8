// Enough of C++'s surface to check a source tree: what is code, what stands in literals, where functions are.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace loyalty::house {

struct Literal {
  std::size_t line;
  std::string text;  // with the literals that follow it directly
};

struct SourceText {
  std::string
      code;  // as long as the source: comments, contents of literals and preprocessor lines are blanks
  std::vector<Literal> literals;
};

SourceText read_source(std::string_view source);

struct Function {
  std::size_t first_line;
  std::size_t last_line;

  std::size_t lines() const { return last_line - first_line + 1; }
};

// Definitions with a body at namespace and class level, lambdas inside them not counted by themselves.
std::vector<Function> list_functions(std::string_view code);

std::vector<std::string_view> split_lines(std::string_view text);
std::size_t count_columns(std::string_view line);  // code points

}  // namespace loyalty::house
