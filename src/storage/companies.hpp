// Companies, their vendors, and the small table that finds a vendor by its code.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "models/company.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

std::optional<Company> find_company(Transaction& tx, CompanyId id);
std::optional<Company> lock_company(Transaction& tx, CompanyId id);
// Newest first; `before` is the last id of the page before.
std::vector<Company> list_companies(Transaction& tx, std::optional<CompanyId> before, std::int64_t limit);
void insert_company(Transaction& tx, const Company& company);
void set_company(Transaction& tx, const Company& company);

std::optional<Vendor> find_vendor(Transaction& tx, CompanyId company, VendorId id);
std::optional<Vendor> lock_vendor(Transaction& tx, CompanyId company, VendorId id);
// `code` in upper case. Finds vendors of companies that are switched off as well.
std::optional<Vendor> find_vendor_by_code(Transaction& tx, std::string_view code);
std::optional<Vendor> find_vendor_anywhere(Transaction& tx, VendorId id);
std::vector<Vendor> list_vendors(Transaction& tx, std::optional<CompanyId> company,
                                 std::optional<VendorId> before, std::int64_t limit);
// False when the code is taken; then nothing is inserted.
[[nodiscard]] bool insert_vendor(Transaction& tx, const Vendor& vendor);
// Makes the vendor's code lead to it, beside those that already do. False when it leads to another one.
[[nodiscard]] bool claim_vendor_code(Transaction& tx, const Vendor& vendor);
void set_vendor(Transaction& tx, const Vendor& vendor);

}  // namespace loyalty::storage
