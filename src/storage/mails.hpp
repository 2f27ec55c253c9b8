// Mails that wait to be sent.
#pragma once

#include <cstdint>
#include <vector>

#include "models/card.hpp"
#include "models/mail.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

void insert_mail(Transaction& tx, const Mail& mail);
// When mails to the card were asked for, since then; newest first, `limit` at most.
std::vector<Instant> list_mail_times(Transaction& tx, const Card& card, Instant since, std::int64_t limit);
// Of all companies: what is due, what waited longest first.
std::vector<Mail> list_due_mails(Transaction& tx, Instant now, std::int64_t limit);
// How many are due sooner or later; counts to `count_max` at most.
std::int64_t count_waiting_mails(Transaction& tx, std::int64_t count_max);
// Of several who have seen the mail as it was, one gets it: from now on it has one attempt more and is due
// then.
[[nodiscard]] bool claim_mail(Transaction& tx, const Mail& seen, Instant due_at);
// It was sent, or is given up. Whoever was forgotten meanwhile has none.
void settle_mail(Transaction& tx, const Mail& mail);
void delete_mails_of_card(Transaction& tx, const Card& card);
std::int64_t delete_old_mails(Transaction& tx, Instant older_than, std::int64_t limit);

}  // namespace loyalty::storage
