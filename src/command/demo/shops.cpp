#include "command/demo/shops.hpp"

namespace loyalty {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr OpeningHours closed{};

DemoShop make_roaster() {
  DemoShop shop{.code = "BOUNEWIERK",
                .name = "Bounewierk Kaffisréischterei",
                .manager = {"Laurent Thill", "laurent@bounewierk.example"},
                .till = {"Till at the roastery", "till@bounewierk.example"},
                .staff = {{"Anouk", "4711"}, {"Diogo", "8246"}, {"Tessy", "3907"}},
                .customers = 1150};
  shop.program.loyalty_type = LoyaltyType::stamps;
  shop.program.card_name = "Bounekaart";
  shop.program.card_color = "#0d5257";
  shop.program.stamp_icon = "coffee";
  shop.program.headline = "Ten coffees, and the next one is on us";
  shop.program.stamps_target = 10;
  shop.program.stamps_reward_description = "Free coffee";
  shop.program.stamps_reward_cost_cents = 60;
  shop.program.terms_text =
      "One stamp for each hot drink. Ten stamps are worth one coffee of your choice. The card is free, and "
      "you may "
      "leave at any time.";
  constexpr OpeningHours weekday{.opens = hours{7} + minutes{30}, .closes = hours{18} + minutes{30}};
  constexpr OpeningHours saturday{.opens = hours{9}, .closes = hours{18}};
  shop.rhythm = {.week = {weekday, weekday, weekday, weekday, weekday, saturday, closed},
                 .percent_of_week = {90, 95, 100, 105, 120, 130, 0},
                 .weight_of_hour = {0, 0, 0, 0, 0, 0, 0, 9, 10, 7, 6, 5, 8, 9, 6, 5, 6, 5, 3}};
  return shop;
}

DemoShop make_bakery() {
  DemoShop shop{.code = "BACKSTUFF",
                .name = "Backstuff um Eck",
                .manager = {"Conceição Ribeiro", "conceicao@bounewierk.example"},
                .till = {"Till at the bakery", "till.backstuff@bounewierk.example"},
                .staff = {{"Georgette", "5937"}, {"Rui", "2864"}},
                .customers = 520,
                .visits_percent = 80,
                .basket_cents = 900};
  shop.program.loyalty_type = LoyaltyType::points;
  shop.program.card_name = "Brout a Punkten";
  shop.program.card_color = "#8a4b08";
  shop.program.stamp_icon = "bread";
  shop.program.headline = "A point for every euro";
  shop.program.points_per_euro = {1000};
  shop.program.minimum_purchase_cents = 200;
  shop.program.welcome_bonus_points = 25;
  shop.program.points_expire_after_days = 120;
  shop.program.points_rewards = {
      {.name = "Croissant", .points = 40, .cost_cents = 45},
      {.name = "Loaf of bread", .points = 90, .description = "Any loaf up to 750 g", .cost_cents = 120},
      {.name = "Breakfast for two", .points = 320, .cost_cents = 650}};
  constexpr OpeningHours weekday{.opens = hours{6}, .closes = hours{18}};
  constexpr OpeningHours sunday{.opens = hours{7}, .closes = hours{12}};
  shop.rhythm = {.week = {weekday, weekday, weekday, weekday, weekday, weekday, sunday},
                 .percent_of_week = {80, 85, 90, 95, 115, 150, 120},
                 .weight_of_hour = {0, 0, 0, 0, 0, 0, 6, 10, 9, 6, 5, 7, 8, 4, 3, 3, 5, 6}};
  return shop;
}

DemoShop make_bookshop() {
  DemoShop shop{.code = "BICHERBUTTEK",
                .name = "Bicherbuttek Bounewierk",
                .manager = {"Michèle Schroeder", "michele@bounewierk.example"},
                .till = {"Till at the bookshop", "till.bicherbuttek@bounewierk.example"},
                .staff = {{"Pol", "6183"}, {"Inês", "7052"}},
                .customers = 330,
                .visits_percent = 35,
                .basket_cents = 2400};
  shop.program.loyalty_type = LoyaltyType::hybrid;
  shop.program.card_name = "Lieskaart";
  shop.program.card_color = "#3b2f6b";
  shop.program.stamp_icon = "book";
  shop.program.headline = "A stamp a visit, a point a euro";
  shop.program.stamps_target = 8;
  shop.program.stamps_reward_description = "Book voucher of 10 €";
  shop.program.stamps_reward_cost_cents = 700;
  shop.program.welcome_bonus_stamps = 1;
  shop.program.welcome_bonus_points = 20;
  shop.program.points_per_euro = {500};
  shop.program.points_expire_after_days = 150;
  shop.program.points_rewards = {{.name = "Notebook", .points = 60, .cost_cents = 180},
                                 {.name = "Voucher of 5 €", .points = 100, .cost_cents = 500}};
  constexpr OpeningHours monday{.opens = hours{13}, .closes = hours{18} + minutes{30}};
  constexpr OpeningHours weekday{.opens = hours{10}, .closes = hours{18} + minutes{30}};
  shop.rhythm = {.week = {monday, weekday, weekday, weekday, weekday, weekday, closed},
                 .percent_of_week = {60, 80, 90, 90, 120, 190, 0},
                 .weight_of_hour = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 6, 7, 6, 5, 6, 8, 9, 6}};
  return shop;
}

}  // namespace

std::vector<DemoShop> make_demo_shops() { return {make_roaster(), make_bakery(), make_bookshop()}; }

}  // namespace loyalty
