#include <iostream>

#include "base/instant.hpp"
#include "command/failed.hpp"
#include "command/mail_post.hpp"
#include "command/open_store.hpp"
#include "command/verbs.hpp"
#include "tasks/cleanup.hpp"
#include "tasks/lease.hpp"
#include "tasks/node_claim.hpp"
#include "tasks/point_expiration.hpp"
#include "tasks/statistics.hpp"

namespace loyalty {
namespace {

void clean_up(storage::Store& store) {
  const auto count = run_cleanup(store, system_now());
  std::cout << "deleted: sessions " << count.sessions << ", counts of failed sign-ins "
            << count.sign_in_failures << ", kept answers " << count.kept_answers << ", mails " << count.mails
            << '\n';
}

void expire_all_points(storage::Store& store) {
  IdSource ids;
  const NodeClaim claim(store, ids, draw_lease_holder());
  ExpirationRun run;
  ExpiryCount total;
  do {
    run = run_point_expiration(store, ids, system_now());
    total += run.count;
  } while (!run.is_complete);
  std::cout << "expired: cards " << total.cards << ", lots " << total.lots << ", points " << total.points
            << '\n';
}

void roll_up(storage::Store& store) {
  const auto count = run_statistics(store, system_now());
  std::cout << "rolled up: transactions " << count.rows << ", cards " << count.cards << '\n';
}

void send_mails(storage::Store& store, const Config& config, Metrics& metrics) {
  if (!config.can_send_mail()) throw Failed("LOYALTY_MAIL_URL is not set: no mail is sent");
  const auto post = make_mail_post(config);
  MailRun run;
  MailCount total;
  do {
    run = run_mail_delivery(store, post, metrics);
    total += run.count;
  } while (!run.is_complete);
  std::cout << "mails: sent " << total.sent << ", put off " << total.put_off << ", failed " << total.failed
            << ", dropped " << total.dropped << '\n';
}

}  // namespace

void run_task(Config config, Task task) {
  Metrics metrics;
  const auto store = open_migrated_store(config, metrics);
  switch (task) {
    case Task::cleanup:
      return clean_up(*store);
    case Task::point_expiration:
      return expire_all_points(*store);
    case Task::statistics:
      return roll_up(*store);
    case Task::mail_delivery:
      return send_mails(*store, config, metrics);
  }
}

}  // namespace loyalty
