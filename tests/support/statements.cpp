#include "support/statements.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>

namespace loyalty::test {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The value of an expression that adds literals and names of texts.
std::string evaluate(const std::string& expression, const std::map<std::string, std::string>& known) {
  static const std::regex part("\"([^\"]*)\"|([a-z_]+)\\s*\\([^)]*\\)|([a-z_]+)");
  std::string text;
  for (std::sregex_iterator found(expression.begin(), expression.end(), part), end; found != end; ++found) {
    const auto& match = *found;
    if (match[1].matched) {
      text += match[1].str();
    } else if (match[2].matched) {
      text += "company_id";
    } else if (const auto named = known.find(match[3].str()); named != known.end()) {
      text += named->second;
    }
  }
  return text;
}

std::size_t count(const std::string& text, const std::regex& pattern) {
  return static_cast<std::size_t>(
      std::distance(std::sregex_iterator(text.begin(), text.end(), pattern), std::sregex_iterator()));
}

}  // namespace

std::vector<Statement> read_statements(const std::string& folder) {
  static const std::regex definition("const (std::string|Sql) ([a-z_]+)( =|\\{)([^;]*);");
  std::vector<Statement> statements;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".cpp") continue;
    const auto source = read_file(entry.path());
    std::map<std::string, std::string> known;
    for (std::sregex_iterator found(source.begin(), source.end(), definition), end; found != end; ++found) {
      const auto& match = *found;
      auto text = evaluate(match[4].str(), known);
      if (match[1].str() == "Sql") {
        statements.push_back({entry.path().filename().string(), match[2].str(), std::move(text)});
      } else {
        known[match[2].str()] = std::move(text);
      }
    }
  }
  return statements;
}

bool names_the_company(const std::string& text, const std::set<std::string>& tenant_tables) {
  static const std::regex table("\\b(FROM|JOIN|INTO|UPDATE) ([a-z_]+)");
  static const std::regex asked("\\bcompany_id = ");
  static const std::regex inserted("INSERT INTO [a-z_]+ \\(company_id\\b");
  std::size_t touched = 0;
  for (std::sregex_iterator found(text.begin(), text.end(), table), end; found != end; ++found) {
    touched += tenant_tables.contains((*found)[2].str()) ? 1 : 0;
  }
  if (std::regex_search(text, inserted)) return true;
  return count(text, asked) >= touched;
}

}  // namespace loyalty::test
