// Makes few rows many, whatever columns the tables have: what a database of many cards looks like.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "support/rows.hpp"

namespace loyalty::test {

// What a clone has for itself.
enum class Cloned { card, company };

// Each clone has ids of its own, is older than the one before, and ends what must be unique with its number.
struct Cloning {
  Cloned what = Cloned::card;
  std::string where;       // which rows
  std::int64_t first = 1;  // the number of the first clone
  std::int64_t last = 0;
  std::chrono::minutes apart{1};
};

class Cloner {
 public:
  explicit Cloner(std::string url);

  // Adds clones of each of those rows of the table.
  void clone(const std::string& table, const Cloning& cloning) const;
  // Clones cards, or a company, with all that belongs to them, in whichever tables it lies.
  void clone_cards(const std::string& ids, std::int64_t first, std::int64_t last) const;
  void clone_company(const std::string& id, std::int64_t last) const;

 private:
  std::string url_;
  std::map<std::string, std::vector<ColumnInfo>> tables_;
};

// One statement, however long it takes.
void run_long_sql(const std::string& url, const std::string& text);

}  // namespace loyalty::test
