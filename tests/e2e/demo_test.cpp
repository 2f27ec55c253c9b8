// The demonstration: what it prints is pasted into a shell and does what it says.
#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/shop.hpp"
#include "support/loopback.hpp"

namespace loyalty::e2e {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// From the paragraph after the sentence that asks to paste it.
std::string find_shell_lines(const std::string& guide) {
  const auto sentence = guide.find("paste this into a shell");
  const auto begin = sentence == std::string::npos ? sentence : guide.find("\n\n", sentence);
  return begin == std::string::npos ? "" : guide.substr(begin);
}

class Demo : public ::testing::Test {
 protected:
  Demo() : listen("127.0.0.1:" + std::to_string(test::find_free_port())), filled(run_demo()) {}

  Settings settings() const { return {{"LOYALTY_LISTEN", listen}, {"LOYALTY_PUBLIC_URL", ""}}; }
  Finished run_demo() const {
    return run({.arguments = {"demo"}, .settings = make_settings(place.url(), settings())});
  }

  Place place;
  std::string listen;
  Finished filled;
};

TEST_F(Demo, PrintsLinesThatWork) {
  ASSERT_EQ(filled.exit_code, 0) << filled.errors;
  const auto lines = find_shell_lines(filled.output);
  ASSERT_THAT(lines, HasSubstr("curl"));
  Server server(place.url(), {.settings = settings()});
  const auto shell = run({.program = "/bin/sh", .arguments = {"-eu", "-s"}, .input = lines});
  EXPECT_EQ(shell.exit_code, 0);
  EXPECT_EQ(shell.errors, "");
  EXPECT_THAT(shell.output,
              AllOf(HasSubstr(R"("stamp_count":1,)"), HasSubstr(R"("code":"cooldown_active")"),
                    HasSubstr("\n\"stamp_count\":10\n"), HasSubstr(R"("reward":{)"),
                    HasSubstr("\"type\":\"stamp_redeemed\"\n\"stamps_after\":0\n"),
                    HasSubstr("\"points_balance\":37\n\"points_earned\":12\n\"points_balance\":25\n"),
                    HasSubstr(R"("points_expiring":{"points":37,)")))
      << lines;
  EXPECT_EQ(server.stop(), 0);
  EXPECT_EQ(server.process().errors(), "");
  EXPECT_THAT(check_ledger(place.url()).faults, IsEmpty());
}

TEST_F(Demo, HasAHistoryThatAddsUp) {
  ASSERT_EQ(filled.exit_code, 0) << filled.errors;
  const auto ledger = check_ledger(place.url());
  EXPECT_THAT(ledger.faults, IsEmpty());
  EXPECT_GT(ledger.cards, 1000);
}

TEST_F(Demo, LeavesADatabaseInUseAlone) {
  ASSERT_EQ(filled.exit_code, 0) << filled.errors;
  const auto again = run_demo();
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_EQ(std::ranges::count(again.errors, '\n'), 1) << again.errors;
  EXPECT_THAT(again.errors, StartsWith("loyalty: "));
}

}  // namespace
}  // namespace loyalty::e2e
