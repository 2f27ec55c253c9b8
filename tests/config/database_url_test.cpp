#include "config/database_url.hpp"

#include <string>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

TEST(FindDatabaseFile, IsWhatStandsAfterTheScheme) {
  EXPECT_EQ(find_database_file("sqlite:data/shop.db"), "data/shop.db");
  EXPECT_FALSE(find_database_file("sqlite:"));
  EXPECT_FALSE(find_database_file("postgresql://localhost/loyalty"));
}

TEST(IsPostgresUrl, TakesWhatLibpqTakes) {
  for (const char* text :
       {"postgresql://", "postgres://localhost", "postgresql://localhost/loyalty",
        "postgresql://loyalty:secret@db.example.org:5432/loyalty", "postgresql://loyalty@/loyalty",
        "postgresql://me:p%40ss%2Fword@db", "postgresql://%2Fvar%2Frun%2Fpostgresql/loyalty",
        "postgresql:///loyalty?host=/var/run/postgresql&user=me",
        "postgresql://me@one:5432,two:5433,three/loyalty?target_session_attrs=read-write",
        "postgresql://me@[::1]:5432/loyalty", "postgresql://me@[fd00::1],[fd00::2]:6432/x",
        "postgresql://me@db/loyalty?sslmode=verify-full&sslrootcert=/etc/loyalty/ca.pem",
        "postgresql://localhost:/loyalty", "postgresql://me:pass:word@db",
        "postgresql://db/loyalty?options=-csearch_path%3Dshop"}) {
    EXPECT_TRUE(is_postgres_url(text)) << text;
  }
}

TEST(IsPostgresUrl, RefusesEverythingElse) {
  for (const char* text : {"",
                           "postgresql:",
                           "postgresql:/localhost",
                           "mysql://localhost",
                           "POSTGRESQL://localhost",
                           "sqlite:loyalty.db",
                           "host=localhost dbname=loyalty",
                           "postgresql://me:p@ss@db/loyalty",
                           "postgresql://me:12/ss@db/loyalty",
                           "postgresql://me:12?ss@db/loyalty",
                           "postgresql://me:pass#word@db",
                           "postgresql://db:port/loyalty",
                           "postgresql://db:0/loyalty",
                           "postgresql://db:65536/loyalty",
                           "postgresql://db:5432:5433/loyalty",
                           "postgresql://me@[::1/loyalty",
                           "postgresql://me@[db]/loyalty",
                           "postgresql://me@[::1]5432/loyalty",
                           "postgresql://db/loyalty/more",
                           "postgresql://db/loy alty",
                           "postgresql://me:p%4@db/loyalty",
                           "postgresql://me:p%00@db/loyalty",
                           "postgresql://me:p\n@db/loyalty",
                           "postgresql://db/loyalty?sslmode",
                           "postgresql://db/loyalty?=x",
                           "postgresql://db/x?sslmode=%zz"}) {
    EXPECT_FALSE(is_postgres_url(text)) << text;
  }
}

TEST(HidePassword, LeavesTheRestAsItIs) {
  struct Case {
    const char* url;
    const char* shown;
  };
  const Case cases[] = {
      {"sqlite:data/me:secret@shop.db", "sqlite:data/me:secret@shop.db"},
      {"postgresql://db/loyalty", "postgresql://db/loyalty"},
      {"postgresql://me@db:5432/loyalty", "postgresql://me@db:5432/loyalty"},
      {"postgresql://me:secret@db:5432/loyalty", "postgresql://me:***@db:5432/loyalty"},
      {"postgres://me:s%40cret@one:1,two:2/x?sslmode=require",
       "postgres://me:***@one:1,two:2/x?sslmode=require"},
      {"postgresql://me:@db/loyalty", "postgresql://me:@db/loyalty"},
      {"postgresql://db:5432/x?user=me@home", "postgresql://db:5432/x?user=me@home"},
      {"postgresql://db/x?password=secret", "postgresql://db/x?password=***"},
      {"postgresql://db/x?p%61ssword=secret&user=me", "postgresql://db/x?p%61ssword=***&user=me"},
      {"postgresql://a:b@db/x?sslpassword=c&password=d&sslkey=e",
       "postgresql://a:***@db/x?sslpassword=***&password=***&sslkey=e"}};
  for (const auto& one : cases) EXPECT_EQ(hide_password(one.url), one.shown);
}

}  // namespace
}  // namespace loyalty
