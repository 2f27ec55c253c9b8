#include "http/router.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/ascii.hpp"
#include "http/header_text.hpp"

namespace loyalty::http {
namespace {

[[noreturn]] void refuse(const RoutePattern& pattern, const char* reason) {
  throw std::logic_error(std::string(pattern.method) + " " + std::string(pattern.pattern) + ": " + reason);
}

bool is_name(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

// "{name...}"
bool is_rest(std::string_view part) { return part.starts_with('{') && part.ends_with("...}"); }

}  // namespace

std::string_view RouteMatch::parameter(std::string_view name) const {
  for (const auto& [key, value] : parameters) {
    if (key == name) return value;
  }
  return {};
}

Router::Router(const std::vector<RoutePattern>& patterns) : nodes_(1) {
  for (std::size_t index = 0; index < patterns.size(); ++index) add(patterns[index], index);
}

void Router::add(const RoutePattern& pattern, std::size_t index) {
  if (!is_token(pattern.method)) refuse(pattern, "not a method");
  if (!pattern.pattern.starts_with('/')) refuse(pattern, "a pattern begins with '/'");
  std::vector<std::string> names;
  std::size_t node = 0;
  std::size_t depth = 0;
  bool has_rest = false;
  std::string_view rest = pattern.pattern;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::string_view part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(part.size());
    if (++depth > path_parts_max) refuse(pattern, "too many parts");
    if (is_rest(part)) {
      if (!rest.empty()) refuse(pattern, "a {name...} must be the last part");
      names.emplace_back(part.substr(1, part.size() - 5));
      has_rest = true;
    } else {
      node = extend(node, part, names);
    }
  }
  for (auto name = names.begin(); name != names.end(); ++name) {
    if (!is_name(*name)) refuse(pattern, "not a parameter's name");
    if (std::find(names.begin(), name, *name) != name) refuse(pattern, "two parameters of one name");
  }
  auto& endpoints = has_rest ? nodes_[node].rests : nodes_[node].ends;
  for (const Endpoint& other : endpoints) {
    if (other.method == pattern.method) refuse(pattern, "the same as an earlier pattern");
  }
  endpoints.push_back({std::string(pattern.method), index});
  names_.push_back(std::move(names));
}

// The node after `part`, made if need be; a parameter's name is appended to `names`.
std::size_t Router::extend(std::size_t node, std::string_view part, std::vector<std::string>& names) {
  const bool is_parameter = part.starts_with('{');
  std::string_view text = part;
  if (is_parameter) {
    const auto end = part.find('}');
    if (end == std::string_view::npos) throw std::logic_error("unclosed brace in part " + std::string(part));
    names.emplace_back(part.substr(1, end - 1));
    text = part.substr(end + 1);
  }
  if (text.find_first_of("{}") != std::string_view::npos) {
    throw std::logic_error("a part is a literal, or a parameter and a suffix: " + std::string(part));
  }
  auto& edges = is_parameter ? nodes_[node].parameters : nodes_[node].literals;
  const auto same = std::ranges::find_if(edges, [&](const Edge& edge) { return edge.text == text; });
  if (same != edges.end()) return same->node;
  const std::size_t made = nodes_.size();
  const auto place = std::ranges::find_if(edges, [&](const Edge& edge) {
    return is_parameter ? edge.text.size() < text.size() : edge.text > text;
  });
  edges.insert(place, Edge{std::string(text), made});
  nodes_.emplace_back();
  return made;
}

RouteMatch Router::match(std::string_view method, std::string_view path) const {
  RouteMatch match;
  if (!path.starts_with('/')) return match;
  Parts parts;
  for (std::string_view rest = path; !rest.empty();) {
    rest.remove_prefix(1);
    if (parts.count == path_parts_max) return match;
    parts.text[parts.count] = rest.substr(0, rest.find('/'));
    rest.remove_prefix(parts.text[parts.count].size());
    ++parts.count;
  }
  const std::vector<Endpoint>* endpoints = find(0, 0, path, parts);
  if (endpoints == nullptr) return match;

  const auto of_method = [&](std::string_view wanted) {
    return std::ranges::find_if(*endpoints,
                                [&](const Endpoint& endpoint) { return endpoint.method == wanted; });
  };
  auto endpoint = of_method(method);
  if (endpoint == endpoints->end() && method == "HEAD") endpoint = of_method("GET");
  if (endpoint != endpoints->end()) {
    match.outcome = RouteMatch::Outcome::found;
    match.index = endpoint->index;
    const auto& names = names_[match.index];
    match.parameters.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) match.parameters.emplace_back(names[i], parts.values[i]);
    return match;
  }
  match.outcome = RouteMatch::Outcome::wrong_method;
  for (const Endpoint& other : *endpoints) match.methods_allowed.emplace_back(other.method);
  if (of_method("GET") != endpoints->end() && of_method("HEAD") == endpoints->end()) {
    match.methods_allowed.emplace_back("HEAD");
  }
  return match;
}

// The endpoints that the parts from `depth` on lead to; `parts.values` then holds the parameters' values.
const std::vector<Router::Endpoint>* Router::find(std::size_t node, std::size_t depth, std::string_view path,
                                                  Parts& parts) const {
  const Node& here = nodes_[node];
  if (depth == parts.count) return here.ends.empty() ? nullptr : &here.ends;

  const std::string_view part = parts.text[depth];
  const auto literal = std::ranges::lower_bound(here.literals, part, {},
                                                [](const Edge& edge) { return std::string_view(edge.text); });
  if (literal != here.literals.end() && literal->text == part) {
    if (const auto* found = find(literal->node, depth + 1, path, parts)) return found;
  }
  for (const Edge& parameter : here.parameters) {
    if (part.size() <= parameter.text.size() || !part.ends_with(parameter.text)) continue;
    parts.values[parts.values_count++] = part.substr(0, part.size() - parameter.text.size());
    if (const auto* found = find(parameter.node, depth + 1, path, parts)) return found;
    --parts.values_count;
  }
  if (here.rests.empty()) return nullptr;
  parts.values[parts.values_count++] = path.substr(static_cast<std::size_t>(part.data() - path.data()));
  return &here.rests;
}

}  // namespace loyalty::http
