// A company to try things on: three shops with programs, people who sign in, staff with PINs, and half a year
// of customers and stamps.
#pragma once

#include <string>
#include <vector>

#include "base/instant.hpp"
#include "command/demo/history.hpp"
#include "config/config.hpp"
#include "models/company.hpp"
#include "models/program.hpp"
#include "models/user.hpp"
#include "storage/store.hpp"

namespace loyalty {

struct DemoUser {
  std::string name;
  std::string email;
  Role role = Role::staff;
  std::string vendor_code;  // empty: all
};

struct DemoPin {
  std::string name;
  std::string pin;
};

struct DemoVendor {
  Vendor vendor;
  Program program;
  std::vector<DemoPin> pins;
  std::string card_token;  // of a card with something to see
};

struct DemoWorld {
  Company company;
  std::string password;  // everybody's
  std::vector<DemoUser> users;
  std::vector<DemoVendor> vendors;
  HistoryCount history;
};

bool is_empty(storage::Store& store);

// Fills an empty, migrated database through the services; the history ends at `now`. The same `now` gives the
// same world, but for the cards' numbers and codes.
DemoWorld fill_demo(storage::Store& store, const Config& config, Instant now);

}  // namespace loyalty
