// Mails that wait to be sent.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/card.hpp"
#include "models/mail.hpp"
#include "storage/due_rows.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

// How they are sent: company, card, mail.
const DueTable& due_mails();

// It is due at once.
void insert_mail(Transaction& tx, const Mail& mail);
std::optional<Mail> find_mail(Transaction& tx, const DueKey& key);
// When mails to the card were asked for, since then; newest first, `limit` at most.
std::vector<Instant> list_mail_times(Transaction& tx, const Card& card, Instant since, std::int64_t limit);
void delete_mails_of_card(Transaction& tx, const Card& card);
// Those that were due before. What was given up stays, for as long as that is kept.
std::int64_t delete_old_mails(Transaction& tx, Instant older_than, std::int64_t limit);

}  // namespace loyalty::storage
