#include "rules/mailing.hpp"

#include <algorithm>
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

bool is_mail_too_old(Instant due_since, Instant now) { return now - due_since > mail_day; }

}  // namespace loyalty
