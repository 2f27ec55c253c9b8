// The card as its holder sees it.
#pragma once

#include <string_view>
#include <vector>

#include "models/card.hpp"
#include "models/company.hpp"
#include "models/program.hpp"
#include "models/refusal.hpp"
#include "models/transaction.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

struct HolderView {
  CardWithCustomer holder;
  Program program;
  Vendor vendor;
  std::vector<TransactionView> latest = {};  // where they were asked for
};
// card_not_found.
Outcome<HolderView> view_as_holder(storage::Transaction& tx, std::string_view card_token, Instant now);
void list_latest(storage::Transaction& tx, HolderView& view, std::int64_t latest_max);

}  // namespace loyalty
