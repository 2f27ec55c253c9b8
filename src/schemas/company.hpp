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
  CompanyId id{};
  std::string_view name = {};
  std::string_view country = {};
  bool is_active = true;
  Instant created_at{};
};
template <class Fields>
void describe_fields(Fields& f, const CompanyAnswer& a) {
  f("id", a.id);
  f("name", a.name);
  f("country", a.country);
  f("is_active", a.is_active);
  f("created_at", a.created_at);
}
CompanyAnswer to_answer(const Company& company);

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

struct VendorAnswer {
  static constexpr std::string_view schema_name = "Vendor";
  VendorId id{};
  CompanyId company_id{};
  std::string_view code = {};
  std::string_view name = {};
  std::string_view timezone = {};
  std::string_view currency = {};
  std::string_view locale = {};
  Instant created_at{};
};
template <class Fields>
void describe_fields(Fields& f, const VendorAnswer& a) {
  f("id", a.id);
  f("company_id", a.company_id);
  f("code", a.code);
  f("name", a.name);
  f("timezone", a.timezone);
  f("currency", a.currency);
  f("locale", a.locale);
  f("created_at", a.created_at);
}
VendorAnswer to_answer(const Vendor& vendor);

// What a customer may know of a vendor.
struct PublicVendor {
  static constexpr std::string_view schema_name = "PublicVendor";
  std::string_view code = {};
  std::string_view name = {};
  std::string_view timezone = {};
  std::string_view currency = {};
  std::string_view locale = {};
};
template <class Fields>
void describe_fields(Fields& f, const PublicVendor& a) {
  f("code", a.code);
  f("name", a.name);
  f("timezone", a.timezone);
  f("currency", a.currency);
  f("locale", a.locale);
}
PublicVendor to_public_answer(const Vendor& vendor);

}  // namespace loyalty
