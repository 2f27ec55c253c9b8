// The table of the web's applications: what is read from it, and which pages are whose.
#include "routes/applications.hpp"

#include <algorithm>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "routes/web_files.hpp"

namespace loyalty::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Applications, AreReadFromTheTable) {
  const auto applications = read_applications(make_web_files());
  ASSERT_EQ(applications.size(), 2U);
  const auto& customer = applications[0];
  EXPECT_EQ(customer.name, "customer");
  EXPECT_THAT(customer.paths, ElementsAre("/j", "/c"));
  EXPECT_EQ(customer.document, "pages/customer.html");
  EXPECT_TRUE(customer.is_filled);
  EXPECT_EQ(customer.worker_path, "/customer-worker.js");
  EXPECT_EQ(customer.worker_scope, "/c/");
  EXPECT_FALSE(customer.policy.may_use_camera);
  const auto& terminal = applications[1];
  EXPECT_FALSE(terminal.is_filled);
  EXPECT_TRUE(terminal.policy.may_use_camera);
  EXPECT_TRUE(terminal.policy.may_use_webassembly);
}

TEST(Applications, AreNoneWithoutATableAndAFaultOfABrokenOne) {
  EXPECT_THAT(read_applications({}), IsEmpty());
  EXPECT_THROW(read_applications({{"pages/applications.json", "[{"}}), std::runtime_error);
  EXPECT_ANY_THROW(read_applications({{"pages/applications.json", R"([{"name":"terminal"}])"}}));
}

TEST(Applications, AreAsTheBuildLeavesThem) {
  const auto files = embedded::web();
  if (files.empty()) GTEST_SKIP() << "the web files are not built";
  for (const auto& application : read_applications(files)) {
    for (const auto& name : {application.document, application.worker_path.substr(1)}) {
      const auto found = std::ranges::find(files, name, &embedded::File::name);
      EXPECT_NE(found, files.end()) << name << " of " << application.name;
    }
  }
  EXPECT_FALSE(read_applications(files).empty());
}

TEST(Applications, HaveTheirPagesAtTheirPathsAndBelow) {
  const Application application{.paths = {"/terminal", "/t"}};
  struct Case {
    const char* path;
    bool is_its;
  };
  const Case cases[] = {
      {"/terminal", true}, {"/terminal/", true},  {"/terminal/cards/7", true},     {"/t", true},
      {"/t/7", true},      {"/terminals", false}, {"/terminal/missing.js", false}, {"/terminal/a.b/c", true},
      {"/", false},        {"", false},           {"/office/terminal", false}};
  for (const auto& [path, is_its] : cases) EXPECT_EQ(is_page_of(application, path), is_its) << path;
}

}  // namespace
}  // namespace loyalty::test
