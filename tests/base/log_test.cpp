#include "base/log.hpp"

#include <functional>
#include <limits>
#include <thread>

#include <gmock/gmock.h>

namespace loyalty {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using namespace std::string_view_literals;

std::string capture(LogLevel level, LogFormat format, const std::function<void()>& work) {
  testing::internal::CaptureStdout();
  start_log(level, format);
  work();
  flush_log();
  start_log(LogLevel::off, LogFormat::text);
  return testing::internal::GetCapturedStdout();
}

TEST(Log, WritesTextLines) {
  const std::string line = capture(LogLevel::info, LogFormat::text, [] {
    log(LogLevel::info, "request", {{"method", "GET"}, {"status", std::int64_t{200}}, {"seconds", 0.25}});
  });
  EXPECT_THAT(line,
              MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z info  request "
                           "method=GET status=200 seconds=0.25\n"));
}

TEST(Log, QuotesAndEscapesInText) {
  const std::pair<std::string_view, const char*> cases[] = {
      {"plain", "a=plain\n"},
      {"", "a=\"\"\n"},
      {"two words", "a=\"two words\"\n"},
      {"say \"hi\"", "a=\"say \\\"hi\\\"\"\n"},
      {"x\ny\tz", "a=\"x\\ny\\tz\"\n"},
      {"k=v", "a=\"k=v\"\n"},
      {"\x1b[31m", "a=\"\\u001b[31m\"\n"},
      {"\u009b31m", "a=\"\\u009b31m\"\n"},
      {"\0"sv, "a=\"\\u0000\"\n"},
      {"é", "a=é\n"},
      {"\xff", "a=\"\uFFFD\"\n"},
  };
  for (const auto& [value, expected] : cases) {
    const std::string line =
        capture(LogLevel::info, LogFormat::text, [&] { log(LogLevel::warn, "event", {{"a", value}}); });
    EXPECT_THAT(line, HasSubstr(std::string(" warn  event ") + expected));
  }
}

TEST(Log, WritesJsonLines) {
  const std::string line = capture(LogLevel::debug, LogFormat::json, [] {
    log(LogLevel::debug, "request",
        {{"path", "/a \"b\"\\\n\x01\u2028\xff"},
         {"n", std::int64_t{-5}},
         {"x", 1.5},
         {"nan", std::numeric_limits<double>::quiet_NaN()}});
  });
  EXPECT_THAT(line, testing::StartsWith("{\"time\":\"2"));
  EXPECT_THAT(line,
              testing::EndsWith("Z\",\"level\":\"debug\",\"event\":\"request\","
                                "\"path\":\"/a \\\"b\\\"\\\\\\n\\u0001\\u2028\uFFFD\",\"n\":-5,\"x\":1.5,"
                                "\"nan\":null}\n"));
}

TEST(Log, LeavesOutWhatIsBelowItsLevel) {
  const std::pair<LogLevel, const char*> cases[] = {{LogLevel::debug, "debug info warn error "},
                                                    {LogLevel::info, "info warn error "},
                                                    {LogLevel::warn, "warn error "},
                                                    {LogLevel::error, "error "},
                                                    {LogLevel::off, ""}};
  for (const auto& [level, expected] : cases) {
    const std::string lines = capture(level, LogFormat::json, [] {
      for (const LogLevel each :
           {LogLevel::debug, LogLevel::info, LogLevel::warn, LogLevel::error, LogLevel::off}) {
        log(each, "event");
      }
    });
    std::string found;
    for (const char* const name : {"debug", "info", "warn", "error", "off"}) {
      if (lines.find("\"level\":\"" + std::string(name) + '"') != std::string::npos)
        found += std::string(name) + ' ';
    }
    EXPECT_EQ(found, expected);
  }
}

TEST(Log, KeepsLinesOfSeveralThreadsApart) {
  const std::string lines = capture(LogLevel::info, LogFormat::json, [] {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([] {
        for (int i = 0; i < 250; ++i) log(LogLevel::info, "event", {{"text", "0123456789"}});
      });
    }
    for (std::thread& thread : threads) thread.join();
  });
  std::size_t count = 0;
  for (std::size_t position = 0; position < lines.size(); ++count) {
    const std::size_t end = lines.find('\n', position);
    ASSERT_NE(end, std::string::npos);
    EXPECT_THAT(lines.substr(position, end - position),
                MatchesRegex("\\{\"time\":.*\"text\":\"0123456789\"\\}"));
    position = end + 1;
  }
  EXPECT_EQ(count, 1000U);
}

}  // namespace
}  // namespace loyalty
