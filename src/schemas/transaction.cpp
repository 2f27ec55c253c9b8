#include "schemas/transaction.hpp"

#include "base/text.hpp"

namespace loyalty {
std::string shorten_name(std::string_view first_name, std::string_view last_name) {
  std::string name(first_name);
  std::size_t end_of_initial = 0;
  if (last_name.empty() || !next_code_point(last_name, end_of_initial)) return name;
  return name + " " + std::string(last_name.substr(0, end_of_initial)) + ".";
}

std::optional<Instant> resolve_moment(std::string_view text, const Zone& zone, RangeEnd end) {
  if (const std::optional<Date> date = parse_date(text)) {
    const Date day = end == RangeEnd::end ? *date + std::chrono::days{1} : *date;
    return zone.instant_at(day, std::chrono::minutes{0});
  }
  return parse_rfc3339(text);
}

}  // namespace loyalty
