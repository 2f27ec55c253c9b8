#include "base/files.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

namespace loyalty {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  Files() { fs::create_directory(folder); }
  ~Files() override { fs::remove_all(folder); }

  std::string read(const std::string& name) const {
    std::ifstream file(folder / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  std::ptrdiff_t count_entries() const { return std::distance(fs::directory_iterator(folder), {}); }

  fs::path folder = fs::temp_directory_path() / ("loyalty_files_" + std::to_string(getpid()));
  std::string path = (folder / "file").string();
};

TEST_F(Files, AppearWholeForTheirOwnerAlone) {
  EXPECT_EQ(write_private_file(path, "content"), 0);
  EXPECT_EQ(read("file"), "content");
  EXPECT_EQ(fs::status(path).permissions(), fs::perms(0600));
  EXPECT_EQ(count_entries(), 1);
}

TEST_F(Files, NeverReplaceAnother) {
  ASSERT_EQ(write_private_file(path, "first"), 0);
  EXPECT_EQ(write_private_file(path, "second"), EEXIST);
  EXPECT_EQ(read("file"), "first");
  EXPECT_EQ(count_entries(), 1) << "a draft is left";
}

TEST_F(Files, SayWhatIsWrong) {
  EXPECT_EQ(write_private_file((folder / "none" / "file").string(), "x"), ENOENT);
  EXPECT_EQ(publish_draft((folder / "none").string(), path), ENOENT);
}

TEST_F(Files, HaveDraftsOfTheirOwn) { EXPECT_NE(name_draft(path), name_draft(path)); }

}  // namespace
}  // namespace loyalty
