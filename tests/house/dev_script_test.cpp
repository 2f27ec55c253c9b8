// The project's one script stops at the first step that fails, so that nothing is built without what it
// needs.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "support/temporary_folder.hpp"

namespace loyalty {
namespace {

namespace fs = std::filesystem;

// A copy of the script on a machine where every package is installed and every tool does what it is told,
// but one.
class DevScript : public ::testing::Test {
 protected:
  DevScript() {
    fs::copy_file(fs::path(LOYALTY_SOURCE_DIR) / "dev", folder_.path() / "dev");
    fs::create_directories(folder_.path() / "web");
    fs::create_directories(tools());
    for (const char* tool : {"cmake", "ctest", "git", "node", "npm"}) make_tool(tool, "exit 0");
    make_tool("dpkg-query", "echo install ok installed");
  }

  fs::path tools() const { return folder_.path() / "tools"; }

  void make_tool(const std::string& name, const std::string& does) {
    std::ofstream(tools() / name) << "#!/bin/sh\necho " << name << " >>" << called().string() << '\n'
                                  << does << '\n';
    fs::permissions(tools() / name, fs::perms::owner_all);
  }
  void break_tool(const std::string& name) { make_tool(name, "exit 1"); }

  int run(const std::string& verb) {
    const auto command = "PATH=" + tools().string() + ":$PATH " + (folder_.path() / "dev").string() + " " +
                         verb + " >" + (folder_.path() / "said").string() + " 2>&1";
    return std::system(command.c_str());
  }
  bool was_called(const std::string& name) const {
    std::ifstream calls(called());
    for (std::string call; std::getline(calls, call);) {
      if (call == name) return true;
    }
    return false;
  }

 private:
  fs::path called() const { return folder_.path() / "called"; }

  test::TemporaryFolder folder_;
};

TEST_F(DevScript, BuildsTheProgramWhenAllIsThere) {
  EXPECT_EQ(run("build"), 0);
  EXPECT_TRUE(was_called("cmake"));
}

TEST_F(DevScript, BuildsNoProgramWithoutItsPages) {
  break_tool("npm");
  EXPECT_NE(run("build"), 0);
  EXPECT_FALSE(was_called("cmake"));
}

TEST_F(DevScript, TestsNothingThatWasNotBuilt) {
  break_tool("cmake");
  EXPECT_NE(run("test"), 0);
  EXPECT_NE(run("test AddStamp"), 0);
  EXPECT_FALSE(was_called("ctest"));
}

TEST_F(DevScript, SaysWhenATestFailed) {
  break_tool("ctest");
  EXPECT_NE(run("test"), 0);
  EXPECT_NE(run("test AddStamp"), 0);
}

}  // namespace
}  // namespace loyalty
