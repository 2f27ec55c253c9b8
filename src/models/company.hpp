// The company is the tenant; a vendor is one of its brands or locations.
#pragma once

#include <string>

#include "base/instant.hpp"
#include "models/ids.hpp"

namespace loyalty {

struct Company {
  CompanyId id{};
  std::string name;
  std::string country;  // ISO 3166-1 alpha-2; decides how national phone numbers are read
  bool is_active = true;
  Instant created_at{};

  bool operator==(const Company&) const = default;
};

struct Vendor {
  CompanyId company_id{};
  VendorId id{};
  std::string code;  // upper case, unique in the installation
  std::string name;
  std::string timezone;  // IANA name
  std::string currency;  // ISO 4217
  std::string locale;    // en, fr, de or lb
  Instant created_at{};

  bool operator==(const Vendor&) const = default;
};

}  // namespace loyalty
