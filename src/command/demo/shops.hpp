// The demonstration's three shops as they are before anything has happened in them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "command/demo/rhythm.hpp"
#include "models/program.hpp"

namespace loyalty {

struct DemoStaff {
  std::string_view name;
  std::string_view pin;
};

// Somebody who signs in.
struct DemoPerson {
  std::string_view name;
  std::string_view email;
};

struct DemoShop {
  std::string_view code;
  std::string_view name;
  Program program;  // without ids and times
  DemoPerson manager;
  DemoPerson till;  // what the counter's tablet is signed in as
  std::vector<DemoStaff> staff;
  Rhythm rhythm;
  std::size_t customers = 0;
  std::int64_t visits_percent = 100;  // how often its customers come, 100 as to a café
  std::int64_t basket_cents = 0;      // what most spend, where points are given
};

// Every demo password.
inline constexpr std::string_view demo_password = "demo-password-only";
inline constexpr std::string_view demo_company = "Bounewierk";
inline constexpr DemoPerson demo_admin{"Demo administrator", "admin@loyalty.example"};
inline constexpr DemoPerson demo_owner{"Martine Kieffer", "martine@bounewierk.example"};

std::vector<DemoShop> make_demo_shops();

}  // namespace loyalty
