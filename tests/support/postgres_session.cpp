#include "support/postgres_session.hpp"

#include <stdexcept>

#include <libpq-fe.h>

namespace loyalty::test {

void PostgresSession::Close::operator()(pg_conn* connection) const { PQfinish(connection); }

PostgresSession::PostgresSession(const std::string& url) : connection_(PQconnectdb(url.c_str())) {
  if (PQstatus(connection_.get()) != CONNECTION_OK)
    throw std::runtime_error(PQerrorMessage(connection_.get()));
  run("SET client_min_messages = warning");
}

std::vector<std::vector<std::string>> PostgresSession::ask(const std::string& sql) {
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection_.get(), sql.c_str()),
                                                             &PQclear);
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
    throw std::runtime_error(PQerrorMessage(connection_.get()));
  }
  std::vector<std::vector<std::string>> rows;
  for (int row = 0; row < PQntuples(result.get()); ++row) {
    auto& columns = rows.emplace_back();
    for (int column = 0; column < PQnfields(result.get()); ++column) {
      columns.emplace_back(PQgetvalue(result.get(), row, column));
    }
  }
  return rows;
}

std::string PostgresSession::value(const std::string& sql) { return ask(sql).at(0).at(0); }

std::string with_database(const std::string& url, const std::string& database) {
  const auto name = url.find('/', url.find("://") + 3);
  if (name == std::string::npos) throw std::invalid_argument("no database in this URL");
  const auto more = url.find('?', name);
  return url.substr(0, name + 1) + database + (more == std::string::npos ? "" : url.substr(more));
}

}  // namespace loyalty::test
