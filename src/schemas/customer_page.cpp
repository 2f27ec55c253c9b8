#include "schemas/customer_page.hpp"

#include "schemas/writer.hpp"

namespace loyalty {
namespace {

// In JSON a "<" stands in texts alone, where it may be written as an escape.
std::string escape_for_script(std::string_view json) {
  std::string escaped;
  escaped.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      escaped += "\\u003c";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace

std::string write_page_messages(Language language, const std::vector<std::string>& keys) {
  std::string json;
  JsonWriter writer(json);
  writer.begin_object();
  for (const auto& key : keys) writer.member(key, find_pattern(language, key));
  writer.end_object();
  return json;
}

std::string write_customer_page(const CustomerPage& page) {
  std::string json;
  JsonWriter writer(json);
  MemberWriter member(writer);
  writer.begin_object();
  member("page", page.kind);
  member("language", page.language);
  writer.key("languages");
  writer.begin_array();
  for (const auto& entry : Names<Language>::table) writer.value(entry.second);
  writer.end_array();
  writer.key("messages");
  writer.raw(page.messages);
  member("server_time", page.server_time);
  member("card_token", page.card_token);
  member("etag", page.etag);
  member("join", page.join);
  member("card", page.card);
  member("own_data", page.own_data);
  member("reason", page.reason);
  member("vendor", page.vendor);
  writer.end_object();
  return escape_for_script(json);
}

}  // namespace loyalty
