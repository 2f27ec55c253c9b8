#include "tasks/mail_delivery.hpp"

#include "mail/card_link.hpp"
#include "rules/mailing.hpp"
#include "services/mails.hpp"
#include "storage/mails.hpp"

namespace loyalty {
namespace {

// Longer than outgoing::DeliveryTimes.
constexpr std::chrono::minutes mail_lease{1};

AttemptReport send(const TaskContext& context, const MailInHand& in_hand, Instant now) {
  const auto& post = *context.mail_post;
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
  const auto report = outgoing::deliver(
      post.server, {.from = post.from.address, .to = *customer.email, .content = mail::render(message)}, {},
      context.courier.stop_token());
  using enum outgoing::Delivery;
  switch (report.delivery) {
    case delivered:
      return {.attempt = Attempt::done};
    case put_off:
      return {.attempt = Attempt::put_off, .reason = report.reason};
    case refused:
      return {.attempt = Attempt::refused, .reason = report.reason};
    case unreachable:
      break;
  }
  return {.attempt = Attempt::unreachable, .reason = report.reason};
}

}  // namespace

DueRun run_mail_delivery(const TaskContext& context) {
  const DueKind kind{
      .task = "mail_delivery",
      .table = storage::due_mails(),
      .back_off = mail_back_off,
      .lease = mail_lease,
      .prepare = [&](storage::Transaction& tx, const DueRow& taken, Instant now) -> std::optional<DueJob> {
        const auto found = find_mail_in_hand(tx, taken, now);
        if (!found) return std::nullopt;
        return [&context, in_hand = *found, now] { return send(context, in_hand, now); };
      }};
  return run_due_rows(kind, context);
}

TaskRun deliver_mails(const TaskContext& context) { return to_task_run(run_mail_delivery(context)); }

}  // namespace loyalty
