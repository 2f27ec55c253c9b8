// Mails on their way out: what is needed to write one that was taken (storage/due_rows.hpp).
#pragma once

#include <optional>

#include "models/card.hpp"
#include "models/company.hpp"
#include "models/due.hpp"
#include "models/mail.hpp"
#include "models/program.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

struct MailInHand {
  Mail mail;
  CardWithCustomer holder;
  Program program;
  Vendor vendor;
};

// As all of it is now. None when nobody is to get it any more: forgotten, closed, without an address, or too
// old.
std::optional<MailInHand> find_mail_in_hand(storage::Transaction& tx, const DueRow& taken, Instant now);

}  // namespace loyalty
