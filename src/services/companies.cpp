#include "services/companies.hpp"

#include "storage/companies.hpp"

namespace loyalty {
namespace {

Outcome<Vendor> require(std::optional<Vendor> vendor) {
  if (!vendor) return Refusal{.code = RefusalCode::vendor_not_found};
  return std::move(*vendor);
}

}  // namespace

std::vector<Company> list_companies(storage::Transaction& tx, std::optional<CompanyId> before,
                                    std::int64_t limit) {
  return storage::list_companies(tx, before, limit);
}

std::vector<Vendor> list_vendors(storage::Transaction& tx, std::optional<VendorId> before,
                                 std::int64_t limit) {
  return storage::list_vendors(tx, std::nullopt, before, limit);
}

Outcome<Company> view_company(storage::Transaction& tx, CompanyId id) {
  auto company = storage::find_company(tx, id);
  if (!company) return Refusal{.code = RefusalCode::company_not_found};
  return std::move(*company);
}

void create_company(storage::Transaction& tx, const Company& company) {
  storage::insert_company(tx, company);
}

Outcome<Company> change_company(storage::Transaction& tx, CompanyId id,
                                const std::function<void(Company&)>& change) {
  auto company = storage::lock_company(tx, id);
  if (!company) return Refusal{.code = RefusalCode::company_not_found};
  change(*company);
  storage::set_company(tx, *company);
  return std::move(*company);
}

Outcome<Vendor> view_vendor(storage::Transaction& tx, VendorId id) {
  return require(storage::find_vendor_anywhere(tx, id));
}

Outcome<Vendor> view_own_vendor(storage::Transaction& tx, const Actor& actor) {
  return require(storage::find_vendor(tx, actor.company_id, actor.vendor_id));
}

Outcome<Vendor> view_vendor_by_code(storage::Transaction& tx, std::string_view code) {
  return require(storage::find_vendor_by_code(tx, code));
}

Outcome<Vendor> create_vendor(storage::Transaction& tx, const Vendor& vendor) {
  if (!storage::find_company(tx, vendor.company_id)) return Refusal{.code = RefusalCode::company_not_found};
  if (!storage::insert_vendor(tx, vendor)) return Refusal{.code = RefusalCode::vendor_code_taken};
  return vendor;
}

Outcome<Vendor> change_vendor(storage::Transaction& tx, VendorId id,
                              const std::function<void(Vendor&)>& change) {
  const auto place = storage::find_vendor_anywhere(tx, id);
  auto vendor = place ? storage::lock_vendor(tx, place->company_id, id) : std::nullopt;
  if (!vendor) return Refusal{.code = RefusalCode::vendor_not_found};
  const auto former_code = vendor->code;
  change(*vendor);
  if (vendor->code != former_code && !storage::claim_vendor_code(tx, *vendor)) {
    return Refusal{.code = RefusalCode::vendor_code_taken};
  }
  storage::set_vendor(tx, *vendor);
  return std::move(*vendor);
}

}  // namespace loyalty
