#include "storage/postgres/failures.hpp"

#include <algorithm>
#include <array>

namespace loyalty::storage {
namespace {

enum class Meaning { lost, conflict, busy, full, no_rights };

struct Code {
  std::string_view prefix;
  Meaning meaning;
};

constexpr std::array<Code, 12> codes{{
    {"08", Meaning::lost},          // connection exceptions
    {"57P", Meaning::lost},         // the server is shut down, crashed or starts
    {"25006", Meaning::lost},       // read only: a standby since a fail-over
    {"25P03", Meaning::lost},       // idle in a transaction for too long
    {"40", Meaning::conflict},      // serialisation failure, deadlock
    {"55P03", Meaning::busy},       // a lock that did not come in time
    {"57014", Meaning::busy},       // a statement that took too long
    {"53300", Meaning::busy},       // too many connections
    {"53100", Meaning::full},       // disk full
    {"53", Meaning::busy},          // out of memory and the like
    {"42501", Meaning::no_rights},  // insufficient privilege
    {"58030", Meaning::full},       // the server's disk fails
}};

constexpr int oldest_version = 140'000;

std::string format_version(int version) {
  const auto number = [](int value) { return std::to_string(value); };
  if (version >= 100'000) return number(version / 10'000) + "." + number(version % 10'000);
  return number(version / 10'000) + "." + number(version / 100 % 100) + "." + number(version % 100);
}

std::string first_line(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  return std::string(text.substr(0, text.find('\n')));
}

std::string place_of(PGconn* handle) {
  const char* host = PQhost(handle);
  const char* port = PQport(handle);
  std::string place = host == nullptr ? "" : host;
  if (port != nullptr && *port != '\0') place += std::string(":") + port;
  return place.empty() ? "the database server" : place;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

[[noreturn]] void throw_not_a_url() {
  throw StorageUnusable(
      "LOYALTY_DATABASE_URL is not a PostgreSQL URL; write special characters in the user and the password "
      "as "
      "%XX");
}

}  // namespace

void throw_failure(std::string_view state, const std::string& message, const std::string& doing) {
  const auto found =
      std::ranges::find_if(codes, [&](const Code& code) { return state.starts_with(code.prefix); });
  const std::string text = "postgresql: " + first_line(message) + " (" + std::string(state) + ")";
  if (found == codes.end()) throw StorageFault(text + ": " + doing);
  switch (found->meaning) {
    case Meaning::lost:
      throw StorageLost(text);
    case Meaning::conflict:
      throw StorageConflict(text);
    case Meaning::busy:
      throw StorageBusy(text);
    case Meaning::full:
      throw StorageFull(text);
    case Meaning::no_rights:
      throw StorageUnusable(text +
                            ": grant the role what it lacks, or let it own the database (docs/scaling.md)");
  }
  throw StorageFault(text);
}

void check_url(const std::string& url) {
  // libpq's own words may hold a part of the password here.
  PQconninfoOption* const options = PQconninfoParse(url.c_str(), nullptr);
  if (options == nullptr) throw_not_a_url();
  PQconninfoFree(options);
}

void require_version(int version) {
  if (version >= oldest_version) return;
  throw StorageUnusable("the database server is PostgreSQL " + format_version(version) +
                        "; version 14 or newer is needed");
}

void throw_connect_failure(PGconn* handle) {
  // libpq keeps no SQLSTATE of a refused connection; its words are stable for what matters here.
  const std::string said = first_line(PQerrorMessage(handle));
  const std::string text = "cannot connect to " + place_of(handle) + ": " + said;
  if (contains(said, "authentication failed") || contains(said, "no password supplied")) {
    throw StorageUnusable(text + "; check the user and the password in LOYALTY_DATABASE_URL");
  }
  if (contains(said, "no pg_hba.conf entry")) {
    throw StorageUnusable(text + "; let this machine and user in, in the server's pg_hba.conf");
  }
  if (contains(said, "database \"") && contains(said, "does not exist")) {
    throw StorageUnusable(text + "; create it with createdb, in UTF-8");
  }
  if (contains(said, "role \"") && contains(said, "does not exist")) {
    throw StorageUnusable(text + "; create it with createuser, or correct LOYALTY_DATABASE_URL");
  }
  if (contains(said, "permission denied for database")) {
    throw StorageUnusable(text + "; GRANT CONNECT ON DATABASE to the role");
  }
  if (contains(said, "certificate") || contains(said, "SSL") || contains(said, "invalid sslmode")) {
    throw StorageUnusable(text + "; check sslmode and sslrootcert in LOYALTY_DATABASE_URL");
  }
  if (contains(said, "connection option")) throw_not_a_url();
  if (contains(said, "read-only")) {
    throw StorageBusy(text + "; name the primary server in LOYALTY_DATABASE_URL, or all of them");
  }
  throw StorageBusy(text + "; check that the server runs, and the host and port in LOYALTY_DATABASE_URL");
}

}  // namespace loyalty::storage
