#include "schemas/json_in.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value_stack.hpp>

namespace loyalty {
namespace {

namespace json = boost::json;
using boost::system::error_code;

// Builds the document and keeps the bounds; called by the parser for each token.
class Builder {
 public:
  static constexpr std::size_t max_object_size = json_values_max;
  static constexpr std::size_t max_array_size = json_values_max;
  static constexpr std::size_t max_key_size = 64 * 1024;
  static constexpr std::size_t max_string_size = 4 * 1024 * 1024;

  bool on_document_begin(error_code&) {
    stack_.reset();
    return true;
  }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code& ec) { return count_value(ec); }
  bool on_object_end(std::size_t size, error_code&) {
    stack_.push_object(size);
    return true;
  }
  bool on_array_begin(error_code& ec) { return count_value(ec); }
  bool on_array_end(std::size_t size, error_code&) {
    stack_.push_array(size);
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, error_code&) {
    stack_.push_key(part);
    ++keys_;
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(json::string_view part, std::size_t, error_code& ec) {
    stack_.push_string(part);
    return count_value(ec);
  }
  bool on_number_part(json::string_view part, error_code&) {
    number_.append(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t value, json::string_view, error_code& ec) {
    number_.clear();
    stack_.push_int64(value);
    return count_value(ec);
  }
  // No field takes more than 64 bits with a sign: as a double it is out of its field's range.
  bool on_uint64(std::uint64_t value, json::string_view part, error_code& ec) {
    return on_double(static_cast<double>(value), part, ec);
  }
  // The parser's own double may be off in its last bit, so the digits are read again.
  bool on_double(double, json::string_view part, error_code& ec) {
    number_.append(part.data(), part.size());
    double value = 0;
    const auto [end, error] = std::from_chars(number_.data(), number_.data() + number_.size(), value);
    if (error != std::errc{} || !std::isfinite(value)) return refuse("number_out_of_range", ec);
    number_.clear();
    stack_.push_double(value);
    return count_value(ec);
  }
  bool on_bool(bool value, error_code& ec) {
    stack_.push_bool(value);
    return count_value(ec);
  }
  bool on_null(error_code& ec) {
    stack_.push_null();
    return count_value(ec);
  }
  bool on_comment_part(json::string_view, error_code&) { return true; }
  bool on_comment(json::string_view, error_code&) { return true; }

  json::value release() { return stack_.release(); }
  std::size_t keys() const { return keys_; }
  std::string_view reason() const { return reason_; }

 private:
  bool count_value(error_code& ec) {
    if (++values_ > json_values_max) return refuse("too_many_values", ec);
    return true;
  }
  bool refuse(std::string_view reason, error_code& ec) {
    reason_ = reason;
    ec = json::error::syntax;
    return false;
  }

  json::value_stack stack_;
  std::string number_;
  std::size_t keys_ = 0;
  std::size_t values_ = 0;
  std::string_view reason_;
};

std::size_t count_members(const json::value& value) {
  std::size_t count = 0;
  if (const json::object* object = value.if_object()) {
    count += object->size();
    for (const auto& member : *object) count += count_members(member.value());
  } else if (const json::array* array = value.if_array()) {
    for (const json::value& entry : *array) count += count_members(entry);
  }
  return count;
}

std::string_view reason_of(const error_code& ec) {
  if (ec == json::error::too_deep) return "too_deep";
  if (ec == json::error::incomplete) return "incomplete";
  if (ec == json::error::extra_data) return "extra_data";
  if (ec == json::error::exponent_overflow) return "number_out_of_range";
  if (ec == json::error::object_too_large || ec == json::error::array_too_large) return "too_many_values";
  return "syntax";
}

}  // namespace

Result<json::value, MalformedJson> parse_json(std::string_view bytes) {
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) return MalformedJson{.reason = "empty"};
  json::parse_options options;
  options.max_depth = json_depth_max;
  json::basic_parser<Builder> parser(options);
  error_code ec;
  const std::size_t used = parser.write_some(false, bytes.data(), bytes.size(), ec);
  if (!ec && used < bytes.size()) ec = json::error::extra_data;
  if (!ec && !parser.done()) ec = json::error::incomplete;
  if (ec) {
    const std::string_view reason = parser.handler().reason();
    return MalformedJson{.reason = reason.empty() ? reason_of(ec) : reason, .offset = used};
  }
  const std::size_t keys = parser.handler().keys();
  json::value document = parser.handler().release();
  // A repeated key replaced the earlier member, so the document has fewer members than there were keys.
  if (count_members(document) != keys) return MalformedJson{.reason = "duplicate_key"};
  return document;
}

}  // namespace loyalty
