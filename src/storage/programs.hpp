// Programs with their rewards and the texts of their terms, and which vendor runs which.
#pragma once

#include <optional>
#include <vector>

#include "models/company.hpp"
#include "models/program.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

// The program that a vendor runs, without its rewards and terms text, and the vendor's zone: what a counter
// operation needs, in one statement.
struct ProgramAtCounter {
  Program program;
  std::string timezone;
};
std::optional<ProgramAtCounter> find_program_at_counter(Transaction& tx, CompanyId company, VendorId vendor);

// Whole, rewards in their order: the one that the vendor runs.
std::optional<Program> find_program(Transaction& tx, CompanyId company, VendorId vendor);
std::optional<Program> find_program(Transaction& tx, CompanyId company, ProgramId program);
// The same, locked until the transaction ends.
std::optional<Program> lock_program(Transaction& tx, CompanyId company, VendorId vendor);
std::optional<VendorId> find_home_vendor(Transaction& tx, CompanyId company, ProgramId program);
std::optional<PointsReward> find_reward(Transaction& tx, CompanyId company, ProgramId program, RewardId id);
// Its home vendor runs it from then on. False when that runs one already; then nothing is inserted.
[[nodiscard]] bool insert_program(Transaction& tx, const Program& program);
// False when the vendor runs a program already.
[[nodiscard]] bool insert_program_vendor(Transaction& tx, const ProgramVendor& link);
// Everything, rewards included; keeps the terms text when `terms_version` is one that is stored.
void set_program(Transaction& tx, const Program& program);

// All programs of the installation for the platform's administrator, newest first.
std::vector<ProgramSummary> list_programs(Transaction& tx, std::optional<ProgramId> before,
                                          std::int64_t limit);

}  // namespace loyalty::storage
