// Programs with their rewards and the texts of their terms.
#pragma once

#include <optional>
#include <vector>

#include "models/company.hpp"
#include "models/program.hpp"
#include "storage/transaction.hpp"

namespace loyalty::storage {

// A vendor's program without its rewards and terms text, and the vendor's zone: what a counter operation
// needs, in one statement.
struct ProgramAtCounter {
  Program program;
  std::string timezone;
};
std::optional<ProgramAtCounter> find_program_at_counter(Transaction& tx, CompanyId company, VendorId vendor);

// Whole, rewards in their order.
std::optional<Program> find_program(Transaction& tx, CompanyId company, VendorId vendor);
// The same, locked until the transaction ends.
std::optional<Program> lock_program(Transaction& tx, CompanyId company, VendorId vendor);
std::optional<PointsReward> find_reward(Transaction& tx, CompanyId company, ProgramId program, RewardId id);
// False when the vendor has one already.
[[nodiscard]] bool insert_program(Transaction& tx, const Program& program);
// Everything, rewards included; keeps the terms text when `terms_version` is one that is stored.
void set_program(Transaction& tx, const Program& program);

// All programs of the installation for the platform's administrator, newest first.
std::vector<ProgramSummary> list_programs(Transaction& tx, std::optional<ProgramId> before,
                                          std::int64_t limit);

}  // namespace loyalty::storage
