// Wrong values for the fields of a request, made from the schema that /openapi.json has of it.
#pragma once

#include <string>
#include <vector>

#include <boost/json.hpp>

namespace loyalty::test {

struct WrongBody {
  std::string field;  // the path under which the fault must be told: "points_rewards[0].name"
  std::string what;
  boost::json::value body;
};

// `body` is right; each of the answers is it with one field made wrong.
std::vector<WrongBody> make_wrong_bodies(const boost::json::value& schema, const boost::json::object& body);

struct WrongText {
  std::string name;
  std::string text;
};
// For one parameter of a query, of the given schema.
std::vector<WrongText> make_wrong_parameters(const std::string& name, const boost::json::value& schema);

}  // namespace loyalty::test
