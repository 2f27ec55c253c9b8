#include <iostream>

#include <unistd.h>

#include "command/failed.hpp"
#include "command/open_store.hpp"
#include "command/verbs.hpp"
#include "services/ledger.hpp"
#include "storage/companies.hpp"

namespace loyalty {
namespace {

using storage::Transaction;

// Pages are short reads, so that a server beside this one is not held up and memory does not grow.
constexpr std::int64_t companies_per_read = 100;
constexpr std::int64_t cards_per_read = 250;
constexpr std::int64_t references_per_read = 1000;

class Verification {
 public:
  explicit Verification(storage::Store& store) : store_(store) {}

  void run() {
    std::optional<CompanyId> before;
    do {
      const auto page = store_.read_now(
          [&](Transaction& tx) { return storage::list_companies(tx, before, companies_per_read); });
      for (const auto& company : page) verify(company.id);
      before = page.empty() ? std::nullopt : std::optional(page.back().id);
    } while (before);
    clear_progress();
    std::cout << "companies " << companies_ << ", cards " << cards_ << ", rows " << rows_ << ", lots "
              << lots_ << ", differences " << differences_ << '\n';
  }
  std::int64_t differences() const { return differences_; }

 private:
  void verify(CompanyId company) {
    std::optional<CardId> after_card;
    do {
      const auto page = store_.read_now(
          [&](Transaction& tx) { return verify_cards(tx, company, after_card, cards_per_read); });
      cards_ += page.findings.cards;
      rows_ += page.findings.rows;
      lots_ += page.findings.lots;
      print(page.findings.differences);
      show_progress();
      after_card = page.next;
    } while (after_card);
    std::optional<storage::PurchaseReference> after_reference;
    do {
      auto page = store_.read_now([&](Transaction& tx) {
        return verify_references(tx, company, after_reference, references_per_read);
      });
      print(page.differences);
      after_reference = std::move(page.next);
    } while (after_reference);
    ++companies_;
  }

  void print(const std::vector<LedgerDifference>& differences) {
    if (!differences.empty()) clear_progress();
    for (const auto& difference : differences) std::cout << describe(difference) << '\n';
    differences_ += std::ssize(differences);
  }
  void show_progress() const {
    if (shows_progress_) std::cerr << "\rcards " << cards_ << ", rows " << rows_ << std::flush;
  }
  void clear_progress() const {
    if (shows_progress_) std::cerr << "\r\x1b[K" << std::flush;
  }

  storage::Store& store_;
  const bool shows_progress_ = isatty(STDERR_FILENO) != 0;
  std::int64_t companies_ = 0;
  std::int64_t cards_ = 0;
  std::int64_t rows_ = 0;
  std::int64_t lots_ = 0;
  std::int64_t differences_ = 0;
};

}  // namespace

void verify_ledger(Config config) {
  Metrics metrics;
  const auto store = open_store(config, metrics);
  require_migrated(*store);
  Verification verification(*store);
  verification.run();
  if (verification.differences() == 0) return;
  std::cout.flush();
  throw Failed("the ledger has " + std::to_string(verification.differences()) +
               " differences: balances are not what the history says");
}

}  // namespace loyalty
