#include "routes/programs.hpp"

#include <algorithm>

#include "routes/once.hpp"
#include "rules/program_form.hpp"
#include "schemas/program.hpp"
#include "services/programs.hpp"

namespace loyalty::routes {
namespace {

// What the program's own rules say, and reward ids that are not the program's or are named twice.
std::vector<FieldFault> find_faults(const Program& program, const Program& stored) {
  std::vector<FieldFault> faults;
  for (const auto& fault : find_program_faults(program)) {
    faults.push_back({.field = std::string(fault.field), .code = fault.code});
  }
  const auto has = [](const Program& where, RewardId id) {
    return std::count_if(where.points_rewards.begin(), where.points_rewards.end(),
                         [id](const PointsReward& reward) { return reward.id == id; });
  };
  for (std::size_t i = 0; i < program.points_rewards.size(); ++i) {
    const auto id = program.points_rewards[i].id;
    if (id == RewardId{}) continue;
    const auto field = "points_rewards[" + std::to_string(i) + "].id";
    if (has(stored, id) == 0) faults.push_back({.field = field, .code = "not_found"});
    if (has(program, id) > 1) faults.push_back({.field = field, .code = "repeated"});
  }
  return faults;
}

// Ids for rewards that are new; made before the write starts, as many as a program can have.
std::vector<RewardId> make_reward_ids(Call& call) {
  std::vector<RewardId> ids;
  for (std::int64_t i = 0; i < Program::points_rewards_bounds.max; ++i) {
    ids.push_back(call.services.ids.next_as<RewardId>(call.request.received_at));
  }
  return ids;
}

void name_new_rewards(Program& program, const std::vector<RewardId>& ids) {
  std::size_t next = 0;
  for (auto& reward : program.points_rewards) {
    if (reward.id == RewardId{} && next < ids.size()) reward.id = ids[next++];
  }
}

}  // namespace

awaitable<Response> view_program(Call& call) {
  const auto actor = call.actor();
  const auto program = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::view_program(tx, actor); });
  if (!program) co_return refuse(call, program.error());
  co_return answer(200, ProgramAnswer{*program});
}

awaitable<Response> create_program(Call& call) {
  auto body = read_json<ProgramCreate>(call);
  if (!body) co_return std::move(body.error());
  const auto actor = call.actor();
  Program program;
  apply(*body, program);
  const auto faults = find_faults(program, Program{});
  if (!faults.empty()) co_return refuse(call, faults);
  program.id = call.services.ids.next_as<ProgramId>(actor.now);
  name_new_rewards(program, make_reward_ids(call));
  auto response = co_await write_once(call, [&](storage::Transaction& tx) -> Reply {
    const auto created = loyalty::create_program(tx, actor, program);
    if (!created) return reply(call, created.error());
    return reply(201, ProgramAnswer{*created});
  });
  call.services.sessions.forget_all();  // whoever works for the vendor runs the program from now on
  co_return response;
}

awaitable<Response> change_program(Call& call) {
  auto body = read_json<ProgramPatch>(call);
  if (!body) co_return std::move(body.error());
  const auto actor = call.actor();
  const auto reward_ids = make_reward_ids(call);
  std::vector<FieldFault> faults;
  Program stored;
  const auto change = [&](Program& program) {
    stored = program;
    apply(*body, program);
    faults = find_faults(program, stored);
    name_new_rewards(program, reward_ids);
    return faults.empty();
  };
  const auto changed = co_await call.services.store.write(
      [&](storage::Transaction& tx) { return loyalty::change_program(tx, actor, change); });
  if (!changed) co_return refuse(call, changed.error());
  if (!changed->was_accepted) co_return refuse(call, faults);
  co_return answer(200, to_changed_answer(stored, changed->program, call.language));
}

awaitable<Response> deactivate_program(Call& call) {
  const auto actor = call.actor();
  const auto done = co_await call.services.store.write(
      [&](storage::Transaction& tx) { return loyalty::deactivate_program(tx, actor); });
  co_return done ? answer_nothing() : refuse(call, done.error());
}

awaitable<Response> list_programs(Call& call) {
  auto query = read_query_as<ListQuery>(call);
  if (!query) co_return std::move(query.error());
  auto before = read_id_cursor<ProgramId>(call, "programs", *query);
  if (!before) co_return std::move(before.error());
  auto rows = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::list_programs(tx, *before, query->limit + 1); });
  co_return answer_page<ProgramSummaryAnswer>(
      "programs", rows, query->limit, [](const ProgramSummary& row) { return row.program.id; },
      [](const ProgramSummary& row) { return ProgramSummaryAnswer{row}; });
}

}  // namespace loyalty::routes
