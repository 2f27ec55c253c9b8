// Any bytes as a request's body: they are read or refused, and what was read can be written again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "schemas/enrolment.hpp"
#include "schemas/json_in.hpp"
#include "schemas/problem.hpp"
#include "schemas/program.hpp"
#include "schemas/reader.hpp"
#include "schemas/stamp.hpp"
#include "schemas/user.hpp"
#include "schemas/writer.hpp"

namespace {

// The problem that a fault becomes must itself be JSON that we would accept.
template <class T>
void read_or_refuse(std::string_view body) {
  const auto read = loyalty::read_body<T>(body);
  if (read) return;
  const loyalty::ProblemContext context{.language = loyalty::Language::lb, .request_id = "fuzz"};
  const loyalty::ProblemBody problem = loyalty::render_problem(read.error(), context);
  if (problem.status != 400 && problem.status != 422) std::abort();
  // Many faults make more values than a request may have; everything else about it must hold.
  const auto parsed = loyalty::parse_json(problem.body);
  if (!parsed && parsed.error().reason != "too_many_values") std::abort();
}

void change_program(std::string_view body) {
  auto read = loyalty::read_body<loyalty::ProgramPatch>(body);
  if (!read) return;
  loyalty::Program program;
  loyalty::apply(read.value(), program);
  if (loyalty::write_json(loyalty::to_answer(program)).empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string body(reinterpret_cast<const char*>(data), size);
  read_or_refuse<loyalty::StampRequest>(body);
  read_or_refuse<loyalty::EnrolRequest>(body);
  read_or_refuse<loyalty::UserCreate>(body);
  read_or_refuse<loyalty::ProgramCreate>(body);
  change_program(body);
  return 0;
}
