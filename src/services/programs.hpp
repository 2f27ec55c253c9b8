// The program that a vendor runs: made once, changed, switched off.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "models/program.hpp"
#include "models/refusal.hpp"
#include "services/actor.hpp"
#include "storage/programs.hpp"
#include "storage/transaction.hpp"

namespace loyalty {

// program_not_found.
Outcome<Program> view_program(storage::Transaction& tx, const Actor& actor);
// The same without its rewards and its terms' text, in one statement.
Outcome<Program> view_program_at_counter(storage::Transaction& tx, const Actor& actor);
// All programs of the installation, for the platform's administrator: newest first, `before` is the last id
// of the page before.
std::vector<ProgramSummary> list_programs(storage::Transaction& tx, std::optional<ProgramId> before,
                                          std::int64_t limit);
// The actor's vendor is its home and runs it from then on. program_exists when that runs one already.
// `program` is whole but for its company, home vendor and times.
Outcome<Program> create_program(storage::Transaction& tx, const Actor& actor, Program program);

// What a change does to the program that is stored: it may say no, then nothing is written.
using ChangeProgram = std::function<bool(Program& program)>;
struct ChangedProgram {
  bool was_accepted = false;
  Program program;
};
// program_not_found. `change` may be called more than once.
Outcome<ChangedProgram> change_program(storage::Transaction& tx, const Actor& actor,
                                       const ChangeProgram& change);
// program_not_found. Cards and history stay.
Outcome<Done> deactivate_program(storage::Transaction& tx, const Actor& actor);

}  // namespace loyalty
