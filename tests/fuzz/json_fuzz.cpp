// Any bytes as a request's body: they are read or refused, and what was read can be written again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "schemas/counter_time.hpp"
#include "schemas/enrolment.hpp"
#include "schemas/json_in.hpp"
#include "schemas/own_data.hpp"
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
  if (loyalty::write_json(loyalty::ProgramAnswer{program}).empty()) std::abort();
}

// What comes of it can be shown, with one way to reach the customer.
void change_own_data(std::string_view body) {
  read_or_refuse<loyalty::OwnDataPatch>(body);
  auto read = loyalty::read_body<loyalty::OwnDataPatch>(body);
  if (!read) return;
  loyalty::Customer customer{.first_name = "N", .email = "n@example.org"};
  if (!loyalty::apply(read.value(), customer, "LU").empty()) return;
  if (!customer.email && !customer.phone) std::abort();
  if (!loyalty::parse_json(loyalty::write_json(loyalty::OwnData{customer}))) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string body(reinterpret_cast<const char*>(data), size);
  read_or_refuse<loyalty::StampRequest>(body);
  read_or_refuse<loyalty::EnrolRequest>(body);
  read_or_refuse<loyalty::UserCreate>(body);
  read_or_refuse<loyalty::ProgramCreate>(body);
  change_program(body);
  change_own_data(body);
  read_or_refuse<loyalty::CounterTimesRequest>(body);
  return 0;
}
