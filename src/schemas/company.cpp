#include "schemas/company.hpp"

namespace loyalty {

void apply(const CompanyPatch& patch, Company& company) {
  patch.name.apply_to(company.name);
  patch.country.apply_to(company.country);
  patch.is_active.apply_to(company.is_active);
}

void apply(const VendorPatch& patch, Vendor& vendor) {
  patch.code.apply_to(vendor.code);
  patch.name.apply_to(vendor.name);
  patch.timezone.apply_to(vendor.timezone);
  patch.currency.apply_to(vendor.currency);
  patch.locale.apply_to(vendor.locale);
}

}  // namespace loyalty
