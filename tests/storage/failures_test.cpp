// What the server's codes mean, and what somebody is told whom it does not let in.
#include "storage/postgres/failures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/metrics.hpp"
#include "storage/store.hpp"
#include "support/postgres.hpp"
#include "support/postgres_database.hpp"
#include "support/postgres_session.hpp"

namespace loyalty::storage {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// The kind of what is thrown, by name, and its text.
template <class Work>
std::pair<std::string, std::string> thrown_by(Work work) {
  try {
    work();
  } catch (const StorageLost& fault) {
    return {"lost", fault.what()};
  } catch (const StorageConflict& fault) {
    return {"conflict", fault.what()};
  } catch (const StorageBusy& fault) {
    return {"busy", fault.what()};
  } catch (const StorageFull& fault) {
    return {"full", fault.what()};
  } catch (const StorageUnusable& fault) {
    return {"unusable", fault.what()};
  } catch (const StorageFault& fault) {
    return {"fault", fault.what()};
  }
  return {"nothing", ""};
}

TEST(ThrowFailure, KnowsTheServersCodes) {
  struct Case {
    const char* state;
    const char* kind;
  };
  const Case cases[] = {
      {"08006", "lost"},  {"57P01", "lost"},  {"57P02", "lost"},     {"57P03", "lost"},
      {"25006", "lost"},  {"25P03", "lost"},  {"40001", "conflict"}, {"40P01", "conflict"},
      {"55P03", "busy"},  {"57014", "busy"},  {"53300", "busy"},     {"53200", "busy"},
      {"53100", "full"},  {"58030", "full"},  {"42501", "unusable"}, {"23505", "fault"},
      {"42P01", "fault"}, {"22003", "fault"}, {"XX000", "fault"},    {"25P02", "fault"},
  };
  for (const auto& [state, kind] : cases) {
    const auto [thrown, text] = thrown_by([&] { throw_failure(state, "a reason\nand more", "SELECT 1"); });
    EXPECT_EQ(thrown, kind) << state;
    EXPECT_THAT(text, AllOf(HasSubstr("a reason"), HasSubstr(state), Not(HasSubstr("and more"))));
  }
}

TEST(RequireVersion, NamesBothVersionsWhenTheServersIsTooOld) {
  struct Case {
    int version;
    const char* name;  // empty: it is new enough
  };
  const Case cases[] = {{90'624, "9.6.24"}, {100'023, "10.23"}, {130'014, "13.14"}, {139'999, "13.9999"},
                        {140'000, ""},      {150'004, ""},      {180'000, ""}};
  for (const auto& [version, name] : cases) {
    const auto [kind, text] = thrown_by([&] { require_version(version); });
    EXPECT_EQ(kind, *name == '\0' ? "nothing" : "unusable") << version;
    if (*name == '\0') continue;
    EXPECT_EQ(text,
              "the database server is PostgreSQL " + std::string(name) + "; version 14 or newer is needed");
  }
}

std::pair<std::string, std::string> opening(const std::string& url) {
  return thrown_by([&] {
    Metrics metrics;
    Store::open(url, metrics, {.connections = 1});
  });
}

std::string replaced(std::string text, const std::string& part, const std::string& by) {
  return text.replace(text.find(part), part.size(), by);
}

TEST(OpenPostgres, SaysInOneLineWhatToDo) {
  const test::PostgresServer server({.password = "s3cret-word"});
  const auto url = server.url();
  {
    test::PostgresSession session(url);
    session.run("CREATE DATABASE latin ENCODING LATIN1 LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0");
    session.run("CREATE ROLE guest LOGIN PASSWORD 's3cret-word'");
    session.run("CREATE DATABASE closed");
    session.run("REVOKE CONNECT ON DATABASE closed FROM PUBLIC");
  }
  const auto port = ":" + std::to_string(server.port());
  struct Case {
    const char* name;
    std::string url;
    const char* kind;
    const char* what_to_do;
  };
  const Case cases[] = {
      {"a right one", url, "nothing", ""},
      {"a wrong password", replaced(url, "s3cret-word", "wr0ng-word"), "unusable",
       "check the user and the password"},
      {"no password", replaced(url, ":s3cret-word", ""), "unusable", "check the user and the password"},
      {"no such user", replaced(url, "//postgres", "//nobody"), "unusable",
       "check the user and the password"},
      {"no such database", server.url("nowhere"), "unusable", "createdb"},
      {"a database that may not be entered", server.url("closed", "guest"), "unusable", "GRANT CONNECT"},
      {"another encoding", server.url("latin"), "unusable", "--encoding=UTF8"},
      {"no TLS there", url + "?sslmode=require", "unusable", "check sslmode"},
      {"no such mode", url + "?sslmode=perhaps", "unusable", "check sslmode"},
      {"nobody listens", replaced(url, port, ":1"), "busy", "check that the server runs"},
      {"no such option", url + "?s3cret-word=1", "unusable", "is not a PostgreSQL URL"},
      {"a sign that means something else", replaced(url, "s3cret-word", "s3cret%word"), "unusable",
       "write special characters"},
      {"a bracket that is never closed", replaced(url, "127.0.0.1", "[::1"), "unusable",
       "is not a PostgreSQL URL"},
      {"an option that is no number", url + "?connect_timeout=s3cret", "unusable", "is not a PostgreSQL URL"},
  };
  for (const auto& one : cases) {
    const auto [kind, text] = opening(one.url);
    EXPECT_EQ(kind, one.kind) << one.name << ": " << text;
    EXPECT_THAT(text, HasSubstr(one.what_to_do)) << one.name;
    EXPECT_THAT(text, AllOf(Not(HasSubstr("\n")), Not(HasSubstr("s3cret")), Not(HasSubstr("wr0ng"))))
        << one.name;
  }
}

TEST(OpenPostgres, NamesWhatTheRoleMayNotDo) {
  const test::PostgresDatabase database("postgres", test::Tables::migrated);
  test::PostgresSession session(database.url());
  session.run("DROP ROLE IF EXISTS onlooker; CREATE ROLE onlooker LOGIN");
  const auto url = replaced(database.url(), "//postgres", "//onlooker");
  const auto [kind, text] = thrown_by([&] {
    Metrics metrics;
    Store::open(url, metrics, {.connections = 1})->migrations();
  });
  EXPECT_EQ(kind, "unusable") << text;
  EXPECT_THAT(text, AllOf(HasSubstr("schema_migrations"), HasSubstr("grant the role")));
  session.run("DROP ROLE onlooker");
}

TEST(OpenPostgres, UsesTlsAsTheUrlSays) {
  const test::PostgresServer server({.has_tls = true});
  const test::PostgresServer other({.has_tls = true});
  const auto url = server.url();
  EXPECT_EQ(opening(url).first, "nothing");
  Metrics metrics;
  const auto store = Store::open(url, metrics, {.connections = 1});
  static const Sql is_encrypted{
      "SELECT CASE WHEN ssl THEN 1 ELSE 0 END FROM pg_stat_ssl WHERE pid = pg_backend_pid()"};
  const auto encrypted = store->read_now(
      [](Transaction& tx) { return tx.find(is_encrypted, {}, [](Columns& row) { return row.boolean(); }); });
  EXPECT_EQ(encrypted, true);
  const auto wrong = opening(replaced(url, server.certificate().string(), other.certificate().string()));
  EXPECT_EQ(wrong.first, "unusable");
  EXPECT_THAT(wrong.second, HasSubstr("sslrootcert"));
  const auto without = opening(replaced(url, "verify-ca", "disable"));
  EXPECT_EQ(without.first, "unusable");
  EXPECT_THAT(without.second, HasSubstr("pg_hba.conf"));
}

}  // namespace
}  // namespace loyalty::storage
