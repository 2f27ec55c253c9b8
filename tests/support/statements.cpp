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

bool stays_with_one_company(const std::string& text, const std::set<std::string>& tenant_tables) {
  static const std::regex table("\\b(?:FROM|JOIN|INTO|UPDATE) ([a-z_]+)(?: ([a-z]+)\\b)?");
  static const std::regex asked("(?:\\b([a-z_]+)\\.)?\\bcompany_id = (\\$[0-9]+)");
  static const std::regex inserted("INSERT INTO [a-z_]+ \\(company_id\\b");
  if (std::regex_search(text, inserted)) return true;
  // By alias; "" stands for a table that needs none.
  std::multiset<std::string> touched;
  for (std::sregex_iterator found(text.begin(), text.end(), table), end; found != end; ++found) {
    if (tenant_tables.contains((*found)[1].str())) touched.insert((*found)[2].str());
  }
  std::multiset<std::string> bound;
  std::set<std::string> parameters;
  for (std::sregex_iterator found(text.begin(), text.end(), asked), end; found != end; ++found) {
    bound.insert((*found)[1].str());
    parameters.insert((*found)[2].str());
  }
  return parameters.size() <= 1 && std::ranges::includes(bound, touched);
}

}  // namespace loyalty::test
