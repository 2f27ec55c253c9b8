// Finds the route of a path in a compiled table: "/cards/{id}", "/passes/{serial}.pkpass",
// "/assets/{path...}".
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace loyalty::http {

struct RoutePattern {
  std::string_view method;
  std::string_view pattern;
};

struct RouteMatch {
  enum class Outcome { found, wrong_method, not_found };

  Outcome outcome = Outcome::not_found;
  std::size_t index = 0;  // into the patterns the router was built from
  // Names point into the router, values into the path that was matched.
  std::vector<std::pair<std::string_view, std::string_view>> parameters;
  std::vector<std::string_view> methods_allowed;  // for wrong_method, what Allow lists

  // Empty when the route has no such parameter.
  std::string_view parameter(std::string_view name) const;
};

inline constexpr std::size_t path_parts_max = 16;

class Router {
 public:
  // Throws std::logic_error for a pattern that is malformed, or that another one of the same method equals
  // but for the names of its parameters.
  explicit Router(const std::vector<RoutePattern>& patterns);

  // `path` is decoded. At each part a literal wins over a parameter with a suffix, that over a plain
  // parameter, and that over the rest; the first pattern found so decides, also about the method. HEAD is
  // allowed where GET is.
  RouteMatch match(std::string_view method, std::string_view path) const;

 private:
  struct Endpoint {
    std::string method;
    std::size_t index = 0;
  };
  struct Edge {
    std::string text;  // a literal part, or a parameter's suffix
    std::size_t node = 0;
  };
  struct Node {
    std::vector<Edge> literals;    // sorted by text
    std::vector<Edge> parameters;  // the longest suffix first
    std::vector<Endpoint> ends;    // patterns that end here
    std::vector<Endpoint> rests;   // patterns that end here with {name...}
  };
  struct Parts {
    std::array<std::string_view, path_parts_max> text;
    std::size_t count = 0;
    std::array<std::string_view, path_parts_max> values;  // of the parameters on the way
    std::size_t values_count = 0;
  };

  void add(const RoutePattern& pattern, std::size_t index);
  std::size_t extend(std::size_t node, std::string_view part, std::vector<std::string>& names);
  const std::vector<Endpoint>* find(std::size_t node, std::size_t depth, std::string_view path,
                                    Parts& parts) const;

  std::vector<Node> nodes_;
  std::vector<std::vector<std::string>> names_;  // of each pattern's parameters
};

}  // namespace loyalty::http
