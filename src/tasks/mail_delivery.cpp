#include "tasks/mail_delivery.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>

#include "base/log.hpp"
#include "base/result.hpp"
#include "mail/card_link.hpp"
#include "rules/mailing.hpp"
#include "services/mails.hpp"
#include "storage/mails.hpp"

namespace loyalty {
namespace {

using mail::Delivery;
using storage::Transaction;

constexpr std::int64_t mails_per_run_max = 50;
constexpr std::int64_t counted_max = 10'000;
// A server that stops waits for the run: with the last delivery this and mail::DeliveryTimes.
constexpr std::chrono::seconds run_time_max{5};

mail::DeliveryReport send(const MailPost& post, const MailInHand& in_hand, Instant now) {
  const auto& [card, customer, expiring] = in_hand.holder;
  const auto url = post.public_url + "/c/" + card.card_token;
  auto message = mail::compose_card_link({.shop = in_hand.vendor.name,
                                          .first_name = customer.first_name,
                                          .card_color = in_hand.program.card_color,
                                          .card_url = url,
                                          .locale = in_hand.mail.locale,
                                          .shop_locale = in_hand.vendor.locale},
                                         post.from, *customer.email);
  // The same at every attempt: a reader shows a mail that comes twice once.
  message.id = "mail." + std::to_string(to_integer(in_hand.mail.id));
  message.date = now;
  return mail::deliver(post.server,
                       {.from = post.from.address, .to = *customer.email, .content = mail::render(message)});
}

void settle(storage::Store& store, const Mail& sent) {
  store.write_now([&](Transaction& tx) {
    storage::settle_mail(tx, sent);
    return Done{};
  });
}

// Whether the mail server can be reached.
bool send_one(storage::Store& store, const MailPost& post, const Mail& seen,
              const std::function<Instant()>& clock, MailCount& count) {
  const auto now = clock();
  const auto taken = store.write_now([&](Transaction& tx) { return take_mail(tx, seen, now); });
  if (taken.outcome == MailTaking::dropped) ++count.dropped;
  if (taken.outcome != MailTaking::taken) return true;
  const auto& mail = taken.in_hand->mail;
  const auto report = send(post, *taken.in_hand, now);
  if (report.delivery == Delivery::delivered) {
    settle(store, mail);
    ++count.sent;
    return true;
  }
  // The claim has made it due again already.
  const bool is_tried_again =
      report.delivery != Delivery::refused && compute_next_attempt(mail.attempts, mail.created_at, clock());
  if (!is_tried_again) settle(store, mail);
  ++(is_tried_again ? count.put_off : count.failed);
  log(LogLevel::warn, is_tried_again ? "mail_put_off" : "mail_failed",
      {{"attempt", mail.attempts}, {"reason", std::string_view(report.reason)}});
  return report.delivery != Delivery::unreachable;
}

void show(Metrics& metrics, const MailCount& count, std::int64_t waiting) {
  const auto add = [&](const char* outcome, std::int64_t number) {
    metrics
        .counter("loyalty_mails_total", "Attempts to send a mail, by what came of them",
                 {{"outcome", outcome}})
        .Increment(static_cast<double>(number));
  };
  add("sent", count.sent);
  add("put_off", count.put_off);
  add("failed", count.failed);
  metrics.gauge("loyalty_mails_waiting", "Mails that are still to be sent").Set(static_cast<double>(waiting));
}

}  // namespace

MailCount& MailCount::operator+=(const MailCount& more) {
  sent += more.sent;
  put_off += more.put_off;
  failed += more.failed;
  dropped += more.dropped;
  return *this;
}

MailRun run_mail_delivery(storage::Store& store, const MailPost& post, Metrics& metrics,
                          const std::function<Instant()>& clock) {
  MailRun run;
  struct Waiting {
    std::vector<Mail> due;
    std::int64_t count;
  };
  const auto now = clock();
  const auto waiting = store.read_now([&](Transaction& tx) {
    return Waiting{.due = storage::list_due_mails(tx, now, mails_per_run_max),
                   .count = storage::count_waiting_mails(tx, counted_max)};
  });
  const auto& due = waiting.due;
  bool is_reachable = true;
  auto next = due.begin();
  while (next != due.end() && is_reachable && clock() - now < run_time_max) {
    is_reachable = send_one(store, post, *next, clock, run.count);
    ++next;
  }
  run.is_complete = !is_reachable || (next == due.end() && std::ssize(due) < mails_per_run_max);
  const auto& count = run.count;
  show(metrics, count, waiting.count - count.sent - count.failed - count.dropped);
  return run;
}

}  // namespace loyalty
