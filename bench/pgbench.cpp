#include "bench/pgbench.hpp"

#include <csignal>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "base/text.hpp"
#include "storage/postgres/connection.hpp"
#include "support/postgres_session.hpp"
#include "support/service.hpp"

namespace loyalty::bench {
namespace {

constexpr std::int64_t first_card_number = 100'000'000'000;

// `n` counts a client's stamps and begins with 0 in each run, `ids` and `time` are where it began.
constexpr std::string_view script_head =
    "\\set number random({0} + 1, {0} + :cards)\n"
    "\\set key random(1000000000000000000, 9000000000000000000)\n"
    "\\set request random(1000000000000000000, 9000000000000000000)\n"
    "\\set n :n + 1\n"
    "\\set id :ids + :n * 64 + :client_id\n"
    "\\set now :time + :n\n"
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;\n";
// After the statement that reads the card.
constexpr std::string_view card_is_read =
    " \\gset card_\n"
    "\\set stamps :card_stamp_count + 1\n"
    "\\set total :card_total_stamps_earned + 1\n"
    "\\set version :card_version + 1\n";

std::string_view variable_of(Changing changing) {
  switch (changing) {
    case Changing::card_number:
      return ":number";
    case Changing::card_id:
      return ":card_id";
    case Changing::transaction_id:
      return ":id";
    case Changing::now:
      return ":now";
    case Changing::answers_kept_since:
      return ":kept_since";
    case Changing::key_digest:
      return ":key";
    case Changing::request_digest:
      return ":request";
    case Changing::answer:
      return ":answer";
    case Changing::stamp_count:
      return ":stamps";
    case Changing::total_stamps:
      return ":total";
    case Changing::version:
      return ":version";
  }
  return "";
}

std::string name_of_fixed(std::size_t statement, std::size_t parameter) {
  return fmt::format("fixed_{}_{}", statement + 1, parameter + 1);
}

// NULL stands in the text: pgbench has no variable for it.
std::string parameter_text(const RecordedStatement& recorded, std::size_t statement, std::size_t parameter) {
  const auto& value = recorded.parameters.at(parameter);
  if (std::holds_alternative<std::monostate>(value)) return "NULL";
  if (const auto* changing = std::get_if<Changing>(&value)) return std::string(variable_of(*changing));
  return ":" + name_of_fixed(statement, parameter);
}

bool reads_card(const RecordedStatement& recorded) {
  for (const auto& value : recorded.parameters) {
    const auto* changing = std::get_if<Changing>(&value);
    if (changing != nullptr && *changing == Changing::card_number) return true;
  }
  return false;
}

std::string render_statement(const RecordedStatement& recorded, std::size_t statement) {
  const auto text = storage::text_of(recorded.sql);
  std::string rendered;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '$') {
      rendered += text[at++];
      continue;
    }
    const auto end = text.find_first_not_of("0123456789", at + 1);
    const auto number = parse_integer(text.substr(at + 1, end - at - 1)).value();
    rendered += parameter_text(recorded, statement, static_cast<std::size_t>(number - 1));
    at = std::min(end, text.size());
  }
  return rendered;
}

std::vector<std::string> render_fixed(const std::vector<RecordedStatement>& statements) {
  std::vector<std::string> arguments;
  for (std::size_t s = 0; s < statements.size(); ++s) {
    for (std::size_t p = 0; p < statements[s].parameters.size(); ++p) {
      const auto& value = statements[s].parameters[p];
      if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        arguments.push_back(fmt::format("--define={}={}", name_of_fixed(s, p), *integer));
      } else if (const auto* text = std::get_if<std::string>(&value)) {
        arguments.push_back(fmt::format("--define={}={}", name_of_fixed(s, p), *text));
      }
    }
  }
  return arguments;
}

void number_cards(const std::string& url) {
  test::PostgresSession session(url);
  session.run(fmt::format(
      "UPDATE loyalty_cards c SET card_number = CAST({} + o.n AS TEXT) FROM (SELECT id, row_number() OVER "
      "(ORDER BY id) AS n FROM loyalty_cards) o WHERE o.id = c.id",
      first_card_number));
  session.run("VACUUM FULL ANALYZE loyalty_cards");
  const auto database = session.value("SELECT current_database()");
  for (const auto* setting : {"jit", "enable_seqscan", "enable_hashjoin", "enable_mergejoin"}) {
    session.run(fmt::format("ALTER DATABASE {} SET {} = off", database, setting));
  }
}

double find_rate(const std::string& said) {
  constexpr std::string_view name = "tps = ";
  const auto at = said.rfind(name);
  if (at == std::string::npos || said.find("number of failed transactions: 0 ") == std::string::npos) {
    throw std::runtime_error("pgbench: " + said);
  }
  return std::strtod(said.c_str() + at + name.size(), nullptr);
}

}  // namespace

std::string render_script(const std::vector<RecordedStatement>& statements) {
  std::string script = fmt::format(fmt::runtime(script_head), first_card_number);
  for (std::size_t s = 0; s < statements.size(); ++s) {
    script += render_statement(statements[s], s);
    script += reads_card(statements[s]) ? card_is_read : ";\n";
  }
  return script + "COMMIT;\n";
}

Pgbench::Pgbench(const std::string& url, const World& world, const std::vector<RecordedStatement>& statements,
                 std::size_t answer_bytes) {
  number_cards(url);
  test::give_to_services(folder_.path());
  const auto script = folder_.path() / "stamp.sql";
  std::ofstream(script) << render_script(statements);
  arguments_ = render_fixed(statements);
  for (auto argument :
       {fmt::format("--client={}", pgbench_connections), std::string("--jobs=2"), std::string("--no-vacuum"),
        std::string("--protocol=prepared"), "--file=" + script.string(), std::string("--define=n=0"),
        fmt::format("--define=cards={}", world.card_numbers.size()),
        "--define=answer=" + std::string(answer_bytes, 'x'), url}) {
    arguments_.push_back(std::move(argument));
  }
}

double Pgbench::run(std::chrono::milliseconds duration) {
  const auto log = folder_.path() / "log";
  std::filesystem::remove(log);
  const auto now = system_now();
  auto arguments = arguments_;
  arguments.insert(arguments.begin(),
                   {fmt::format("--time={}", std::max<std::int64_t>(duration.count() / 1000, 1)),
                    fmt::format("--define=ids={}", first_id_at(now)),
                    fmt::format("--define=time={}", to_milliseconds(now))});
  test::run_service({.program = test::find_postgres_program("pgbench"),
                     .arguments = std::move(arguments),
                     .log = log,
                     .last_signal = SIGKILL});
  return find_rate(test::read_log(log));
}

}  // namespace loyalty::bench
