// The wallets of telephones that a card can lie in.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "models/names.hpp"

namespace loyalty {

enum class Wallet { apple, google };

template <>
struct Names<Wallet> {
  static constexpr std::array<std::pair<Wallet, std::string_view>, 2> table{
      {{Wallet::apple, "apple"}, {Wallet::google, "google"}}};
};

// Something for each wallet, or nothing.
template <class T>
class PerWallet {
 public:
  std::optional<T>& operator[](Wallet wallet) { return each_[static_cast<std::size_t>(wallet)]; }
  const std::optional<T>& operator[](Wallet wallet) const { return each_[static_cast<std::size_t>(wallet)]; }

 private:
  std::array<std::optional<T>, Names<Wallet>::table.size()> each_;
};

// A card in one wallet.
struct CardInWallet {
  bool is_installed = false;
  bool is_up_to_date = false;
  std::optional<Instant> last_sent_at = {};
};

// Where a card is put into a wallet.
using WalletLinks = PerWallet<std::string>;

}  // namespace loyalty
