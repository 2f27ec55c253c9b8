// What holds for every answer: its form, its content type, and that /openapi.json tells of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "http/message.hpp"

namespace loyalty::test {

struct Answer;

// The document that the application serves.
const boost::json::value& openapi();
// A "$ref" of the document; throws when it leads nowhere.
const boost::json::value& resolve_reference(std::string_view reference);
// Follows references until there is none.
const boost::json::value& resolve(const boost::json::value& schema);

// How the value contradicts the schema, each with its place. Members that the schema does not name count.
std::vector<std::string> find_schema_faults(const boost::json::value& schema,
                                            const boost::json::value& value);

// Fails the running test when the answer is a fault of ours, is malformed, or is not what the document says.
void check_answer(const http::Request& request, const Answer& answer);

}  // namespace loyalty::test
