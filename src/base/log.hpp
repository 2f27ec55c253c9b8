// The program's log, on standard output: one line an event, as text or JSON. Never a secret, never personal
// data.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace loyalty {

enum class LogLevel { debug, info, warn, error, off };
enum class LogFormat { text, json };

struct LogField {
  std::string_view name;
  std::variant<std::int64_t, double, std::string_view> value;
};

void start_log(LogLevel level, LogFormat format);
// Text: `2026-11-22T17:25:52.123Z info  request method=GET route=/healthz status=200`; values with spaces or
// quotes are quoted. JSON: {"time", "level", "event", fields...}. Control characters are escaped in both.
void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});
void flush_log();

}  // namespace loyalty
