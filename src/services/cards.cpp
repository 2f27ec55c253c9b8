#include "services/cards.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/ids.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "rules/accrual.hpp"
#include "services/lots.hpp"
#include "services/search_terms.hpp"
#include "storage/companies.hpp"
#include "storage/ledger.hpp"
#include "storage/points.hpp"
#include "storage/programs.hpp"
#include "storage/transactions.hpp"

namespace loyalty {
namespace {

constexpr std::size_t token_random_bytes = 16;
// What one page of a search may cost; what is left comes with the next page. To look at a match costs one, to
// read its card more.
constexpr std::int64_t search_cost_max = 20'000;
constexpr std::int64_t card_cost = 10;
constexpr std::int64_t search_batch_size = 500;

std::string bytes_of(std::int64_t value) {
  std::string bytes(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>((value >> (56 - 8 * i)) & 0xff);
  return bytes;
}

CardSecrets make_secrets(CompanyId company) {
  return {.card_number = make_card_number(random_below(UINT64_MAX)),
          .qr_code = make_qr_code(random_bytes(17)),
          .card_token = to_base64url(bytes_of(to_integer(company)) + random_bytes(token_random_bytes))};
}

// The rarest word first: its matches are followed. A page that goes on follows the word of the page before,
// whatever has become rarer since.
std::vector<std::string> order_by_rarity(storage::Transaction& tx, const Actor& actor,
                                         std::vector<std::string> words,
                                         const std::optional<storage::SearchPlace>& after) {
  if (words.size() < 2) return words;
  std::vector<std::pair<std::int64_t, std::string>> counted;
  for (auto& word : words) {
    const bool is_followed = after && after->term.starts_with(word);
    const auto count =
        is_followed ? -1 : storage::count_terms(tx, actor.company_id, actor.vendor_id, word, search_cost_max);
    counted.emplace_back(count, std::move(word));
  }
  std::sort(counted.begin(), counted.end());
  words.clear();
  for (auto& [count, word] : counted) words.push_back(std::move(word));
  return words;
}

// The card's first term that begins with `word`; empty when there is none.
std::string_view find_first_match(const std::vector<std::string>& terms, std::string_view word) {
  const auto found = std::lower_bound(terms.begin(), terms.end(), word);
  return found != terms.end() && found->starts_with(word) ? std::string_view(*found) : std::string_view();
}

// The card at a place of the first word's matches, when it is what the search asks for. A card with several
// matches is shown at the first of them.
std::optional<CardWithCustomer> find_match(storage::Transaction& tx, const Actor& actor,
                                           const CardSearch& search, const std::vector<std::string>& words,
                                           const storage::SearchPlace& place) {
  auto found = storage::find_card(tx, actor.company_id, actor.vendor_id, place.card_id);
  if (!found || (search.status && found->card.status != *search.status)) return std::nullopt;
  const auto terms = compute_search_terms(found->card, found->customer);
  if (find_first_match(terms, words.front()) != place.term) return std::nullopt;
  const bool matches_all = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return !find_first_match(terms, word).empty();
  });
  return matches_all ? std::move(found) : std::nullopt;
}

Customer make_customer(const Enrol& command, const Program& program, const Vendor& vendor) {
  return {.company_id = command.actor.company_id,
          .id = command.customer_id,
          .vendor_id = command.actor.vendor_id,
          .first_name = command.first_name,
          .last_name = command.last_name,
          .email = command.email,
          .phone = command.phone,
          .birth_date = command.birth_date,
          .locale = command.locale.empty() ? vendor.locale : command.locale,
          .marketing_consent = command.marketing_consent,
          .marketing_consent_at = command.marketing_consent ? std::optional(command.actor.now) : std::nullopt,
          .terms_version = program.terms_version,
          .terms_accepted_at = command.actor.now,
          .created_at = command.actor.now};
}

Card make_card(const Enrol& command, const Program& program, const CardSecrets& secrets) {
  return {.company_id = command.actor.company_id,
          .id = command.card_id,
          .vendor_id = command.actor.vendor_id,
          .program_id = program.id,
          .customer_id = command.customer_id,
          .card_number = secrets.card_number,
          .qr_code = secrets.qr_code,
          .card_token = secrets.card_token,
          .enrolled_at = command.actor.now};
}

void give_welcome_bonus(storage::Transaction& tx, const Enrol& command, const Program& program,
                        const Vendor& vendor, Card& card) {
  const auto now = command.actor.now;
  const std::int64_t stamps = program.has_stamps() ? program.welcome_bonus_stamps : 0;
  const std::int64_t points = program.has_points() ? program.welcome_bonus_points : 0;
  if (stamps == 0 && points == 0) return;
  card.stamp_count = stamps;
  card.total_stamps_earned = stamps;
  card.total_points_earned = points;
  if (points > 0) {
    const auto today = find_vendor_day(program, vendor.timezone, now);
    auto lot = make_lot(card, program, today, command.welcome_id, now);
    lot.points_earned = points;
    put_points(tx, card, lot);
  }
  storage::record_on_card(tx, card,
                          {.company_id = card.company_id,
                           .card_id = card.id,
                           .id = command.welcome_id,
                           .vendor_id = card.vendor_id,
                           .type = TransactionType::welcome_bonus,
                           .user_id = command.actor.user_id,
                           .stamps_delta = stamps,
                           .points_delta = points,
                           .stamps_after = stamps,
                           .points_after = points,
                           .ip_address = command.actor.ip_address,
                           .user_agent = command.actor.user_agent,
                           .created_at = now});
}

Card insert_new_card(storage::Transaction& tx, const Enrol& command, const Program& program) {
  for (const auto& secrets : command.secrets) {
    auto card = make_card(command, program, secrets);
    if (storage::insert_card(tx, card)) return card;
  }
  throw storage::StorageFault("every card number in reserve was taken");
}

template <class ById, class ByNumber, class ByQr>
Outcome<CardWithCustomer> find_by_code(storage::Transaction& tx, const Actor& actor, const CardCode& code,
                                       ById by_id, ByNumber by_number, ByQr by_qr) {
  std::optional<CardWithCustomer> found;
  switch (code.kind) {
    case CardCode::Kind::number:
      found = by_number(tx, actor.company_id, actor.vendor_id, code.value);
      break;
    case CardCode::Kind::qr:
      found = by_qr(tx, actor.company_id, actor.vendor_id, code.value);
      break;
    case CardCode::Kind::id:
      if (const auto id = parse_id_as<CardId>(code.value))
        found = by_id(tx, actor.company_id, actor.vendor_id, *id);
      break;
  }
  if (!found) return Refusal{.code = RefusalCode::card_not_found};
  return std::move(*found);
}

}  // namespace

void show_points(storage::Transaction& tx, CardWithCustomer& holder, Instant now) {
  auto& card = holder.card;
  if (!card.next_expiry_at) return;
  if (*card.next_expiry_at <= now) card.points_balance -= storage::sum_due(tx, card, now);
  holder.expiring = storage::find_next_expiring(tx, card, now);
}

CardSecretsInReserve make_card_secrets(CompanyId company) {
  CardSecretsInReserve reserve;
  for (auto& secrets : reserve) secrets = make_secrets(company);
  return reserve;
}

std::optional<CompanyId> find_company_of_token(std::string_view card_token) {
  const auto bytes = from_base64url(card_token);
  if (!bytes || bytes->size() != 8 + token_random_bytes) return std::nullopt;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value = value << 8 | static_cast<unsigned char>((*bytes)[i]);
  return static_cast<CompanyId>(static_cast<std::int64_t>(value));
}

Outcome<EnrolmentPlace> find_enrolment_place(storage::Transaction& tx, std::string_view vendor_code) {
  auto vendor = storage::find_vendor_by_code(tx, vendor_code);
  const auto company = vendor ? storage::find_company(tx, vendor->company_id) : std::nullopt;
  if (!company || !company->is_active) return Refusal{.code = RefusalCode::vendor_not_found};
  auto program = storage::find_program(tx, vendor->company_id, vendor->id);
  if (!program) return Refusal{.code = RefusalCode::program_not_found};
  return EnrolmentPlace{
      .vendor = std::move(*vendor), .country = company->country, .program = std::move(*program)};
}

Outcome<Enrolled> enrol(storage::Transaction& tx, const Enrol& command) {
  const auto& actor = command.actor;
  auto program = storage::find_program(tx, actor.company_id, actor.vendor_id);
  const auto vendor = storage::find_vendor(tx, actor.company_id, actor.vendor_id);
  if (!program || !vendor) return Refusal{.code = RefusalCode::program_not_found};
  if (!program->is_active) return Refusal{.code = RefusalCode::program_inactive};

  auto customer = make_customer(command, *program, *vendor);
  if (!storage::insert_customer(tx, customer)) {
    auto existing =
        storage::find_card_by_contact(tx, actor.company_id, actor.vendor_id, command.email, command.phone);
    if (!existing) throw storage::StorageFault("a customer without a card");
    show_points(tx, *existing, actor.now);
    return Enrolled{.already_enrolled = true, .program = std::move(*program), .holder = std::move(*existing)};
  }
  auto card = insert_new_card(tx, command, *program);
  storage::insert_search_terms(tx, card, compute_search_terms(card, customer));
  give_welcome_bonus(tx, command, *program, *vendor, card);
  Enrolled enrolled{.program = std::move(*program), .holder = {std::move(card), std::move(customer)}};
  show_points(tx, enrolled.holder, actor.now);
  return enrolled;
}

Outcome<CardWithCustomer> look_up_card(storage::Transaction& tx, const Actor& actor, const CardCode& code) {
  auto found = find_by_code(tx, actor, code, storage::find_card, storage::find_card_by_number,
                            storage::find_card_by_qr);
  if (found) show_points(tx, *found, actor.now);
  return found;
}

Outcome<CardWithCustomer> lock_card_by_code(storage::Transaction& tx, const Actor& actor,
                                            const CardCode& code) {
  return find_by_code(tx, actor, code, storage::lock_card, storage::lock_card_by_number,
                      storage::lock_card_by_qr);
}

Outcome<CardWithCustomer> view_card(storage::Transaction& tx, const Actor& actor, CardId id) {
  auto found = storage::find_card(tx, actor.company_id, actor.vendor_id, id);
  if (!found) return Refusal{.code = RefusalCode::card_not_found};
  show_points(tx, *found, actor.now);
  return std::move(*found);
}

std::vector<CardWithCustomer> list_cards(storage::Transaction& tx, const Actor& actor,
                                         const storage::CardFilter& filter) {
  auto cards = storage::list_cards(tx, actor.company_id, actor.vendor_id, filter);
  for (auto& holder : cards) show_points(tx, holder, actor.now);
  return cards;
}

SearchPage search_cards(storage::Transaction& tx, const Actor& actor, const CardSearch& search,
                        const std::optional<storage::SearchPlace>& after, std::int64_t limit) {
  const auto words = order_by_rarity(tx, actor, compute_searched_words(search.text), after);
  if (words.empty()) return {};
  const auto other = words.size() > 1 ? std::string_view(words[1]) : std::string_view();
  SearchPage page;
  auto place = after;
  for (std::int64_t cost = 0; cost < search_cost_max;) {
    const auto batch = storage::search_terms(tx, actor.company_id, actor.vendor_id, words.front(), other,
                                             place, search_batch_size);
    for (const auto& match : batch) {
      if (static_cast<std::int64_t>(page.cards.size()) == limit) {
        page.next = place;
        return page;
      }
      place = match.place;
      cost += match.has_other ? card_cost : 1;
      if (!match.has_other) continue;
      auto found = find_match(tx, actor, search, words, match.place);
      if (!found) continue;
      show_points(tx, *found, actor.now);
      page.cards.push_back(std::move(*found));
    }
    if (static_cast<std::int64_t>(batch.size()) < search_batch_size) return page;
  }
  page.next = place;
  return page;
}

Outcome<CardWithCustomer> change_card_status(storage::Transaction& tx, const Actor& actor, CardId id,
                                             CardStatus status) {
  auto found = storage::lock_card(tx, actor.company_id, actor.vendor_id, id);
  if (!found) return Refusal{.code = RefusalCode::card_not_found};
  if (found->card.erased_at && status != CardStatus::closed) {
    return Refusal{.code = RefusalCode::customer_erased};
  }
  if (found->card.status != status) {
    found->card.status = status;
    ++found->card.version;
    storage::set_card_status(tx, found->card);
  }
  show_points(tx, *found, actor.now);
  return std::move(*found);
}

Outcome<HolderView> view_as_holder(storage::Transaction& tx, std::string_view card_token, Instant now) {
  const auto company = find_company_of_token(card_token);
  const auto owner = company ? storage::find_company(tx, *company) : std::nullopt;
  auto holder =
      owner && owner->is_active ? storage::find_card_by_token(tx, *company, card_token) : std::nullopt;
  if (!holder || holder->card.erased_at) return Refusal{.code = RefusalCode::card_not_found};
  show_points(tx, *holder, now);
  const auto vendor_id = holder->card.vendor_id;
  auto program = storage::find_program(tx, *company, vendor_id);
  auto vendor = storage::find_vendor(tx, *company, vendor_id);
  if (!program || !vendor) throw storage::StorageFault("a card without a program");
  return HolderView{
      .holder = std::move(*holder), .program = std::move(*program), .vendor = std::move(*vendor)};
}

void list_latest(storage::Transaction& tx, HolderView& view, std::int64_t latest_max) {
  const auto& card = view.holder.card;
  view.latest = storage::list_transactions(tx, card.company_id, card.vendor_id,
                                           {.card_id = card.id, .limit = latest_max});
}

}  // namespace loyalty
