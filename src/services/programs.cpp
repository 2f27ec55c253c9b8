#include "services/programs.hpp"

namespace loyalty {

Outcome<Program> view_program(storage::Transaction& tx, const Actor& actor) {
  auto program = storage::find_program(tx, actor.company_id, actor.vendor_id);
  if (!program) return Refusal{.code = RefusalCode::program_not_found};
  return std::move(*program);
}

Outcome<Program> view_program_at_counter(storage::Transaction& tx, const Actor& actor) {
  auto found = storage::find_program_at_counter(tx, actor.company_id, actor.vendor_id);
  if (!found) return Refusal{.code = RefusalCode::program_not_found};
  return std::move(found->program);
}

std::vector<ProgramSummary> list_programs(storage::Transaction& tx, std::optional<ProgramId> before,
                                          std::int64_t limit) {
  return storage::list_programs(tx, before, limit);
}

Outcome<Program> create_program(storage::Transaction& tx, const Actor& actor, Program program) {
  program.company_id = actor.company_id;
  program.home_vendor_id = actor.vendor_id;
  program.created_at = actor.now;
  program.updated_at = actor.now;
  if (!storage::insert_program(tx, program)) return Refusal{.code = RefusalCode::program_exists};
  return program;
}

Outcome<ChangedProgram> change_program(storage::Transaction& tx, const Actor& actor,
                                       const ChangeProgram& change) {
  auto stored = storage::lock_program(tx, actor.company_id, actor.vendor_id);
  if (!stored) return Refusal{.code = RefusalCode::program_not_found};
  auto changed = *stored;
  if (!change(changed)) return ChangedProgram{.was_accepted = false, .program = std::move(changed)};
  if (changed.terms_text != stored->terms_text) ++changed.terms_version;
  ++changed.version;
  changed.updated_at = actor.now;
  storage::set_program(tx, changed);
  return ChangedProgram{.was_accepted = true, .program = std::move(changed)};
}

Outcome<Done> deactivate_program(storage::Transaction& tx, const Actor& actor) {
  const auto changed = change_program(tx, actor, [](Program& program) {
    program.is_active = false;
    return true;
  });
  if (!changed) return changed.error();
  return Done{};
}

}  // namespace loyalty
