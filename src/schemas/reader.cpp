#include "schemas/reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/ids.hpp"
#include "base/text.hpp"
#include "base/zone.hpp"
#include "schemas/json_in.hpp"

namespace loyalty {
namespace {

namespace json = boost::json;

// A member's name comes from outside: as much of it as helps to find it.
constexpr std::size_t path_bytes_max = 200;

std::string_view as_view(const json::string& text) { return {text.data(), text.size()}; }

bool has_only_printable(std::string_view text, const Rule& rule) {
  if (!rule.is_multiline) return is_printable(text);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (!is_printable(text.substr(0, end))) return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

// Line breaks as one character, however they were typed.
std::string drop_carriage_returns(std::string_view text) {
  std::string cleaned;
  cleaned.reserve(text.size());
  for (std::size_t index = 0; index < text.size(); ++index) {
    const bool is_pair = text[index] == '\r' && index + 1 < text.size() && text[index + 1] == '\n';
    if (!is_pair) cleaned += text[index];
  }
  return cleaned;
}

std::string join(std::span<const std::string_view> words) {
  std::string joined;
  for (const std::string_view word : words) {
    if (!joined.empty()) joined += ", ";
    joined += word;
  }
  return joined;
}

std::string show_thousandths(std::int64_t value) {
  std::string shown = std::to_string(value / 1000);
  if (value % 1000 == 0) return shown;
  std::string places = std::to_string(1000 + value % 1000).substr(1);
  while (places.back() == '0') places.pop_back();
  return shown + "." + places;
}

// A number as typed into a query string, in the forms that JSON has.
std::optional<double> parse_decimal(std::string_view text) {
  double value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace

void Reading::add_fault(std::string_view code, MessageParams params) {
  faults_.push_back({.field = path_, .code = code, .params = std::move(params)});
}

void Reading::add_fault_in(std::string_view name, std::string_view code, MessageParams params) {
  const std::size_t mark = enter(name);
  add_fault(code, std::move(params));
  leave(mark);
}

bool Reading::has_fault_in(std::string_view name) {
  const std::size_t mark = enter(name);
  const bool has_fault = std::ranges::any_of(faults_, [&](const FieldFault& fault) {
    const std::string_view rest =
        std::string_view(fault.field).substr(std::min(path_.size(), fault.field.size()));
    return fault.field.starts_with(path_) && (rest.empty() || rest[0] == '.' || rest[0] == '[');
  });
  leave(mark);
  return has_fault;
}

void Reading::add_wrong_type(std::string_view type) {
  add_fault("wrong_type", {{"type", MessageKey{"type." + std::string(type)}}});
}

std::size_t Reading::enter(std::string_view name) {
  const std::size_t mark = path_.size();
  if (mark > 0) path_ += '.';
  path_ += cut_utf8(name, path_bytes_max);
  return mark;
}

std::size_t Reading::enter(std::size_t index) {
  const std::size_t mark = path_.size();
  path_ += '[';
  path_ += std::to_string(index);
  path_ += ']';
  return mark;
}

std::optional<std::string_view> Reading::expect_text(const json::value& value) {
  const json::string* found = value.if_string();
  if (found == nullptr) {
    add_wrong_type("text");
    return std::nullopt;
  }
  return as_view(*found);
}

std::optional<std::size_t> Reading::expect_list(const json::value& value, const Rule& rule) {
  const json::array* list = value.if_array();
  if (list == nullptr) {
    add_wrong_type("list");
    return std::nullopt;
  }
  const auto size = static_cast<std::int64_t>(list->size());
  if (size > rule.max) {
    add_fault("too_many", {{"n", rule.max}});
    return std::nullopt;
  }
  if (size < rule.min) {
    add_fault("too_few", {{"n", rule.min}});
    return std::nullopt;
  }
  return list->size();
}

void Reading::read(const json::value& value, std::string& member, const Rule& rule) {
  const std::optional<std::string_view> found = expect_text(value);
  if (!found) return;
  if (rule.is_secret) {
    const auto length = static_cast<std::int64_t>(count_code_points(*found));
    if (found->empty() && rule.min > 0) return add_fault("required");
    if (length < rule.min) return add_fault("too_short", {{"n", rule.min}});
    if (length > rule.max) return add_fault("too_long", {{"n", rule.max}});
    member = *found;
    return;
  }
  const std::string cleaned = rule.is_multiline ? drop_carriage_returns(*found) : std::string();
  const std::string_view typed = trim(rule.is_multiline ? std::string_view(cleaned) : *found);
  if (!has_only_printable(typed, rule)) return add_fault("not_printable");
  std::string text = drop_unseen(typed);
  const auto length = static_cast<std::int64_t>(count_code_points(text));
  if (length == 0 && rule.min > 0) return add_fault("required");
  if (length < rule.min) return add_fault("too_short", {{"n", rule.min}});
  if (length > rule.max) return add_fault("too_long", {{"n", rule.max}});
  if (!rule.choices.empty() && std::ranges::find(rule.choices, text) == rule.choices.end()) {
    return add_fault("not_a_choice", {{"choices", join(rule.choices)}});
  }
  if (rule.normalise == nullptr || length == 0) {
    member = std::move(text);
    return;
  }
  std::optional<std::string> normal = rule.normalise(text);
  if (!normal) return add_fault(rule.normalise_fault);
  member = std::move(*normal);
}

void Reading::read(const json::value& value, std::int64_t& member, const Rule& rule) {
  const auto out_of_range = [&] { add_fault("out_of_range", {{"min", rule.min}, {"max", rule.max}}); };
  std::optional<std::int64_t> number;
  if (const std::int64_t* found = value.if_int64()) number = *found;
  if (const double* found = value.if_double(); found != nullptr && std::abs(*found) >= 0x1p63) {
    return out_of_range();
  }
  if (is_query_ && value.is_string()) number = parse_integer(as_view(value.get_string()));
  if (!number) return add_wrong_type("integer");
  if (*number < rule.min || *number > rule.max) return out_of_range();
  member = *number;
}

void Reading::read(const json::value& value, bool& member, const Rule&) {
  if (const bool* found = value.if_bool()) {
    member = *found;
    return;
  }
  const bool is_text = is_query_ && value.is_string();
  if (is_text && value.get_string() == "true") {
    member = true;
  } else if (is_text && value.get_string() == "false") {
    member = false;
  } else {
    add_wrong_type("boolean");
  }
}

void Reading::read(const json::value& value, Instant& member, const Rule&) {
  const std::optional<std::string_view> found = expect_text(value);
  if (!found) return;
  const std::optional<Instant> instant = parse_rfc3339(*found);
  if (!instant) return add_fault("invalid_time");
  member = *instant;
}

void Reading::read(const json::value& value, std::chrono::minutes& member, const Rule&) {
  const std::optional<std::string_view> found = expect_text(value);
  if (!found) return;
  const std::optional<std::chrono::minutes> time = parse_time_of_day(*found);
  if (!time) return add_fault("invalid_time_of_day");
  member = *time;
}

void Reading::read(const json::value& value, Thousandths& member, const Rule& rule) {
  std::optional<double> number;
  if (const double* found = value.if_double()) number = *found;
  if (const std::int64_t* found = value.if_int64()) number = static_cast<double>(*found);
  if (is_query_ && value.is_string()) number = parse_decimal(as_view(value.get_string()));
  if (!number) return add_wrong_type("number");
  const auto out_of_range = [&] {
    add_fault("out_of_range", {{"min", show_thousandths(rule.min)}, {"max", show_thousandths(rule.max)}});
  };
  // Beyond this the thousandths of a double are no longer exact.
  if (std::abs(*number) > 1e12) return out_of_range();
  const std::int64_t nearest = std::llround(*number * 1000);
  // Division rounds correctly, so this is the double that the decimal of three places is read as.
  if (static_cast<double>(nearest) / 1000 != *number)
    return add_fault("too_many_decimals", {{"n", std::int64_t{3}}});
  if (nearest < rule.min || nearest > rule.max) return out_of_range();
  member.value = nearest;
}

void Reading::read_id(const json::value& value, std::int64_t& id) {
  const std::optional<std::string_view> found = expect_text(value);
  if (!found) return;
  const std::optional<std::int64_t> parsed = parse_id(*found);
  if (!parsed) return add_fault("invalid_id");
  id = *parsed;
}

const json::value& entry_at(const json::value& list, std::size_t index) { return list.get_array()[index]; }
bool is_null(const json::value& value) { return value.is_null(); }
bool is_empty_text(const json::value& value) {
  const json::string* text = value.if_string();
  if (text == nullptr) return false;
  // What is not printable is a fault, and not nothing.
  const auto view = trim(as_view(*text));
  return view.empty() || (is_printable(view) && drop_unseen(view).empty());
}

MemberReader::MemberReader(Reading& reading, const json::value& value)
    : reading_(reading), object_(value.if_object()) {
  if (object_ == nullptr) reading_.add_wrong_type("object");
}

const json::value* MemberReader::take(std::string_view name) {
  names_.push_back(name);
  const json::value* value = object_->if_contains({name.data(), name.size()});
  if (value != nullptr) ++found_;
  return value;
}

void MemberReader::refuse_unknown_members() {
  if (found_ == object_->size()) return;
  for (const auto& member : *object_) {
    const std::string_view name(member.key().data(), member.key().size());
    if (std::ranges::find(names_, name) == names_.end()) reading_.add_fault_in(name, "unknown_field");
  }
}

std::optional<BodyFault> read_body_into(std::string_view bytes, void* shape, ReadInto read,
                                        bool may_be_absent) {
  if (may_be_absent && bytes.empty()) bytes = "{}";
  const Result<json::value, MalformedJson> document = parse_json(bytes);
  if (!document) return document.error();
  Reading reading(false);
  read(reading, *document, shape);
  if (reading.has_faults()) return reading.take_faults();
  return std::nullopt;
}

std::vector<FieldFault> read_query_into(const std::vector<std::pair<std::string, std::string>>& query,
                                        void* shape, ReadInto read) {
  Reading reading(true);
  json::object object;
  for (const auto& [name, value] : query) {
    if (!is_utf8(name) || !is_utf8(value)) {
      reading.add_fault_in(is_utf8(name) ? name : "?", "not_printable");
    } else if (!object.emplace(name, value).second) {
      reading.add_fault_in(name, "repeated");
    }
  }
  read(reading, std::move(object), shape);
  return reading.take_faults();
}

}  // namespace loyalty
