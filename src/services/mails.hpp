// Mails on their way out: taking one that is due, and what is needed to write it.
#pragma once

#include <optional>
#include <string>

#include "models/card.hpp"
#include "models/company.hpp"
#include "models/mail.hpp"
#include "models/program.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

struct MailInHand {
  Mail mail;  // with this attempt
  CardWithCustomer holder;
  Program program;
  Vendor vendor;
};

enum class MailTaking {
  taken,    // nobody else sends it before it is due again
  missed,   // another server was faster
  dropped,  // nobody is to get it any more: forgotten, closed, without an address, or too old
};
struct TakenMail {
  MailTaking outcome = MailTaking::missed;
  std::optional<MailInHand> in_hand = {};  // when it was taken
};
// `seen` is the mail as it was found due. What was taken and is not settled, because sending failed or the
// server was killed, is due again later: so a mail may be sent twice, but is not lost.
TakenMail take_mail(storage::Transaction& tx, const Mail& seen, Instant now);

}  // namespace loyalty
