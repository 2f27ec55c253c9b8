#include "command/demo/people.hpp"

#include <array>
#include <chrono>
#include <set>
#include <string_view>

#include "base/text.hpp"
#include "base/zone.hpp"

namespace loyalty {
namespace {

struct Community {
  std::int64_t percent;
  std::string_view locale;
  std::vector<std::string_view> first_names;
  std::vector<std::string_view> last_names;
};

const std::vector<Community>& communities() {
  static const std::vector<Community> all{
      {.percent = 38,
       .locale = "lb",
       .first_names = {"Anouk",    "Charel",  "Claudine", "Fränk",     "Georgette", "Jang",
                       "Josée",    "Laurent", "Lynn",     "Mady",      "Metty",     "Michèle",
                       "Nathalie", "Nico",    "Pit",      "Pol",       "Romain",    "Sandy",
                       "Steve",    "Tessy",   "Tom",      "Véronique", "Yves",      "Zoé"},
       .last_names = {"Bausch",  "Biver",     "Clement",  "Engel",   "Faber", "Feltes",
                      "Goedert", "Hansen",    "Hoffmann", "Kieffer", "Klein", "Krier",
                      "Majerus", "Meisch",    "Muller",   "Nilles",  "Pütz",  "Reding",
                      "Schmit",  "Schroeder", "Thill",    "Wagener", "Weber", "Weyrich"}},
      {.percent = 27,
       .locale = "fr",
       .first_names = {"Agathe",  "Baptiste", "Camille", "Chloé",   "Clément",  "Élise",
                       "Fabien",  "Gaëlle",   "Hugo",    "Inès",    "Julien",   "Léa",
                       "Loïc",    "Maëlys",   "Margaux", "Mathieu", "Noémie",   "Olivier",
                       "Pauline", "Quentin",  "Rémi",    "Sabine",  "Thibault", "Valérie"},
       .last_names = {"Bernard",  "Bertrand", "Collin",  "Dubois",  "Durand",   "Étienne",
                      "Fournier", "Garnier",  "Gérard",  "Henry",   "Humbert",  "Jacquot",
                      "Lambert",  "Leclerc",  "Lefèvre", "Marchal", "Martin",   "Mathieu",
                      "Noël",     "Petit",    "Remy",    "Simon",   "Thiébaut", "Vincent"}},
      {.percent = 14,
       .locale = "de",
       .first_names = {"Anja", "Björn", "Christian", "Dörte", "Eva", "Florian", "Günther", "Heike", "Ines",
                       "Jonas", "Katrin", "Lukas", "Meike", "Niklas", "Sebastian", "Ulrike"},
       .last_names = {"Bauer", "Becker", "Fischer", "Hartmann", "Jäger", "Köhler", "Lorenz", "Meyer",
                      "Müller", "Neumann", "Schäfer", "Schmitz", "Schröder", "Wagner", "Weiß", "Zimmer"}},
      {.percent = 21,
       .locale = "fr",
       .first_names = {"Ana", "André", "Beatriz", "Carla", "Conceição", "Diogo", "Fábio", "Filipa", "Inês",
                       "João", "Joana", "Luís", "Márcia", "Nuno", "Rui", "Tiago"},
       .last_names = {"Almeida", "Araújo", "Carvalho", "Conceição", "Costa", "da Silva", "dos Santos",
                      "Fernandes", "Ferreira", "Gonçalves", "Lopes", "Marques", "Oliveira", "Pereira",
                      "Ribeiro", "Simões"}}};
  return all;
}

const Community& pick_community(Dice& dice) {
  std::int64_t drawn = dice.below(100);
  for (const auto& community : communities()) {
    if (drawn < community.percent) return community;
    drawn -= community.percent;
  }
  return communities().front();
}

std::string to_mail_part(std::string_view name) {
  std::string part;
  for (const auto& word : split_words(fold_for_search(name))) part += word;
  return part;
}

// The domains that are set aside for examples (RFC 2606).
std::string make_email(Dice& dice, const Person& person, std::set<std::string>& taken) {
  constexpr std::array<std::string_view, 3> domains{"example.org", "example.com", "example.net"};
  const std::string name = to_mail_part(person.first_name) + "." + to_mail_part(person.last_name);
  const std::string domain(dice.pick(domains));
  std::string email = name + "@" + domain;
  for (int number = 2; !taken.insert(email).second; ++number) {
    email = name + std::to_string(number) + "@" + domain;
  }
  return email;
}

std::string make_phone(Dice& dice, std::set<std::string>& taken) {
  constexpr std::array<std::string_view, 3> networks{"621", "661", "691"};
  while (true) {
    std::string phone =
        "+352" + std::string(dice.pick(networks)) + std::to_string(dice.between(100'000, 999'999));
    if (taken.insert(phone).second) return phone;
  }
}

std::string make_birth_date(Dice& dice) {
  constexpr Date first{std::chrono::local_days{std::chrono::year{1944} / 1 / 1}};
  constexpr std::int64_t days = 64 * 365;
  return format_date(first + std::chrono::days{dice.below(days)});
}

}  // namespace

std::vector<Person> make_people(Dice& dice, std::size_t count) {
  std::set<std::string> taken;
  std::vector<Person> people;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& community = pick_community(dice);
    Person person{.first_name = std::string(dice.pick(community.first_names)),
                  .last_name = std::string(dice.pick(community.last_names)),
                  .locale = std::string(community.locale)};
    const std::int64_t contact = dice.below(100);
    if (contact < 85) person.email = make_email(dice, person, taken);
    if (contact >= 45) person.phone = make_phone(dice, taken);
    if (dice.happens(620)) person.birth_date = make_birth_date(dice);
    person.marketing_consent = dice.happens(540);
    if (community.locale != "de" && dice.happens(60)) person.locale = "en";
    people.push_back(std::move(person));
  }
  return people;
}

}  // namespace loyalty
