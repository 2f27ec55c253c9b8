// Companies and their vendors, as the platform's administrator handles them: shapes of /admin/companies,
// /admin/vendors.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "models/company.hpp"
#include "schemas/checks.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

struct CompanyCreate {
  static constexpr std::string_view schema_name = "CompanyCreate";
  std::string name = {};
  std::string country = "LU";
};
template <class Fields>
void describe_fields(Fields& f, CompanyCreate& r) {
  f("name", r.name, name_text());
  f("country", r.country, country_text().or_default());
}

struct CompanyPatch {
  static constexpr std::string_view schema_name = "CompanyPatch";
  Patch<std::string> name = {};
  Patch<std::string> country = {};
  Patch<bool> is_active = {};
};
template <class Fields>
void describe_fields(Fields& f, CompanyPatch& r) {
  f("name", r.name, name_text());
  f("country", r.country, country_text());
  f("is_active", r.is_active);
}
void apply(const CompanyPatch& patch, Company& company);

struct CompanyAnswer {
  static constexpr std::string_view schema_name = "Company";
  const Company& company = blank<Company>();
};
template <class Fields>
void describe_fields(Fields& f, const CompanyAnswer& a) {
  f("id", a.company.id);
  f("name", a.company.name);
  f("country", a.company.country);
  f("is_active", a.company.is_active);
  f("created_at", a.company.created_at);
}

struct VendorCreate {
  static constexpr std::string_view schema_name = "VendorCreate";
  std::string code = {};
  std::string name = {};
  std::string timezone = "Europe/Luxembourg";
  std::string currency = "EUR";
  std::string locale = "en";
};
template <class Fields>
void describe_fields(Fields& f, VendorCreate& r) {
  f("code", r.code, vendor_code_text());
  f("name", r.name, name_text());
  f("timezone", r.timezone, timezone_text().or_default());
  f("currency", r.currency, currency_text().or_default());
  f("locale", r.locale, locale_text().or_default());
}

struct VendorPatch {
  static constexpr std::string_view schema_name = "VendorPatch";
  Patch<std::string> code = {};
  Patch<std::string> name = {};
  Patch<std::string> timezone = {};
  Patch<std::string> currency = {};
  Patch<std::string> locale = {};
};
template <class Fields>
void describe_fields(Fields& f, VendorPatch& r) {
  f("code", r.code, vendor_code_text());
  f("name", r.name, name_text());
  f("timezone", r.timezone, timezone_text());
  f("currency", r.currency, currency_text());
  f("locale", r.locale, locale_text());
}
void apply(const VendorPatch& patch, Vendor& vendor);

// What a customer may know of a vendor.
struct PublicVendor {
  static constexpr std::string_view schema_name = "PublicVendor";
  const Vendor& vendor = blank<Vendor>();
};
template <class Fields>
void describe_fields(Fields& f, const PublicVendor& a) {
  f("code", a.vendor.code);
  f("name", a.vendor.name);
  f("timezone", a.vendor.timezone);
  f("currency", a.vendor.currency);
  f("locale", a.vendor.locale);
}

struct VendorAnswer {
  static constexpr std::string_view schema_name = "Vendor";
  const Vendor& vendor = blank<Vendor>();
};
template <class Fields>
void describe_fields(Fields& f, const VendorAnswer& a) {
  f("id", a.vendor.id);
  f("company_id", a.vendor.company_id);
  describe_fields(f, PublicVendor{a.vendor});
  f("created_at", a.vendor.created_at);
}

}  // namespace loyalty
