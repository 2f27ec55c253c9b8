#include "house/checks.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <ostream>
#include <regex>
#include <set>
#include <string_view>

#include "house/source_text.hpp"

namespace loyalty::house {
namespace {

constexpr std::size_t file_lines_max = 500;
constexpr std::size_t function_lines_max = 70;
constexpr std::size_t columns_max = 110;

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> prefixes) {
  return std::ranges::any_of(prefixes, [text](std::string_view prefix) { return text.starts_with(prefix); });
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> suffixes) {
  return std::ranges::any_of(suffixes, [text](std::string_view suffix) { return text.ends_with(suffix); });
}

bool is_cpp(std::string_view path) { return ends_with_any(path, {".cpp", ".hpp"}); }

// What each layer may include beside itself, whole layers or single headers. "main" stands for main.cpp and
// the verbs of the command line.
const std::map<std::string, std::set<std::string>>& allowed_layers() {
  static const std::map<std::string, std::set<std::string>> allowed{
      {"base", {}},
      {"config", {"base"}},
      {"models", {"base"}},
      {"texts", {"models", "base"}},
      {"rules", {"models", "base"}},
      {"storage", {"models", "base"}},
      {"services", {"rules", "storage", "models", "base"}},
      {"schemas", {"texts", "models", "base"}},
      {"drawing", {"rules", "texts", "models", "base"}},
      {"mail", {"rules", "texts", "models", "base"}},
      {"http", {"base"}},
      {"outgoing", {"base"}},
      {"wallet",
       {"drawing", "rules", "texts", "models", "base", "schemas/json_in.hpp", "schemas/reader.hpp",
        "schemas/writer.hpp"}},
      {"tasks", {"services", "storage", "mail", "outgoing", "wallet", "models", "rules", "base"}},
      {"routes",
       {"services", "storage", "schemas", "drawing", "http", "config", "wallet", "texts", "rules", "models",
        "base"}},
      {"command",
       {"base", "config", "models", "rules", "storage", "services", "schemas", "http", "mail", "outgoing",
        "wallet", "tasks", "texts", "routes"}},
  };
  return allowed;
}

// The folder below src/ that a path lies in; main.cpp belongs to the command line.
std::string layer_of(std::string_view path) {
  const std::string_view inside = path.substr(std::string_view("src/").size());
  const std::size_t slash = inside.find('/');
  return slash == std::string_view::npos ? "command" : std::string(inside.substr(0, slash));
}

struct Include {
  std::size_t line;
  std::string name;
  bool is_ours;  // in quotes
};

std::vector<Include> list_includes(std::string_view text) {
  static const std::regex pattern(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  std::vector<Include> includes;
  std::size_t number = 0;
  for (const std::string_view line : split_lines(text)) {
    ++number;
    std::match_results<std::string_view::const_iterator> match;
    if (std::regex_search(line.begin(), line.end(), match, pattern)) {
      includes.push_back({number, match[2].str(), match[1].str() == "\""});
    }
  }
  return includes;
}

// A fault for each line of the code, literals and comments left out, that the pattern matches.
Faults find_in_code(const File& file, const std::regex& pattern, const std::string& message) {
  Faults faults;
  const SourceText source = read_source(file.text);
  std::size_t number = 0;
  for (const std::string_view line : split_lines(source.code)) {
    ++number;
    if (std::regex_search(line.begin(), line.end(), pattern)) faults.push_back({file.path, number, message});
  }
  return faults;
}

std::string first_sentence_fault(std::string_view text) {
  std::string comment;
  for (const std::string_view line : split_lines(text)) {
    if (!line.starts_with("//")) break;
    comment += line.substr(2);
  }
  if (!comment.starts_with(' ')) return "a header begins with a sentence that says what it is for";
  const bool is_sentence = comment.find('.') != std::string::npos && ends_with_any(comment, {".", ")", ":"});
  return is_sentence ? "" : "a header's first sentence ends with a full stop";
}

}  // namespace

void PrintTo(const Fault& fault, std::ostream* out) {
  *out << fault.path << ':' << fault.line << ": " << fault.message;
}

Faults check_includes(const File& file) {
  Faults faults;
  if (!file.path.starts_with("src/") || !is_cpp(file.path)) return faults;
  const std::string layer = layer_of(file.path);
  const auto allowed = allowed_layers().find(layer);
  if (allowed == allowed_layers().end()) return {{file.path, 1, "no layer is called " + layer}};
  for (const Include& include : list_includes(file.text)) {
    if (!include.is_ours) continue;
    const std::size_t slash = include.name.find('/');
    const std::string target = include.name.substr(0, slash);
    if (slash == std::string::npos || target.starts_with('.')) {
      faults.push_back({file.path, include.line, "includes are written from src/: " + include.name});
    } else if (target != layer && !allowed->second.contains(target) &&
               !allowed->second.contains(include.name)) {
      faults.push_back({file.path, include.line, layer + " must not include " + target});
    }
  }
  return faults;
}

Faults check_storage_of_routes(const File& file) {
  static const std::set<std::string> allowed{"storage/store.hpp", "storage/transaction.hpp"};
  Faults faults;
  if (!file.path.starts_with("src/routes/") || !is_cpp(file.path)) return faults;
  for (const Include& include : list_includes(file.text)) {
    if (include.name.starts_with("storage/") && !allowed.contains(include.name)) {
      faults.push_back({file.path, include.line, "routes ask services, not " + include.name});
    }
  }
  return faults;
}

Faults check_libraries(const File& file) {
  struct Place {
    std::string_view header;
    std::vector<std::string_view> folders;
  };
  static const std::vector<Place> places{
      {"sqlite3", {"src/storage/sqlite"}},
      {"libpq", {"src/storage/postgres"}},
      {"postgresql/", {"src/storage/postgres"}},
      {"curl/", {"src/outgoing/"}},
      {"pango/", {"src/drawing"}},
      {"cairo", {"src/drawing"}},
      {"fontconfig/", {"src/drawing"}},
      {"utf8proc", {"src/base"}},
      {"boost/json", {"src/schemas/", "src/texts/", "src/routes/", "src/wallet/"}},
  };
  Faults faults;
  if (!file.path.starts_with("src/") || !is_cpp(file.path)) return faults;
  for (const Include& include : list_includes(file.text)) {
    for (const Place& place : places) {
      const bool is_at_home = std::ranges::any_of(
          place.folders, [&](std::string_view folder) { return file.path.starts_with(folder); });
      if (include.name.starts_with(place.header) && !is_at_home) {
        faults.push_back({file.path, include.line, include.name + " is not for this folder"});
      }
    }
  }
  return faults;
}

Faults check_coroutines(const File& file) {
  static const std::regex pattern(R"(\bco_await\b)");
  if (!file.path.starts_with("src/") || !is_cpp(file.path)) return {};
  if (starts_with_any(file.path,
                      {"src/http/", "src/routes/", "src/storage/store.", "src/storage/store_hand_over."}))
    return {};
  return find_in_code(file, pattern, "co_await is for http, routes and the storage entry points");
}

Faults check_clock(const File& file) {
  static const std::regex pattern(
      R"(\b(system|steady|high_resolution|utc)_clock::now\b|\bgettimeofday\b|\bclock_gettime\b)"
      R"(|(^|[^\w.>])(std::|::)?time\s*\(\s*(nullptr|NULL|0|&))"
      R"(|\brandom_device\b|\bgetrandom\b|\bRAND_(priv_)?bytes\b|\bs?rand\s*\(|\bmt19937)");
  if (!file.path.starts_with("src/") || !is_cpp(file.path) || file.path.starts_with("src/base/")) return {};
  return find_in_code(file, pattern, "the clock and the random device are read in base");
}

Faults check_sql(const File& file) {
  static const std::regex pattern(R"(\bSELECT\s|\bINSERT INTO\b|\bUPDATE\s+\w+\s+SET\b|\bDELETE FROM\b)"
                                  R"(|\bCREATE (UNIQUE )?(TABLE|INDEX)\b)");
  Faults faults;
  if (!file.path.starts_with("src/") || !is_cpp(file.path) || file.path.starts_with("src/storage/"))
    return faults;
  for (const Literal& literal : read_source(file.text).literals) {
    if (std::regex_search(literal.text, pattern))
      faults.push_back({file.path, literal.line, "SQL is for storage"});
  }
  return faults;
}

Faults check_append_only(const File& file) {
  static const std::regex change(
      R"(\b(UPDATE|DELETE\s+FROM|REPLACE\s+INTO|TRUNCATE(\s+TABLE)?)\s+"?loyalty_transactions\b)",
      std::regex::icase);
  static const std::regex insertion(R"(\bINSERT\s+INTO\s+loyalty_transactions\b)", std::regex::icase);
  static const std::regex upsert(R"(\bDO\s+UPDATE\b)", std::regex::icase);
  Faults faults;
  const auto look_at = [&](std::size_t line, const std::string& sql) {
    const bool is_upsert = std::regex_search(sql, insertion) && std::regex_search(sql, upsert);
    if (is_upsert || std::regex_search(sql, change)) {
      faults.push_back({file.path, line, "loyalty_transactions is append-only"});
    }
  };
  if (!file.path.starts_with("src/")) return faults;
  if (is_cpp(file.path)) {
    for (const Literal& literal : read_source(file.text).literals) look_at(literal.line, literal.text);
  } else if (file.path.ends_with(".sql")) {
    std::size_t line = 1;
    for (std::size_t begin = 0; begin < file.text.size();) {
      const std::size_t end = std::min(file.text.find(';', begin), file.text.size());
      const std::size_t first = std::min(file.text.find_first_not_of(" \n", begin), end);
      line += static_cast<std::size_t>(std::count(&file.text[begin], &file.text[first], '\n'));
      const std::string statement = file.text.substr(first, end - first);
      look_at(line, statement);
      line += static_cast<std::size_t>(std::ranges::count(statement, '\n'));
      begin = end + 1;
    }
  }
  return faults;
}

Faults check_card_writes(const File& file) {
  static const std::regex sql(
      R"(\b(INSERT\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+"?loyalty_(cards|transactions)\b)");
  static const std::regex version(R"((\+\+|--)\s*[\w.>-]*\bcard(\.|->)version\b)"
                                  R"(|\bcard(\.|->)version\s*(\+\+|--|[-+*/]?=[^=]))");
  static const std::regex row(R"(\b(card|transaction)_row\s*\.\s*(insert|update)\b)");
  constexpr std::string_view door = "src/services/card_change.cpp";
  constexpr std::string_view writes = "src/storage/ledger.cpp";
  const std::string not_here = "cards and their history are written by storage/ledger.cpp";
  Faults faults;
  if (!file.path.starts_with("src/") || !is_cpp(file.path) || file.path == door) return faults;
  if (file.path != writes) {
    for (const Include& include : list_includes(file.text)) {
      if (include.name == "storage/ledger.hpp")
        faults.push_back({file.path, include.line, "cards are written by services/card_change.cpp"});
    }
    for (const Literal& literal : read_source(file.text).literals) {
      if (std::regex_search(literal.text, sql)) faults.push_back({file.path, literal.line, not_here});
    }
  }
  const auto look_for = [&](const std::regex& pattern, const std::string& message) {
    const Faults found = find_in_code(file, pattern, message);
    faults.insert(faults.end(), found.begin(), found.end());
  };
  if (file.path != writes) look_for(row, not_here);
  look_for(version, "a card's version rises in services/card_change.cpp");
  return faults;
}

Faults check_size(const File& file) {
  Faults faults;
  const std::vector<std::string_view> lines = split_lines(file.text);
  const bool is_made_by_a_tool =
      !lines.empty() && file.text.substr(0, 200).find("auto-generated") != std::string::npos;
  if (is_made_by_a_tool) return faults;
  if (lines.size() > file_lines_max) {
    faults.push_back(
        {file.path, lines.size(), "a file has at most " + std::to_string(file_lines_max) + " lines"});
  }
  if (!is_cpp(file.path)) return faults;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (count_columns(lines[i]) > columns_max) {
      faults.push_back({file.path, i + 1, "a line has at most " + std::to_string(columns_max) + " columns"});
    }
  }
  for (const Function& function : list_functions(read_source(file.text).code)) {
    if (function.lines() > function_lines_max) {
      faults.push_back({file.path, function.first_line,
                        "a function has at most " + std::to_string(function_lines_max) + " lines, this one " +
                            std::to_string(function.lines())});
    }
  }
  return faults;
}

Faults check_header(const File& file) {
  Faults faults;
  if (!file.path.ends_with(".hpp")) return faults;
  const std::vector<std::string_view> lines = split_lines(file.text);
  if (std::ranges::find(lines, "#pragma once") == lines.end()) {
    faults.push_back({file.path, 1, "#pragma once is missing"});
  }
  if (const std::string fault = first_sentence_fault(file.text); !fault.empty()) {
    faults.push_back({file.path, 1, fault});
  }
  return faults;
}

Faults check_markers(const File& file) {
  // Written in two parts, so that this file is not found by its own rule.
  static const std::regex pattern(R"(\b()"
                                  "TO"
                                  "DO|FIX"
                                  "ME|HA"
                                  "CK|XX"
                                  "X"
                                  R"()\b)");
  Faults faults;
  std::size_t number = 0;
  for (const std::string_view line : split_lines(file.text)) {
    ++number;
    if (std::regex_search(line.begin(), line.end(), pattern)) {
      faults.push_back({file.path, number, "work that is left belongs into an issue"});
    }
  }
  return faults;
}

Faults check_migrations(std::vector<std::string> names) {
  static const std::regex form(R"(([0-9]{4})_[a-z0-9_]+(\.(sqlite|postgres))?\.sql)");
  Faults faults;
  std::map<int, std::set<std::string>> engines_by_number;
  std::ranges::sort(names);
  for (const std::string& name : names) {
    std::smatch match;
    if (!std::regex_match(name, match, form)) {
      faults.push_back({name, 1, "a migration is called NNNN_what_it_does.sql"});
    } else if (!engines_by_number[std::stoi(match[1].str())].insert(match[3].str()).second) {
      faults.push_back({name, 1, "its number is taken"});
    }
  }
  int expected = 1;
  for (const auto& [number, engines] : engines_by_number) {
    if (number != expected) {
      faults.push_back({"migrations", 1, "number " + std::to_string(expected) + " is missing"});
    }
    if (engines.size() > 1 && engines.contains("")) {
      faults.push_back(
          {"migrations", 1, "number " + std::to_string(number) + " is for all engines and for one"});
    }
    expected = number + 1;
  }
  return faults;
}

Faults check_twins(const std::vector<std::string>& paths) {
  static const std::regex pattern(R"((src|tests)/(\w+)/(.*/)?(\w+)\.[ch]pp)");
  const std::string_view ending = "_test";
  std::set<std::string> layers;
  std::set<std::string> twins;  // "layer/name", in whatever folder of the layer
  std::smatch match;
  for (const std::string& path : paths) {
    if (!std::regex_match(path, match, pattern) || match[1] != "src") continue;
    layers.insert(match[2].str());
    twins.insert(match[2].str() + '/' + match[4].str());
  }
  Faults faults;
  for (const std::string& path : paths) {
    if (!std::regex_match(path, match, pattern) || match[1] != "tests" || !layers.contains(match[2].str()))
      continue;
    const std::string name = match[4].str();
    if (!name.ends_with(ending) || match[3] == "whole/") continue;
    const std::string tested = name.substr(0, name.size() - ending.size());
    if (!twins.contains(match[2].str() + '/' + tested)) {
      faults.push_back({path, 1,
                        "no file of src/" + match[2].str() + " is called " + tested +
                            "; what tests several of them together lies in whole/"});
    }
  }
  return faults;
}

Faults check_links(const File& page, const std::function<bool(const std::string&)>& exists) {
  static const std::regex pattern(R"(\]\(([^)\s]+)[^)]*\))");
  Faults faults;
  bool is_in_code = false;
  std::size_t number = 0;
  for (const std::string_view view : split_lines(page.text)) {
    ++number;
    if (view.starts_with("```")) is_in_code = !is_in_code;
    if (is_in_code) continue;
    const std::string line(view);
    for (std::sregex_iterator link(line.begin(), line.end(), pattern), end; link != end; ++link) {
      const std::string target = (*link)[1].str();
      if (starts_with_any(target, {"http://", "https://", "mailto:", "#"})) continue;
      const std::filesystem::path folder = std::filesystem::path(page.path).parent_path();
      const std::filesystem::path path = (folder / target.substr(0, target.find('#'))).lexically_normal();
      if (!exists(path.generic_string())) faults.push_back({page.path, number, "no file " + target});
    }
  }
  return faults;
}

}  // namespace loyalty::house
