#include "house/checks.hpp"

#include <gtest/gtest.h>

namespace loyalty::house {
namespace {

struct CheckCase {
  const char* path;
  std::string text;
  std::size_t faults;
};

void expect_faults(Faults (*check)(const File&), std::initializer_list<CheckCase> cases) {
  for (const auto& [path, text, faults] : cases) {
    EXPECT_EQ(check({path, text}).size(), faults) << path << ": " << text;
  }
}

std::string repeat(const std::string& text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

TEST(CheckIncludes, FollowsTheLayers) {
  expect_faults(check_includes,
                {
                    {"src/base/a.cpp", "#include \"base/text.hpp\"\n#include <string>\n", 0},
                    {"src/base/a.cpp", "#include \"models/card.hpp\"\n", 1},
                    {"src/models/a.hpp", "#include \"rules/a.hpp\"\n", 1},
                    {"src/rules/a.cpp", "#include \"models/a.hpp\"\n#include \"base/a.hpp\"\n", 0},
                    {"src/rules/a.cpp", "#include \"storage/store.hpp\"\n", 1},
                    {"src/storage/sqlite/a.cpp", "#include \"storage/store.hpp\"\n", 0},
                    {"src/storage/a.cpp", "#include \"rules/a.hpp\"\n", 1},
                    {"src/services/a.cpp", "#include \"storage/a.hpp\"\n#include \"rules/a.hpp\"\n", 0},
                    {"src/services/a.cpp", "#include \"schemas/a.hpp\"\n#include \"http/a.hpp\"\n", 2},
                    {"src/schemas/a.cpp", "#include \"rules/a.hpp\"\n", 1},
                    {"src/http/a.cpp", "#include \"base/a.hpp\"\n", 0},
                    {"src/http/a.cpp", "  # include \"models/a.hpp\"\n", 1},
                    {"src/outgoing/a.cpp", "#include \"base/a.hpp\"\n#include \"models/a.hpp\"\n", 1},
                    {"src/mail/a.cpp", "#include \"outgoing/smtp.hpp\"\n", 1},
                    {"src/texts/a.cpp", "#include \"models/a.hpp\"\n#include \"schemas/a.hpp\"\n", 1},
                    {"src/mail/a.cpp", "#include \"texts/a.hpp\"\n#include \"schemas/a.hpp\"\n", 1},
                    {"src/wallet/apple/a.cpp", "#include \"storage/a.hpp\"\n", 1},
                    {"src/wallet/a.cpp", "#include \"schemas/writer.hpp\"\n#include \"texts/a.hpp\"\n", 0},
                    {"src/wallet/a.cpp", "#include \"schemas/card.hpp\"\n", 1},
                    {"src/tasks/a.cpp", "#include \"wallet/a.hpp\"\n#include \"routes/a.hpp\"\n", 1},
                    {"src/routes/a.cpp", "#include \"services/a.hpp\"\n#include \"http/a.hpp\"\n", 0},
                    {"src/routes/a.cpp", "#include \"tasks/a.hpp\"\n#include \"command/a.hpp\"\n", 2},
                    {"src/command/a.cpp", "#include \"tasks/a.hpp\"\n#include \"command/b.hpp\"\n", 0},
                    {"src/main.cpp", "#include \"routes/a.hpp\"\n#include \"command/b.hpp\"\n", 0},
                    {"src/rules/a.cpp", "#include \"a.hpp\"\n#include \"../base/b.hpp\"\n", 2},
                    {"src/cellar/a.cpp", "", 1},
                    {"tests/rules/a.cpp", "#include \"storage/store.hpp\"\n", 0},
                });
}

TEST(CheckIncludes, NamesTheFileAndTheLine) {
  EXPECT_EQ(check_includes({"src/base/a.hpp", "\n\n#include \"http/a.hpp\"\n"}),
            (Faults{{"src/base/a.hpp", 3, "base must not include http"}}));
}

TEST(CheckStorageOfRoutes, IsItsDoorAlone) {
  expect_faults(
      check_storage_of_routes,
      {
          {"src/routes/a.cpp", "#include \"storage/store.hpp\"\n", 0},
          {"src/routes/a.hpp", "#include \"storage/transaction.hpp\"\n", 0},
          {"src/routes/a.cpp", "#include \"storage/users.hpp\"\n", 1},
          {"src/routes/office/a.hpp", "#include \"services/a.hpp\"\n#include \"storage/a.hpp\"\n", 1},
          {"src/services/a.cpp", "#include \"storage/users.hpp\"\n", 0},
          {"tests/routes/a.cpp", "#include \"storage/users.hpp\"\n", 0},
      });
}

TEST(CheckLibraries, KeepsEachInItsPlace) {
  expect_faults(check_libraries,
                {
                    {"src/storage/sqlite/a.cpp", "#include <sqlite3.h>\n", 0},
                    {"src/storage/postgres/a.cpp", "#include <sqlite3.h>\n", 1},
                    {"src/storage/a.cpp", "#include <sqlite3.h>\n", 1},
                    {"src/storage/postgres/a.cpp", "#include <libpq-fe.h>\n", 0},
                    {"src/storage/postgres/a.cpp", "#include <postgresql/libpq-fe.h>\n", 0},
                    {"src/storage/a.cpp", "#include <postgresql/libpq-fe.h>\n", 1},
                    {"src/services/a.cpp", "#include \"libpq-fe.h\"\n", 1},
                    {"src/outgoing/a.cpp", "#include <curl/curl.h>\n", 0},
                    {"src/mail/a.cpp", "#include <curl/curl.h>\n", 1},
                    {"src/schemas/a.cpp", "#include <boost/json.hpp>\n", 0},
                    {"src/wallet/a.cpp", "#include <boost/json/value.hpp>\n", 0},
                    {"src/routes/a.cpp", "#include <boost/json.hpp>\n", 0},
                    {"src/services/a.cpp", "#include <boost/json/value.hpp>\n", 1},
                    {"src/drawing/a.cpp", "#include <pango/pangocairo.h>\n#include <cairo-pdf.h>\n", 0},
                    {"src/wallet/a.cpp", "#include <cairo.h>\n#include <fontconfig/fontconfig.h>\n", 2},
                    {"src/schemas/a.cpp", "#include <utf8proc.h>\n", 1},
                    {"tests/routes/a.cpp", "#include <boost/json.hpp>\n#include <sqlite3.h>\n", 0},
                });
}

TEST(CheckCoroutines, AreForTheEdges) {
  expect_faults(check_coroutines,
                {
                    {"src/http/a.cpp", "co_await f();", 0},
                    {"src/routes/a.cpp", "co_await f();", 0},
                    {"src/storage/store.hpp", "co_await f();", 0},
                    {"src/storage/store_hand_over.cpp", "co_await f();", 0},
                    {"src/storage/stamps.cpp", "co_await f();", 1},
                    {"src/services/a.cpp", "a;\nco_await f();\nco_await g();", 2},
                    {"src/services/a.cpp", "// co_await is not for us\nf(\"co_await\");", 0},
                });
}

TEST(CheckClock, IsReadInBase) {
  const char* const found[] = {"std::chrono::system_clock::now();",
                               "steady_clock::now()",
                               "time(nullptr)",
                               "a = ::time(&t)",
                               "std::time(0)",
                               "gettimeofday(&t, nullptr)",
                               "clock_gettime(CLOCK_REALTIME, &t)",
                               "std::random_device device;",
                               "getrandom(p, n, 0)",
                               "RAND_bytes(p, n)",
                               "rand()",
                               "srand (1)",
                               "std::mt19937_64 engine;"};
  for (const char* const text : found) {
    EXPECT_EQ(check_clock({"src/services/a.cpp", text}).size(), 1U) << text;
    EXPECT_EQ(check_clock({"src/base/random.cpp", text}).size(), 0U) << text;
    EXPECT_EQ(check_clock({"tests/services/a.cpp", text}).size(), 0U) << text;
  }
  for (const char* const text :
       {"steady_now()", "expiry_time(0)", "a.time(0)", "operand(1)", "std::chrono::system_clock c",
        "// system_clock::now()", "lock_time{30}", "steady_clock::time_point t"}) {
    EXPECT_EQ(check_clock({"src/services/a.cpp", text}).size(), 0U) << text;
  }
}

TEST(CheckSql, IsForStorage) {
  const char* const found[] = {"\"SELECT id FROM cards\"",        "\"INSERT INTO cards\"",
                               "\"UPDATE cards \" \"SET a = 1\"", "\"DELETE FROM cards\"",
                               "R\"(CREATE TABLE cards)\"",       "R\"(UPDATE cards\n  SET a = 1)\""};
  for (const char* const text : found) {
    EXPECT_EQ(check_sql({"src/services/a.cpp", text}).size(), 1U) << text;
    EXPECT_EQ(check_sql({"src/storage/a.cpp", text}).size(), 0U) << text;
  }
  for (const char* const text :
       {"SELECT(a)", "// SELECT a", "\"Please select a card\"", "\"UPDATE failed\"", "\"DESELECT a\""}) {
    EXPECT_EQ(check_sql({"src/services/a.cpp", text}).size(), 0U) << text;
  }
}

TEST(CheckAppendOnly, RefusesEveryChangeOfTheHistory) {
  expect_faults(
      check_append_only,
      {
          {"src/storage/a.cpp", "\"UPDATE loyalty_transactions SET a = 1\"", 1},
          {"src/storage/a.cpp", "\"UPDATE \"\n\"loyalty_transactions SET a = 1\"", 1},
          {"src/storage/a.cpp", "R\"(delete from\n loyalty_transactions)\"", 1},
          {"src/storage/a.cpp", "\"REPLACE INTO loyalty_transactions\"", 1},
          {"src/storage/a.cpp", "\"INSERT INTO loyalty_transactions (a) VALUES (1)\"", 0},
          {"src/storage/a.cpp", "\"INSERT INTO loyalty_transactions ON CONFLICT DO UPDATE SET a\"", 1},
          {"src/storage/a.cpp", "\"INSERT INTO loyalty_cards ON CONFLICT DO UPDATE SET a\"", 0},
          {"src/storage/a.cpp", "\"UPDATE loyalty_cards SET a = 1\"", 0},
          {"src/storage/a.cpp", "\"UPDATE loyalty_transactions_days SET a = 1\"", 0},
          {"src/services/a.cpp", "\"DELETE FROM loyalty_transactions\"", 1},
          {"src/storage/migrations/0001_a.sql", "CREATE TABLE loyalty_transactions (a);\nSELECT 1;", 0},
          {"src/storage/migrations/0002_a.sql", "SELECT 1;\nDELETE FROM loyalty_transactions;", 1},
          {"src/storage/migrations/0003_a.sql", "INSERT INTO loyalty_transactions;\nINSERT INTO a DO UPDATE;",
           0},
      });
  EXPECT_EQ(check_append_only(
                {"src/storage/migrations/0002_a.sql", "SELECT 1;\n\nUPDATE loyalty_transactions SET a"}),
            (Faults{{"src/storage/migrations/0002_a.sql", 3, "loyalty_transactions is append-only"}}));
}

TEST(CheckCardWrites, LeadThroughOneDoor) {
  expect_faults(check_card_writes,
                {
                    {"src/services/card_change.cpp", "#include \"storage/ledger.hpp\"\n++card.version;", 0},
                    {"src/storage/ledger.cpp", "#include \"storage/ledger.hpp\"\n", 0},
                    {"src/storage/ledger.cpp", "\"UPDATE loyalty_cards SET a = 1\"", 0},
                    {"tests/services/a.cpp", "#include \"storage/ledger.hpp\"\n++card.version;", 0},
                    {"src/services/a.cpp", "#include \"storage/ledger.hpp\"\n", 1},
                    {"src/services/a.hpp", "#include \"storage/ledger.hpp\"\n", 1},
                    {"src/command/a.cpp", "#include \"storage/ledger.hpp\"\n", 1},
                    {"src/services/a.cpp", "#include \"storage/ledger_pages.hpp\"\n", 0},
                    {"src/storage/a.cpp", "\"UPDATE loyalty_cards SET a = 1\"", 1},
                    {"src/storage/a.cpp", "\"INSERT INTO loyalty_cards (a) VALUES (1)\"", 1},
                    {"src/storage/a.cpp", "\"INSERT INTO \" \"loyalty_transactions (a) VALUES (1)\"", 1},
                    {"src/storage/a.cpp", "\"DELETE FROM loyalty_cards\"", 1},
                    {"src/storage/a.cpp", "\"SELECT a FROM loyalty_cards\"", 0},
                    {"src/storage/ledger.cpp", "const Sql a{card_row.insert()};", 0},
                    {"src/storage/a.cpp", "const Sql a{card_row.insert()};", 1},
                    {"src/storage/a.cpp", "card_row.update()\ntransaction_row.insert()", 2},
                    {"src/storage/a.cpp", "card_row.columns() + customer_row.update()", 0},
                    {"src/storage/a.cpp", "\"INSERT INTO loyalty_cards_old (a) VALUES (1)\"", 0},
                    {"src/storage/ledger.cpp", "++card.version;", 1},
                    {"src/services/a.cpp", "++card.version;", 1},
                    {"src/services/a.cpp", "++found->card.version;", 1},
                    {"src/services/a.cpp", "at.holder.card.version += 1;\nat->card->version++;", 2},
                    {"src/services/a.cpp", "card.version = before + 1;", 1},
                    {"src/services/a.cpp", "if (card.version == 1) f(card.version);", 0},
                    {"src/services/a.cpp", "++program.version;\n++card.versions;\n++pin_card_version;", 0},
                });
}

TEST(CheckSize, LimitsFilesFunctionsAndLines) {
  const std::string sixty_nine = repeat("  f();\n", 68) + "}\n";
  expect_faults(check_size, {
                                {"src/a.cpp", repeat("int a;\n", 500), 0},
                                {"src/a.cpp", repeat("int a;\n", 501), 1},
                                {"web/src/a.tsx", repeat("a\n", 500), 0},
                                {"web/src/a.tsx", repeat("a\n", 501), 1},
                                {"web/src/api.d.ts",
                                 "/**\n * This file was auto-generated.\n */\n" + repeat("a\n", 501), 0},
                                {"src/a.cpp", "// " + std::string(107, 'x') + "\n", 0},
                                {"src/a.cpp", "// " + std::string(108, 'x') + "\n", 1},
                                {"src/a.cpp", "// " + repeat("é", 107) + "\n", 0},
                                {"web/src/a.tsx", std::string(200, 'x'), 0},
                                {"src/a.cpp", "void f() {\n" + sixty_nine, 0},
                                {"src/a.cpp", "void f() {\n  f();\n" + sixty_nine, 1},
                                {"src/a.cpp", "class A {\n  void f() {\n  f();\n" + sixty_nine + "};\n", 1},
                                {"tests/a.cpp", "TEST(A, B) {\n  f();\n" + sixty_nine, 1},
                            });
}

TEST(CheckHeader, WantsAGuardAndASentence) {
  expect_faults(check_header, {
                                  {"src/a.hpp", "// What it is for.\n#pragma once\n", 0},
                                  {"src/a.hpp", "// What it is for,\n// in two lines.\n#pragma once\n", 0},
                                  {"src/a.hpp", "// What it is for.\n", 1},
                                  {"src/a.hpp", "#pragma once\n// What it is for.\n", 1},
                                  {"src/a.hpp", "#pragma once\n", 1},
                                  {"src/a.hpp", "// What it is for\n#pragma once\n", 1},
                                  {"src/a.hpp", "//\n#pragma once\n", 1},
                                  {"src/a.hpp", "", 2},
                                  {"src/a.cpp", "", 0},
                              });
}

TEST(CheckMarkers, FindsWorkLeftOver) {
  const std::string words[] = {std::string("TO") + "DO", std::string("FIX") + "ME", std::string("HA") + "CK",
                               std::string("XX") + "X"};
  for (const std::string& word : words) {
    EXPECT_EQ(check_markers({"src/a.cpp", "a;\n// " + word + ": more\n"}),
              (Faults{{"src/a.cpp", 2, "work that is left belongs into an issue"}}));
    EXPECT_EQ(check_markers({"src/a.cpp", "int " + word + "S;\n"}), Faults());
  }
  EXPECT_EQ(check_markers({"src/a.cpp", "mkstemp(\"aXXXXXX\"); // nothing left to do\n"}), Faults());
}

TEST(CheckMigrations, AreNumberedWithoutAGap) {
  EXPECT_EQ(check_migrations({}).size(), 0U);
  EXPECT_EQ(check_migrations({"0002_b.sql", "0001_a.sql"}).size(), 0U);
  EXPECT_EQ(check_migrations({"0001_a.sql", "0002_b.sqlite.sql", "0002_b.postgres.sql", "0003_c.sql"}).size(),
            0U);
  EXPECT_EQ(check_migrations({"0001_a.sql", "0003_c.sql"}).size(), 1U);
  EXPECT_EQ(check_migrations({"0000_a.sql", "0001_b.sql"}).size(), 1U);
  EXPECT_EQ(check_migrations({"0001_a.sql", "0001_b.sql"}).size(), 1U);
  EXPECT_EQ(check_migrations({"0001_a.sql", "0001_b.postgres.sql"}).size(), 1U);
  EXPECT_EQ(check_migrations({"0001_a.sql", "2_b.sql"}).size(), 1U);
  EXPECT_EQ(check_migrations({"0001_a.sql", "0002_B.sql"}).size(), 1U);
}

TEST(CheckTwins, SuitesAreCalledAfterWhatTheyTest) {
  const std::vector<std::string> sources{"src/main.cpp", "src/base/text.cpp", "src/storage/sqlite/engine.cpp",
                                         "src/rules/lots.hpp"};
  const std::pair<const char*, std::size_t> cases[] = {
      {"tests/base/text_test.cpp", 0},        {"tests/rules/lots_test.cpp", 0},
      {"tests/storage/engine_test.cpp", 0},   {"tests/storage/sqlite/engine_test.cpp", 0},
      {"tests/base/words_test.cpp", 1},       {"tests/rules/text_test.cpp", 1},
      {"tests/base/whole/words_test.cpp", 0}, {"tests/base/halves/words_test.cpp", 1},
      {"tests/base/fixture.cpp", 0},          {"tests/base/fixture.hpp", 0},
      {"tests/house/words_test.cpp", 0},      {"tests/e2e/words_test.cpp", 0},
  };
  for (const auto& [path, faults] : cases) {
    auto paths = sources;
    paths.emplace_back(path);
    EXPECT_EQ(check_twins(paths).size(), faults) << path;
  }
}

TEST(CheckLinks, LeadToFiles) {
  const auto exists = [](const std::string& path) { return path == "docs/a.md" || path == "README.md"; };
  const std::pair<const char*, std::size_t> cases[] = {
      {"[a](a.md)", 0},
      {"[a](a.md#part) and [b](../README.md \"title\")", 0},
      {"[a](#part) [b](https://example.com/x) [c](mailto:a@example.com)", 0},
      {"[a](b.md)", 1},
      {"[a](README.md) ![b](picture.png)", 2},
      {"text\n```\n[a](b.md)\n```\n[a](c.md)", 1},
  };
  for (const auto& [text, faults] : cases) {
    EXPECT_EQ(check_links({"docs/page.md", text}, exists).size(), faults) << text;
  }
}

}  // namespace
}  // namespace loyalty::house
