#include "schemas/company.hpp"

namespace loyalty {

void apply(const CompanyPatch& patch, Company& company) {
  patch.name.apply_to(company.name);
  patch.country.apply_to(company.country);
  patch.is_active.apply_to(company.is_active);
}

CompanyAnswer to_answer(const Company& company) {
  return {.id = company.id,
          .name = company.name,
          .country = company.country,
          .is_active = company.is_active,
          .created_at = company.created_at};
}

void apply(const VendorPatch& patch, Vendor& vendor) {
  patch.code.apply_to(vendor.code);
  patch.name.apply_to(vendor.name);
  patch.timezone.apply_to(vendor.timezone);
  patch.currency.apply_to(vendor.currency);
  patch.locale.apply_to(vendor.locale);
}

VendorAnswer to_answer(const Vendor& vendor) {
  return {.id = vendor.id,
          .company_id = vendor.company_id,
          .code = vendor.code,
          .name = vendor.name,
          .timezone = vendor.timezone,
          .currency = vendor.currency,
          .locale = vendor.locale,
          .created_at = vendor.created_at};
}

PublicVendor to_public_answer(const Vendor& vendor) {
  return {.code = vendor.code,
          .name = vendor.name,
          .timezone = vendor.timezone,
          .currency = vendor.currency,
          .locale = vendor.locale};
}

}  // namespace loyalty
