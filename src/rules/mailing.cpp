#include "rules/mailing.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace loyalty {

std::optional<Instant> compute_next_mail(std::span<const Instant> written, Instant now) {
  std::vector<Instant> latest(written.begin(), written.end());
  std::ranges::sort(latest, std::greater<>());
  std::optional<Instant> next;
  if (!latest.empty()) next = latest.front() + mail_pause;
  if (latest.size() >= mails_per_day_max) next = std::max(*next, latest[mails_per_day_max - 1] + mail_day);
  return next && *next > now ? next : std::nullopt;
}

std::optional<Instant> compute_next_attempt(std::int64_t attempts, Instant created_at, Instant now) {
  using std::chrono::minutes;
  constexpr std::array<minutes, 4> pauses{minutes{1}, minutes{5}, minutes{30}, minutes{120}};
  const auto step = std::clamp<std::int64_t>(attempts - 1, 0, std::ssize(pauses) - 1);
  const auto next = now + pauses[static_cast<std::size_t>(step)];
  return is_mail_too_old(created_at, next) ? std::nullopt : std::optional(next);
}

bool is_mail_too_old(Instant created_at, Instant now) { return now - created_at > mail_day; }

}  // namespace loyalty
