#include "storage/companies.hpp"

#include "storage/row.hpp"

namespace loyalty::storage {
namespace {

constexpr auto company_row =
    row_of("companies", key("id", &Company::id), column("name", &Company::name),
           column("country", &Company::country), column("is_active", &Company::is_active),
           fixed("created_at", &Company::created_at));
constexpr auto vendor_row =
    row_of("vendors", key("company_id", &Vendor::company_id), key("id", &Vendor::id),
           column("code", &Vendor::code), column("name", &Vendor::name),
           column("timezone", &Vendor::timezone), column("currency", &Vendor::currency),
           column("locale", &Vendor::locale), fixed("created_at", &Vendor::created_at));

const std::string one_company = "SELECT " + company_row.columns() + " FROM companies WHERE id = $1";
const Sql select_company{one_company};
const Sql select_company_locked{one_company, "companies"};
const Sql select_companies{"SELECT " + company_row.columns() +
                           " FROM companies WHERE id < $1 ORDER BY id DESC LIMIT $2"};
const Sql insert_company_row{company_row.insert()};
const Sql update_company{company_row.update()};

const std::string one_vendor =
    "SELECT " + vendor_row.columns() + " FROM vendors WHERE company_id = $1 AND id = $2";
const Sql select_vendor{one_vendor};
const Sql select_vendor_locked{one_vendor, "vendors"};
const Sql select_vendor_code{"SELECT company_id, vendor_id FROM vendor_codes WHERE code = $1"};
const Sql select_vendor_anywhere{"SELECT " + vendor_row.columns() + " FROM vendors WHERE id = $1"};
const Sql select_vendors{"SELECT " + vendor_row.columns() +
                         " FROM vendors WHERE id < $1 ORDER BY id DESC LIMIT $2"};
const Sql select_company_vendors{"SELECT " + vendor_row.columns() +
                                 " FROM vendors WHERE company_id = $3 AND id < $1 ORDER BY id DESC LIMIT $2"};
const Sql insert_vendor_code{
    "INSERT INTO vendor_codes (code, company_id, vendor_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"};
const Sql insert_vendor_row{vendor_row.insert()};
const Sql update_vendor{vendor_row.update()};

constexpr std::int64_t beyond_all_ids = INT64_MAX;

}  // namespace

std::optional<Company> find_company(Transaction& tx, CompanyId id) {
  return tx.find(select_company, {id}, company_row);
}

std::optional<Company> lock_company(Transaction& tx, CompanyId id) {
  return tx.find(select_company_locked, {id}, company_row);
}

std::vector<Company> list_companies(Transaction& tx, std::optional<CompanyId> before, std::int64_t limit) {
  return tx.list(select_companies, {before ? to_integer(*before) : beyond_all_ids, limit}, company_row);
}

void insert_company(Transaction& tx, const Company& company) {
  tx.send(insert_company_row, company_row.values(company));
}

void set_company(Transaction& tx, const Company& company) {
  tx.send(update_company, company_row.changes(company));
}

std::optional<Vendor> find_vendor(Transaction& tx, CompanyId company, VendorId id) {
  return tx.find(select_vendor, {company, id}, vendor_row);
}

std::optional<Vendor> lock_vendor(Transaction& tx, CompanyId company, VendorId id) {
  return tx.find(select_vendor_locked, {company, id}, vendor_row);
}

std::optional<Vendor> find_vendor_by_code(Transaction& tx, std::string_view code) {
  const auto place = tx.find(select_vendor_code, {code}, [](Columns& row) {
    const auto company = row.id<CompanyId>();
    return std::pair(company, row.id<VendorId>());
  });
  return place ? find_vendor(tx, place->first, place->second) : std::nullopt;
}

std::optional<Vendor> find_vendor_anywhere(Transaction& tx, VendorId id) {
  return tx.find(select_vendor_anywhere, {id}, vendor_row);
}

std::vector<Vendor> list_vendors(Transaction& tx, std::optional<CompanyId> company,
                                 std::optional<VendorId> before, std::int64_t limit) {
  const std::int64_t end = before ? to_integer(*before) : beyond_all_ids;
  if (company) return tx.list(select_company_vendors, {end, limit, *company}, vendor_row);
  return tx.list(select_vendors, {end, limit}, vendor_row);
}

bool insert_vendor(Transaction& tx, const Vendor& vendor) {
  if (tx.execute(insert_vendor_code, {vendor.code, vendor.company_id, vendor.id}) == 0) return false;
  tx.send(insert_vendor_row, vendor_row.values(vendor));
  return true;
}

bool claim_vendor_code(Transaction& tx, const Vendor& vendor) {
  if (tx.execute(insert_vendor_code, {vendor.code, vendor.company_id, vendor.id}) == 1) return true;
  const auto owner = find_vendor_by_code(tx, vendor.code);
  return owner && owner->id == vendor.id;
}

void set_vendor(Transaction& tx, const Vendor& vendor) { tx.send(update_vendor, vendor_row.changes(vendor)); }

}  // namespace loyalty::storage
