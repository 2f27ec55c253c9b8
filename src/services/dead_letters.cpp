#include "services/dead_letters.hpp"

#include <array>
#include <optional>

#include "base/text.hpp"

namespace loyalty {
namespace {

std::string format_key(const DueKey& key) {
  return std::to_string(to_integer(key.company_id)) + "-" + std::to_string(key.owner_id) + "-" +
         std::to_string(key.id);
}

std::optional<DueKey> parse_key(std::string_view text) {
  std::array<std::int64_t, 3> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto end = i + 1 < numbers.size() ? text.find('-') : text.size();
    if (end == std::string_view::npos) return std::nullopt;
    const auto number = parse_integer(text.substr(0, end));
    if (!number) return std::nullopt;
    numbers[i] = *number;
    text.remove_prefix(end == text.size() ? end : end + 1);
  }
  return DueKey{.company_id = CompanyId{numbers[0]}, .owner_id = numbers[1], .id = numbers[2]};
}

}  // namespace

std::vector<DeadLetter> list_dead_letters(storage::Transaction& tx, const storage::DueTable& table,
                                          std::int64_t limit) {
  std::vector<DeadLetter> letters;
  for (const auto& row : table.list_dead(tx, limit)) {
    letters.push_back(
        {.id = format_key(row.key), .attempts = row.attempts, .dead_at = row.dead_at, .reason = row.reason});
  }
  return letters;
}

bool revive_dead_letter(storage::Transaction& tx, const storage::DueTable& table, std::string_view id,
                        Instant now) {
  const auto key = parse_key(id);
  return key && table.revive(tx, *key, now);
}

std::int64_t revive_dead_letters(storage::Transaction& tx, const storage::DueTable& table, std::int64_t limit,
                                 Instant now) {
  std::int64_t count = 0;
  for (const auto& row : table.list_dead(tx, limit)) count += table.revive(tx, row.key, now) ? 1 : 0;
  return count;
}

}  // namespace loyalty
