#include "bench/people.hpp"

#include <cmath>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"

namespace loyalty::bench {
namespace {

constexpr std::string_view first_names[] = {
    "Anna",     "Marie",   "Jean",     "Luc",    "Paul",     "Claire", "Sophie",  "Élise",
    "Pit",      "Josiane", "Nathalie", "Romain", "François", "Chloé",  "Léa",     "Emma",
    "Noah",     "Gabriel", "Inês",     "João",   "Müşerref", "Jürgen", "Björn",   "Käthe",
    "Isabelle", "Marc",    "Tom",      "Lara",   "Félix",    "Zoé",    "Mathis",  "Camille",
    "Antónia",  "Rui",     "Carlos",   "Sandra", "Monique",  "Guy",    "Fernand", "Yvette"};
constexpr std::string_view second_names[] = {"", "-Marie", "-Claude", "-Luc", "-Anne"};
constexpr std::string_view name_beginnings[] = {
    "Schm", "Müll", "Web",  "Hoff", "Wagn",  "Klein",  "Thill", "Reut", "Krem", "Fab",
    "Silv", "Ferr", "Sant", "Mart", "Per",   "Dup",    "Bern",  "Mor",  "Garc", "Rouss",
    "Stra", "From", "Lég",  "Gér",  "Kiess", "Weil",   "Beck",  "Ruck", "Schn", "Kauf",
    "Lorr", "Mich", "Nic",  "Oliv", "Rodr",  "Alm",    "Costa", "Ribe", "Teix", "Vann",
    "Zimm", "Bett", "Clem", "Diet", "Engl",  "Folsch", "Gro",   "Hein", "Jung", "Kohn"};
constexpr std::string_view name_endings[] = {"it",    "er",   "mann", "bach", "eira", "os",  "ont", "and",
                                             "el",    "ard",  "in",   "ès",   "ig",   "ers", "ler", "auer",
                                             "ini",   "oni",  "es",   "ez",   "ot",   "eau", "ier", "inger",
                                             "stein", "felt", "ens",  "ova",  "ic",   "sen", "a",   "ada",
                                             "elho",  "inho", "ange", "ault", "ière", "ing", "kes", "y"};
constexpr std::string_view mobile_prefixes[] = {"621", "661", "691"};

constexpr std::size_t first_names_count = std::size(first_names) * std::size(second_names);
constexpr std::size_t last_names_count = std::size(name_beginnings) * std::size(name_endings);

// The most frequent of 200 first names is borne by about 3 %, the most frequent of 2000 last names by about 2
// %.
std::size_t choose(Random& random, std::size_t count, double skew) {
  return static_cast<std::size_t>(std::pow(random.fraction(), skew) * static_cast<double>(count));
}

std::string make_email(std::string_view first_name, std::string_view last_name, std::int64_t number) {
  std::string local;
  for (const char c : fold_for_search(fmt::format("{}.{}", first_name, last_name))) {
    const bool is_plain = (c >= 'a' && c <= 'z') || c == '.' || c == '-';
    if (is_plain) local += c;
  }
  return fmt::format("{}.{}@mail.example", local, number);
}

}  // namespace

Person make_person(Random& random, std::int64_t number) {
  const auto first = choose(random, first_names_count, 1.5);
  const auto last = choose(random, last_names_count, 2.0);
  Person person;
  person.first_name = std::string(first_names[first % std::size(first_names)]);
  person.first_name += second_names[first / std::size(first_names)];
  // Scattered, so that the frequent names do not all begin alike.
  const auto scattered = last * 1117 % last_names_count;
  person.last_name = std::string(name_beginnings[scattered % std::size(name_beginnings)]);
  person.last_name += name_endings[scattered / std::size(name_beginnings)];
  const auto given = random.below(10);  // both, mostly
  if (given != 0) person.email = make_email(person.first_name, person.last_name, number);
  if (given < 7) {
    person.phone = fmt::format("+352{}{:06}", mobile_prefixes[number % 3], number / 3 * 7919 % 1'000'000);
  }
  return person;
}

}  // namespace loyalty::bench
