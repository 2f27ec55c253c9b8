// What answers say of wallets, from one table: another wallet is a row of it.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "models/wallet.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

struct WalletEntry {
  Wallet wallet;
  std::string_view link;  // the member that has its address
};
inline constexpr std::array wallet_entries{WalletEntry{Wallet::apple, "apple_pass_url"},
                                           WalletEntry{Wallet::google, "google_save_url"}};
static_assert(std::ranges::equal(wallet_entries, Names<Wallet>::table, {}, &WalletEntry::wallet,
                                 [](const auto& entry) { return entry.first; }));

struct WalletAnswer {
  static constexpr std::string_view schema_name = "Wallet";
  CardInWallet card = {};
};
template <class Fields>
void describe_fields(Fields& f, const WalletAnswer& a) {
  f("is_installed", a.card.is_installed);
  f("is_up_to_date", a.card.is_up_to_date);
  f("last_sent_at", a.card.last_sent_at);
}

struct CardWallets {
  static constexpr std::string_view schema_name = "CardWallets";
  PerWallet<WalletAnswer> wallets = {};
};
template <class Fields>
void describe_fields(Fields& f, const CardWallets& a) {
  for (const auto& [wallet, link] : wallet_entries) f(name_of(wallet), a.wallets[wallet]);
}

// Where the holder of a card puts it into a wallet, beside whatever else is said of the card.
template <class Fields>
void describe_fields(Fields& f, const WalletLinks& links) {
  for (const auto& [wallet, link] : wallet_entries) f(link, links[wallet]);
}

}  // namespace loyalty
