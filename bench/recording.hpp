// What the program asks of its database for one stamp, written down while it does it, so that the raw loop
// runs the same statements by construction and not by a list that somebody has to keep up.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "bench/seed.hpp"
#include "storage/connection.hpp"

namespace loyalty::bench {

// What is another value at each stamp. Everything else is the same at all of them.
enum class Changing {
  card_number,
  card_id,
  transaction_id,
  now,
  answers_kept_since,
  key_digest,
  request_digest,
  answer,
  stamp_count,
  total_stamps,
  version,
};

using ParameterValue = std::variant<std::monostate, std::int64_t, std::string, Changing>;

struct RecordedStatement {
  storage::Sql sql;
  std::vector<ParameterValue> parameters;  // $1 first
};

// The statements of one stamp with its idempotency key, in their order; `answer_bytes` is the size of the
// answer that is kept. Changes nothing in the database. Throws std::runtime_error for a parameter that
// changes in a way that the bench does not know: then the counter's path has changed, and Changing needs one
// more entry.
std::vector<RecordedStatement> record_stamp(const std::string& url, const World& world,
                                            std::size_t answer_bytes);

}  // namespace loyalty::bench
