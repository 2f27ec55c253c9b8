// The rules of the house, on the tree that this program was built from.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "house/checks.hpp"

namespace loyalty::house {
namespace {

namespace fs = std::filesystem;

const fs::path root = LOYALTY_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// Files below the folders whose names end so; folders that do not exist have none.
std::vector<File> list_files(std::initializer_list<const char*> folders,
                             std::initializer_list<std::string_view> endings) {
  std::vector<File> files;
  for (const char* const folder : folders) {
    if (!fs::is_directory(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const std::string path = fs::relative(entry.path(), root).generic_string();
      const bool is_wanted =
          std::ranges::any_of(endings, [&](std::string_view ending) { return path.ends_with(ending); });
      if (entry.is_regular_file() && is_wanted) files.push_back({path, read(entry.path())});
    }
  }
  std::ranges::sort(files, {}, &File::path);
  return files;
}

const std::vector<File>& sources() {
  static const std::vector<File> files =
      list_files({"src", "tests", "bench", "web/src"}, {".cpp", ".hpp", ".sql", ".ts", ".tsx", ".css"});
  return files;
}

void expect_no_faults(Faults (*check)(const File&)) {
  for (const File& file : sources()) {
    for (const Fault& fault : check(file)) ADD_FAILURE() << testing::PrintToString(fault);
  }
}

TEST(House, IsLookedAtWhole) {
  const auto has = [](std::string_view path) {
    return std::ranges::any_of(sources(),
                               [path](const File& file) { return file.path == path && !file.text.empty(); });
  };
  for (const char* const path :
       {"src/main.cpp", "src/base/text.cpp", "src/models/card.hpp", "src/rules/stamping.cpp",
        "src/storage/store.hpp", "tests/house/house_test.cpp"}) {
    EXPECT_TRUE(has(path)) << path;
  }
}

TEST(House, LayersIncludeWhatIsBelowThem) { expect_no_faults(check_includes); }

TEST(House, RoutesAskServices) { expect_no_faults(check_storage_of_routes); }

TEST(House, LibrariesStayInTheirPlaces) { expect_no_faults(check_libraries); }

TEST(House, CoroutinesStayAtTheEdges) { expect_no_faults(check_coroutines); }

TEST(House, ClockAndRandomDeviceAreReadInBase) { expect_no_faults(check_clock); }

TEST(House, SqlStaysInStorage) { expect_no_faults(check_sql); }

TEST(House, HistoryIsAppendOnly) { expect_no_faults(check_append_only); }

TEST(House, CardsChangeByOneDoor) { expect_no_faults(check_card_writes); }

TEST(House, FilesFunctionsAndLinesAreShort) { expect_no_faults(check_size); }

TEST(House, HeadersSayWhatTheyAreFor) { expect_no_faults(check_header); }

TEST(House, NoWorkIsLeftOver) { expect_no_faults(check_markers); }

TEST(House, SuitesAreCalledAfterWhatTheyTest) {
  std::vector<std::string> paths;
  for (const File& file : sources()) paths.push_back(file.path);
  EXPECT_EQ(check_twins(paths), Faults());
}

TEST(House, MigrationsAreNumberedWithoutAGap) {
  std::vector<std::string> names;
  for (const File& file : list_files({"src/storage/migrations"}, {""})) {
    names.push_back(fs::path(file.path).filename().generic_string());
  }
  EXPECT_EQ(check_migrations(names), Faults());
}

TEST(House, LinksInTheDocumentationLeadToFiles) {
  std::vector<File> pages = list_files({"docs"}, {".md"});
  for (const auto& entry : fs::directory_iterator(root)) {
    if (entry.path().extension() == ".md") {
      pages.push_back({entry.path().filename().generic_string(), read(entry.path())});
    }
  }
  const auto exists = [](const std::string& path) { return fs::exists(root / path); };
  for (const File& page : pages) EXPECT_EQ(check_links(page, exists), Faults());
}

}  // namespace
}  // namespace loyalty::house
