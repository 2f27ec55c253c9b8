#include "bench/raw.hpp"

#include <array>
#include <stdexcept>

#include <sqlite3.h>

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "bench/random.hpp"
#include "services/idempotency.hpp"
#include "storage/sqlite/checkpointer.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/engine.hpp"

namespace loyalty::bench {
namespace {

constexpr std::size_t digest_characters = 22;
constexpr std::string_view base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

struct Slot {
  int position;
  Changing changing;
};
struct Prepared {
  StatementHandle handle;
  std::vector<Slot> slots;  // the others are bound once
};

// The values of one stamp.
struct Stamp {
  std::string_view card_number;
  std::string key_digest = std::string(digest_characters, 'A');
  std::string request_digest = std::string(digest_characters, 'A');
  std::string answer;
  std::array<std::int64_t, static_cast<std::size_t>(Changing::version) + 1> integers{};

  void set(Changing changing, std::int64_t value) { integers[static_cast<std::size_t>(changing)] = value; }
};

void write_digest(std::string& out, Random& random) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < out.size(); ++i, bits >>= 6) {
    if (i % 10 == 0) bits = random.next();
    out[i] = base64url[bits & 63];
  }
}

void bind_text(sqlite3_stmt* statement, int position, std::string_view text,
               sqlite3_destructor_type lifetime) {
  sqlite3_bind_text(statement, position, text.data(), static_cast<int>(text.size()), lifetime);
}

void bind_changing(sqlite3_stmt* statement, const Slot& slot, const Stamp& stamp) {
  switch (slot.changing) {
    case Changing::card_number:
      return bind_text(statement, slot.position, stamp.card_number, SQLITE_STATIC);
    case Changing::key_digest:
      return bind_text(statement, slot.position, stamp.key_digest, SQLITE_STATIC);
    case Changing::request_digest:
      return bind_text(statement, slot.position, stamp.request_digest, SQLITE_STATIC);
    case Changing::answer:
      return bind_text(statement, slot.position, stamp.answer, SQLITE_STATIC);
    case Changing::card_id:
    case Changing::transaction_id:
    case Changing::now:
    case Changing::answers_kept_since:
    case Changing::stamp_count:
    case Changing::total_stamps:
    case Changing::version:
      sqlite3_bind_int64(statement, slot.position, stamp.integers[static_cast<std::size_t>(slot.changing)]);
  }
}

// Reads what a caller would read: every column of every row.
void read_columns(sqlite3_stmt* statement) {
  const int count = sqlite3_column_count(statement);
  for (int column = 0; column < count; ++column) {
    if (sqlite3_column_type(statement, column) == SQLITE_TEXT) {
      (void)sqlite3_column_blob(statement, column);
      (void)sqlite3_column_bytes(statement, column);
    } else {
      (void)sqlite3_column_int64(statement, column);
    }
  }
}

}  // namespace

struct RawLoop::State {
  State(const std::string& path, const World& world_in, std::size_t answer_bytes)
      : connection(path, storage::SqliteConnection::Mode::read_write, storage::writer_cache_kibibytes),
        world(world_in),
        random(static_cast<std::uint64_t>(to_milliseconds(system_now()))),
        stamps_of_card(world_in.card_numbers.size()) {
    stamp.answer.assign(answer_bytes, 'x');
    sqlite3_wal_autocheckpoint(connection.handle(), storage::log_pages_to_copy);
  }

  StatementHandle prepare(const std::string& text) {
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(connection.handle(), text.data(), static_cast<int>(text.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code != SQLITE_OK) throw std::runtime_error("preparing " + text);
    return StatementHandle(handle);
  }

  void add(const RecordedStatement& recorded) {
    auto& prepared = statements.emplace_back(Prepared{.handle = prepare(recorded.sql.text), .slots = {}});
    auto* statement = prepared.handle.get();
    for (std::size_t i = 0; i < recorded.parameters.size(); ++i) {
      const int position = sqlite3_bind_parameter_index(statement, ("$" + std::to_string(i + 1)).c_str());
      if (position == 0) continue;
      const auto& value = recorded.parameters[i];
      if (const auto* changing = std::get_if<Changing>(&value)) {
        prepared.slots.push_back({position, *changing});
      } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        sqlite3_bind_int64(statement, position, *integer);
      } else if (const auto* text = std::get_if<std::string>(&value)) {
        bind_text(statement, position, *text, SQLITE_TRANSIENT);
      }
    }
  }

  void choose_stamp() {
    const auto card = random.below(world.card_numbers.size());
    const auto now = system_now();
    const std::int64_t stamps = ++stamps_of_card[card];
    stamp.card_number = world.card_numbers[card];
    write_digest(stamp.key_digest, random);
    write_digest(stamp.request_digest, random);
    stamp.set(Changing::card_id, to_integer(world.card_ids[card]));
    stamp.set(Changing::transaction_id, ids.next(now));
    stamp.set(Changing::now, to_milliseconds(now));
    stamp.set(Changing::answers_kept_since, to_milliseconds(now - kept_answer_time));
    stamp.set(Changing::stamp_count, stamps);
    stamp.set(Changing::total_stamps, stamps);
    stamp.set(Changing::version, stamps + 1);
  }

  void step(sqlite3_stmt* statement) {
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) read_columns(statement);
    sqlite3_reset(statement);
    if (code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(connection.handle()));
  }

  void commit_some() {
    step(begin.get());
    for (int i = 0; i < raw_stamps_per_commit; ++i) {
      choose_stamp();
      for (const auto& statement : statements) {
        for (const auto& slot : statement.slots) bind_changing(statement.handle.get(), slot, stamp);
        step(statement.handle.get());
      }
    }
    step(commit.get());
  }

  storage::SqliteConnection connection;  // before the statements, which must be gone first
  const World& world;
  std::vector<Prepared> statements;
  StatementHandle begin = prepare("BEGIN IMMEDIATE");
  StatementHandle commit = prepare("COMMIT");
  IdSource ids{2};
  Random random;
  std::vector<std::int64_t> stamps_of_card;
  Stamp stamp;
};

RawLoop::RawLoop(const std::string& path, const World& world,
                 const std::vector<RecordedStatement>& statements, std::size_t answer_bytes)
    : state_(std::make_unique<State>(path, world, answer_bytes)) {
  for (const auto& statement : statements) state_->add(statement);
}

RawLoop::~RawLoop() = default;

double RawLoop::run(std::chrono::milliseconds duration) {
  const auto started = steady_now();
  std::int64_t stamps = 0;
  auto now = started;
  for (; now < started + duration; now = steady_now()) {
    state_->commit_some();
    stamps += raw_stamps_per_commit;
  }
  return static_cast<double>(stamps) / std::chrono::duration<double>(now - started).count();
}

}  // namespace loyalty::bench
