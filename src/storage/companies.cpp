#include "storage/companies.hpp"

namespace loyalty::storage {
namespace {

const std::string company_columns = "id, name, country, is_active, created_at";
const std::string vendor_columns = "company_id, id, code, name, timezone, currency, locale, created_at";

const std::string one_company = "SELECT " + company_columns + " FROM companies WHERE id = $1";
const Sql select_company{one_company};
const Sql select_company_locked{one_company, "companies"};
const Sql select_companies{"SELECT " + company_columns +
                           " FROM companies WHERE id < $1 ORDER BY id DESC LIMIT $2"};
const Sql insert_company_row{"INSERT INTO companies (" + company_columns + ") VALUES ($1, $2, $3, $4, $5)"};
const Sql update_company{"UPDATE companies SET name = $2, country = $3, is_active = $4 WHERE id = $1"};

const std::string one_vendor = "SELECT " + vendor_columns + " FROM vendors WHERE company_id = $1 AND id = $2";
const Sql select_vendor{one_vendor};
const Sql select_vendor_locked{one_vendor, "vendors"};
const Sql select_vendor_code{"SELECT company_id, vendor_id FROM vendor_codes WHERE code = $1"};
const Sql select_vendor_anywhere{"SELECT " + vendor_columns + " FROM vendors WHERE id = $1"};
const Sql select_vendors{"SELECT " + vendor_columns +
                         " FROM vendors WHERE id < $1 ORDER BY id DESC LIMIT $2"};
const Sql select_company_vendors{"SELECT " + vendor_columns +
                                 " FROM vendors WHERE company_id = $3 AND id < $1 ORDER BY id DESC LIMIT $2"};
const Sql insert_vendor_code{
    "INSERT INTO vendor_codes (code, company_id, vendor_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"};
const Sql insert_vendor_row{"INSERT INTO vendors (" + vendor_columns +
                            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
const Sql update_vendor{
    "UPDATE vendors SET name = $3, timezone = $4, currency = $5, locale = $6, code = $7 WHERE company_id = "
    "$1 AND id = $2"};

constexpr std::int64_t beyond_all_ids = INT64_MAX;

Company read_company(Columns& row) {
  return {.id = row.id<CompanyId>(),
          .name = row.text(),
          .country = row.text(),
          .is_active = row.boolean(),
          .created_at = row.instant()};
}

Vendor read_vendor(Columns& row) {
  return {.company_id = row.id<CompanyId>(),
          .id = row.id<VendorId>(),
          .code = row.text(),
          .name = row.text(),
          .timezone = row.text(),
          .currency = row.text(),
          .locale = row.text(),
          .created_at = row.instant()};
}

}  // namespace

std::optional<Company> find_company(Transaction& tx, CompanyId id) {
  return tx.find(select_company, {id}, read_company);
}

std::optional<Company> lock_company(Transaction& tx, CompanyId id) {
  return tx.find(select_company_locked, {id}, read_company);
}

std::vector<Company> list_companies(Transaction& tx, std::optional<CompanyId> before, std::int64_t limit) {
  return tx.list(select_companies, {before ? to_integer(*before) : beyond_all_ids, limit}, read_company);
}

void insert_company(Transaction& tx, const Company& company) {
  tx.send(insert_company_row,
          {company.id, company.name, company.country, company.is_active, company.created_at});
}

void set_company(Transaction& tx, const Company& company) {
  tx.send(update_company, {company.id, company.name, company.country, company.is_active});
}

std::optional<Vendor> find_vendor(Transaction& tx, CompanyId company, VendorId id) {
  return tx.find(select_vendor, {company, id}, read_vendor);
}

std::optional<Vendor> lock_vendor(Transaction& tx, CompanyId company, VendorId id) {
  return tx.find(select_vendor_locked, {company, id}, read_vendor);
}

std::optional<Vendor> find_vendor_by_code(Transaction& tx, std::string_view code) {
  const auto place = tx.find(select_vendor_code, {code}, [](Columns& row) {
    const auto company = row.id<CompanyId>();
    return std::pair(company, row.id<VendorId>());
  });
  return place ? find_vendor(tx, place->first, place->second) : std::nullopt;
}

std::optional<Vendor> find_vendor_anywhere(Transaction& tx, VendorId id) {
  return tx.find(select_vendor_anywhere, {id}, read_vendor);
}

std::vector<Vendor> list_vendors(Transaction& tx, std::optional<CompanyId> company,
                                 std::optional<VendorId> before, std::int64_t limit) {
  const std::int64_t end = before ? to_integer(*before) : beyond_all_ids;
  if (company) return tx.list(select_company_vendors, {end, limit, *company}, read_vendor);
  return tx.list(select_vendors, {end, limit}, read_vendor);
}

bool insert_vendor(Transaction& tx, const Vendor& vendor) {
  if (tx.execute(insert_vendor_code, {vendor.code, vendor.company_id, vendor.id}) == 0) return false;
  tx.send(insert_vendor_row, {vendor.company_id, vendor.id, vendor.code, vendor.name, vendor.timezone,
                              vendor.currency, vendor.locale, vendor.created_at});
  return true;
}

bool claim_vendor_code(Transaction& tx, const Vendor& vendor) {
  if (tx.execute(insert_vendor_code, {vendor.code, vendor.company_id, vendor.id}) == 1) return true;
  const auto owner = find_vendor_by_code(tx, vendor.code);
  return owner && owner->id == vendor.id;
}

void set_vendor(Transaction& tx, const Vendor& vendor) {
  tx.send(update_vendor, {vendor.company_id, vendor.id, vendor.name, vendor.timezone, vendor.currency,
                          vendor.locale, vendor.code});
}

}  // namespace loyalty::storage
