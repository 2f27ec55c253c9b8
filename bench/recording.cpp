#include "bench/recording.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "bench/database.hpp"
#include "bench/requests.hpp"
#include "services/idempotency.hpp"
#include "services/stamps.hpp"
#include "storage/postgres/connection.hpp"
#include "storage/sqlite/connection.hpp"

namespace loyalty::bench {
namespace {

using storage::Sql;
using storage::Transaction;
using storage::Value;

using FixedValue = std::variant<std::monostate, std::int64_t, std::string>;
struct Executed {
  const Sql* sql;
  std::vector<FixedValue> parameters;
};

FixedValue copy_of(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value.content())) return *integer;
  if (const auto* text = std::get_if<std::string_view>(&value.content())) return std::string(*text);
  return std::monostate();
}

class RecordingConnection final : public storage::Connection {
 public:
  explicit RecordingConnection(storage::Connection& connection) : connection_(connection) {}

  void query(const Sql& sql, std::span<const Value> parameters, storage::RowVisitor visit) override {
    record(sql, parameters);
    connection_.query(sql, parameters, visit);
  }
  std::int64_t execute(const Sql& sql, std::span<const Value> parameters) override {
    record(sql, parameters);
    return connection_.execute(sql, parameters);
  }
  void send(const Sql& sql, std::span<const Value> parameters) override {
    record(sql, parameters);
    connection_.send(sql, parameters);
  }
  void claim(const Sql& sql, std::span<const Value> parameters) override {
    record(sql, parameters);
    connection_.claim(sql, parameters);
  }
  std::vector<Executed> take() { return std::exchange(executed_, {}); }

 private:
  void record(const Sql& sql, std::span<const Value> parameters) {
    auto& entry = executed_.emplace_back(Executed{.sql = &sql, .parameters = {}});
    for (const auto& parameter : parameters) entry.parameters.push_back(copy_of(parameter));
  }

  storage::Connection& connection_;
  std::vector<Executed> executed_;
};

constexpr std::size_t changing_count = static_cast<std::size_t>(Changing::version) + 1;

struct RecordedStamp {
  std::vector<Executed> executed;
  std::array<FixedValue, changing_count> values;  // by Changing
};

class Recorder {
 public:
  Recorder(storage::Connection& connection, const World& world, std::size_t answer_bytes)
      : recording_(connection), world_(world), answer_bytes_(answer_bytes) {}

  RecordedStamp stamp(std::size_t card) {
    now_ += std::chrono::seconds(1);
    const auto command = make_command(card);
    const auto request =
        make_idempotent_request(secrets_, world_.vendor.company_id, "scope", "POST /vendor/loyalty/stamp",
                                fmt::format("key {}", ++stamps_), command.card.value, now_);
    const std::string answer(answer_bytes_, static_cast<char>('a' + stamps_ % 26));
    Transaction tx(recording_);
    const auto first = find_first_answer(tx, request);
    if (!first || first->has_value()) throw std::runtime_error("a stamp with a key that is known");
    const auto outcome = add_stamp(tx, command);
    if (!outcome)
      throw std::runtime_error(fmt::format("the stamp was refused: {}", name_of(outcome.error().code)));
    keep_answer(tx, request, {.status = 200, .body = answer});

    RecordedStamp recorded{.executed = recording_.take(), .values = {}};
    const auto set = [&](Changing changing, FixedValue value) {
      recorded.values[static_cast<std::size_t>(changing)] = std::move(value);
    };
    const auto& after = outcome->holder.card;
    set(Changing::card_number, after.card_number);
    set(Changing::card_id, to_integer(after.id));
    set(Changing::transaction_id, to_integer(command.transaction_id));
    set(Changing::now, to_milliseconds(now_));
    set(Changing::answers_kept_since, to_milliseconds(now_ - kept_answer_time));
    set(Changing::key_digest, request.key_digest);
    set(Changing::request_digest, request.request_digest);
    set(Changing::answer, answer);
    set(Changing::stamp_count, after.stamp_count);
    set(Changing::total_stamps, after.total_stamps_earned);
    set(Changing::version, after.version);
    return recorded;
  }

 private:
  AddStamp make_command(std::size_t card) {
    AddStamp command;
    command.actor = {.company_id = world_.vendor.company_id,
                     .vendor_id = world_.vendor.id,
                     .program_id = world_.program_id,
                     .user_id = world_.user_id,
                     .session_id = SessionId{1},
                     .ip_address = "127.0.0.1",
                     .user_agent = std::string(till_user_agent),
                     .now = now_};
    command.transaction_id = ids_.next_as<TransactionId>(now_);
    command.card = {.kind = CardCode::Kind::number, .value = world_.card_numbers.at(card)};
    command.pin = {.kind = PinProof::Kind::right, .pin_id = world_.pin_id, .pin_version = 1};
    return command;
  }

  RecordingConnection recording_;
  const World& world_;
  const Secrets secrets_{"a secret key of the benchmark, over 32 bytes"};
  std::size_t answer_bytes_;
  IdSource ids_{1};
  Instant now_ = system_now();
  int stamps_ = 0;
};

ParameterValue compare(const RecordedStamp& one, const RecordedStamp& other, std::size_t statement,
                       std::size_t parameter) {
  const auto& left = one.executed[statement].parameters[parameter];
  const auto& right = other.executed[statement].parameters[parameter];
  if (left == right) return std::visit([](const auto& fixed) { return ParameterValue(fixed); }, left);
  for (std::size_t i = 0; i < changing_count; ++i) {
    if (left == one.values[i] && right == other.values[i]) return static_cast<Changing>(i);
  }
  throw std::runtime_error(fmt::format("parameter ${} changes in a way that the bench does not know: {}",
                                       parameter + 1, one.executed[statement].sql->text));
}

std::vector<RecordedStatement> compare(const RecordedStamp& one, const RecordedStamp& other) {
  std::vector<RecordedStatement> statements;
  if (one.executed.size() != other.executed.size())
    throw std::runtime_error("two stamps that ask different things");
  for (std::size_t i = 0; i < one.executed.size(); ++i) {
    const auto& executed = one.executed[i];
    if (executed.sql != other.executed[i].sql)
      throw std::runtime_error("two stamps that ask different things");
    auto& statement = statements.emplace_back(RecordedStatement{.sql = *executed.sql, .parameters = {}});
    for (std::size_t p = 0; p < executed.parameters.size(); ++p) {
      statement.parameters.push_back(compare(one, other, i, p));
    }
  }
  return statements;
}

std::vector<RecordedStatement> record_on(storage::Connection& connection, const World& world,
                                         std::size_t answer_bytes) {
  Recorder recorder(connection, world, answer_bytes);
  const std::size_t last = world.card_numbers.size() - 1;
  // The PIN's time of last use is written once a minute: by this one. It also makes the two cards differ in
  // their stamps, so that what follows from them is told apart.
  recorder.stamp(last);
  const auto one = recorder.stamp(last);
  const auto other = recorder.stamp(0);
  return compare(one, other);
}

}  // namespace

std::vector<RecordedStatement> record_stamp(const std::string& url, const World& world,
                                            std::size_t answer_bytes) {
  if (is_sqlite(url)) {
    storage::SqliteConnection connection(path_of(url), storage::SqliteConnection::Mode::read_write, 8 * 1024);
    connection.run_script("BEGIN IMMEDIATE");
    auto statements = record_on(connection, world, answer_bytes);
    connection.run_script("ROLLBACK");
    return statements;
  }
  storage::PostgresConnection connection(url, true);
  connection.begin_write();
  auto statements = record_on(connection, world, answer_bytes);
  connection.roll_back();
  return statements;
}

}  // namespace loyalty::bench
