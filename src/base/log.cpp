#include "base/log.hpp"

#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cmath>
#include <iostream>
#include <memory>
#include <mutex>

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include "base/ascii.hpp"
#include "base/instant.hpp"
#include "base/log_list.hpp"
#include "base/text.hpp"

namespace loyalty {
namespace {

// Before the start: silent but for what is wrong.
std::atomic<LogLevel> current_level{LogLevel::warn};
std::atomic<LogFormat> current_format{LogFormat::text};

// Lines gather in the stream's buffer. spdlog's own sink for standard output flushes each line, which costs a
// system call for each.
spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(std::cout, false);
    auto made = std::make_shared<spdlog::logger>("loyalty", std::move(sink));
    made->set_pattern("%v");
    made->set_level(spdlog::level::trace);
    made->flush_on(spdlog::level::warn);
    spdlog::register_logger(made);
    return made;
  }();
  return *instance;
}

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warn:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
    case LogLevel::off:
      return spdlog::level::off;
  }
  return spdlog::level::off;
}

std::string_view name_of_level(LogLevel level) {
  constexpr std::array<std::string_view, 5> names{"debug", "info", "warn", "error", "off"};
  return names[static_cast<std::size_t>(level)];
}

template <class Number>
void append_number(std::string& out, Number value) {
  std::array<char, 32> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), result.ptr);
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029; }

void append_code_point_escape(std::string& out, char32_t c) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += hex_digits[(c >> shift) & 15];
}

// As a JSON string, which is also how the text format quotes. Broken UTF-8 becomes the replacement character.
void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t position = 0; position < text.size();) {
    const char32_t c = next_code_point(text, position).value_or(0xFFFD);
    if (c == U'"' || c == U'\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == U'\n') {
      out += "\\n";
    } else if (c == U'\t') {
      out += "\\t";
    } else if (is_control(c)) {
      append_code_point_escape(out, c);
    } else {
      append_utf8(out, c);
    }
  }
  out += '"';
}

bool needs_quotes(std::string_view text) {
  if (text.empty()) return true;
  for (std::size_t position = 0; position < text.size();) {
    const auto c = next_code_point(text, position);
    if (!c || is_control(*c) || *c == U' ' || *c == U'"' || *c == U'\\' || *c == U'=') return true;
  }
  return false;
}

void append_value(std::string& out, const LogField& field, LogFormat format) {
  if (const auto* integer = std::get_if<std::int64_t>(&field.value)) {
    append_number(out, *integer);
  } else if (const auto* number = std::get_if<double>(&field.value)) {
    if (format == LogFormat::json && !std::isfinite(*number)) {
      out += "null";
    } else {
      append_number(out, *number);
    }
  } else {
    const std::string_view text = std::get<std::string_view>(field.value);
    if (format == LogFormat::json || needs_quotes(text)) {
      append_quoted(out, text);
    } else {
      out += text;
    }
  }
}

void append_text_line(std::string& out, LogLevel level, std::string_view event,
                      std::span<const LogField> fields) {
  const std::string_view level_name = name_of_level(level);
  out += format_rfc3339(system_now());
  out += ' ';
  out += level_name;
  out.append(6 - level_name.size(), ' ');
  out += event;
  for (const LogField& field : fields) {
    out += ' ';
    out += field.name;
    out += '=';
    append_value(out, field, LogFormat::text);
  }
}

void append_json_line(std::string& out, LogLevel level, std::string_view event,
                      std::span<const LogField> fields) {
  out += R"({"time":")";
  out += format_rfc3339(system_now());
  out += R"(","level":")";
  out += name_of_level(level);
  out += R"(","event":)";
  append_quoted(out, event);
  for (const LogField& field : fields) {
    out += ',';
    append_quoted(out, field.name);
    out += ':';
    append_value(out, field, LogFormat::json);
  }
  out += '}';
}

}  // namespace

void start_log(LogLevel level, LogFormat format) {
  current_level = level;
  current_format = format;
  logger();
  static std::once_flag once;
  std::call_once(once, [] { spdlog::flush_every(std::chrono::seconds(1)); });
}

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  log_list(level, event, {fields.begin(), fields.size()});
}

void log_list(LogLevel level, std::string_view event, std::span<const LogField> fields) {
  if (level == LogLevel::off || level < current_level.load(std::memory_order_relaxed)) return;
  thread_local std::string line;
  line.clear();
  if (current_format.load(std::memory_order_relaxed) == LogFormat::json) {
    append_json_line(line, level, event, fields);
  } else {
    append_text_line(line, level, event, fields);
  }
  logger().log(to_spdlog(level), spdlog::string_view_t(line.data(), line.size()));
}

void flush_log() { logger().flush(); }

}  // namespace loyalty
