// Companies and their vendors, as the platform's administrator keeps them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "models/company.hpp"
#include "models/refusal.hpp"
#include "services/actor.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// Newest first; `before` is the last id of the page before. The same for vendors, of all companies.
std::vector<Company> list_companies(storage::Transaction& tx, std::optional<CompanyId> before,
                                    std::int64_t limit);
std::vector<Vendor> list_vendors(storage::Transaction& tx, std::optional<VendorId> before,
                                 std::int64_t limit);

// company_not_found.
Outcome<Company> view_company(storage::Transaction& tx, CompanyId id);
void create_company(storage::Transaction& tx, const Company& company);
// company_not_found.
Outcome<Company> change_company(storage::Transaction& tx, CompanyId id,
                                const std::function<void(Company&)>& change);

// vendor_not_found. Any company's vendor; the actor's own; the one that `code`, in upper case, leads to.
Outcome<Vendor> view_vendor(storage::Transaction& tx, VendorId id);
Outcome<Vendor> view_own_vendor(storage::Transaction& tx, const Actor& actor);
Outcome<Vendor> view_vendor_by_code(storage::Transaction& tx, std::string_view code);

// company_not_found, vendor_code_taken.
Outcome<Vendor> create_vendor(storage::Transaction& tx, const Vendor& vendor);

// vendor_not_found, vendor_code_taken. A former code goes on leading to the vendor: posters carry it.
Outcome<Vendor> change_vendor(storage::Transaction& tx, VendorId id,
                              const std::function<void(Vendor&)>& change);

}  // namespace loyalty
