// The application behind its real edge: headers on every answer, HEAD, sizes, metrics.
#include <atomic>
#include <regex>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "http/server.hpp"
#include "routes/app_world.hpp"

namespace loyalty::test {
namespace {

// What came over the wire: the status line and headers as they are, and the body.
struct Wire {
  std::string head;
  std::string body;

  int status() const { return std::atoi(head.substr(9, 3).c_str()); }
  std::string header(const std::string& name) const {
    std::smatch found;
    const std::regex line("\r\n" + name + ": ([^\r]*)\r\n", std::regex::icase);
    return std::regex_search(head, found, line) ? found[1].str() : std::string();
  }
};

class ServedApp : public ::testing::Test {
 protected:
  ServedApp() : server_(settings(), app.app(), app.metrics), thread_([this] { server_.run(); }) {}
  ~ServedApp() override {
    server_.stop();
    thread_.join();
  }

  static http::Settings settings() {
    http::Settings settings;
    settings.port = 0;
    return settings;
  }

  Wire ask(const std::string& method, const std::string& path, const std::string& headers = "",
           const std::string& body = "") {
    boost::asio::ip::tcp::iostream stream;
    stream.expires_after(std::chrono::seconds(20));
    stream.connect("127.0.0.1", std::to_string(server_.port()));
    stream << method << " " << path << " HTTP/1.1\r\nHost: cards.example\r\nConnection: close\r\n" << headers;
    if (!body.empty())
      stream << "Content-Type: application/json\r\nContent-Length: " << body.size() << "\r\n";
    stream << "\r\n" << body << std::flush;
    const std::string all{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    const auto end = all.find("\r\n\r\n");
    return {all.substr(0, end + 2), end == std::string::npos ? "" : all.substr(end + 4)};
  }
  // The sessions of the world began in its own time; this one begins now.
  std::string sign_in(const std::string& name) {
    const auto answer = ask("POST", "/api/v1/auth/login", "",
                            R"({"email": ")" + name + R"(@example.org", "password": "correct horse 42"})");
    EXPECT_EQ(answer.status(), 200) << answer.body;
    return "Authorization: Bearer " + std::string(json::parse(answer.body).at("token").as_string()) +
           "\r\nX-Vendor-Code: CITY\r\n";
  }

  AppWorld app;

 private:
  http::Server server_;
  std::thread thread_;
};

TEST_F(ServedApp, NamesEveryRequest) {
  for (const char* const path : {"/healthz", "/no/such/path", "/api/v1/auth/me", "/openapi.json"}) {
    const auto named = ask("GET", path, "X-Request-Id: till-7.a_b\r\n");
    EXPECT_EQ(named.header("X-Request-Id"), "till-7.a_b") << path;
    const auto unnamed = ask("GET", path);
    EXPECT_FALSE(unnamed.header("X-Request-Id").empty()) << path;
    EXPECT_NE(unnamed.header("X-Request-Id"), ask("GET", path).header("X-Request-Id")) << path;
    const auto malformed = ask("GET", path, "X-Request-Id: a b<script>\r\n");
    EXPECT_EQ(malformed.header("X-Request-Id").find('<'), std::string::npos) << path;
    if (unnamed.status() >= 400) {
      EXPECT_EQ(json::parse(unnamed.body).at("request_id").as_string(),
                unnamed.header("X-Request-Id").c_str());
    }
    EXPECT_EQ(named.header("X-Content-Type-Options"), "nosniff");
  }
  EXPECT_EQ(ask("GET", "/api/v1/auth/me").header("Cache-Control"), "no-store");
}

TEST_F(ServedApp, AnswersHeadLikeGetWithoutTheBody) {
  const auto token = sign_in("staff");
  for (const char* const path :
       {"/healthz", "/openapi.json", "/api/v1/vendor/loyalty/cards", "/no/such/path"}) {
    const auto get = ask("GET", path, token);
    const auto head = ask("HEAD", path, token);
    EXPECT_EQ(head.status(), get.status()) << path;
    EXPECT_EQ(head.body, "") << path;
    EXPECT_EQ(head.header("Content-Type"), get.header("Content-Type")) << path;
    if (get.status() == 200)
      EXPECT_EQ(head.header("Content-Length"), std::to_string(get.body.size())) << path;
  }
  EXPECT_EQ(ask("HEAD", "/api/v1/auth/login").status(), 405);
}

TEST_F(ServedApp, SendsTheHistoryAsAFileThatNobodyKeeps) {
  const auto token = sign_in("manager");
  const std::string path = "/api/v1/vendor/loyalty/transactions.csv";
  const auto get = ask("GET", path, token);
  EXPECT_EQ(get.status(), 200);
  EXPECT_EQ(get.header("Content-Type"), "text/csv; charset=utf-8");
  EXPECT_EQ(get.header("Cache-Control"), "no-store");
  EXPECT_EQ(get.header("Transfer-Encoding"), "chunked");
  EXPECT_TRUE(get.body.ends_with("\r\n0\r\n\r\n")) << get.body;
  const auto head = ask("HEAD", path, token);
  EXPECT_EQ(head.header("Content-Disposition"), get.header("Content-Disposition"));
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(ask("GET", path + "?card=nobody", token).header("Content-Type"), "application/problem+json");
}

TEST_F(ServedApp, DescribesFailuresOfTheEdgeAsProblems) {
  const auto token = sign_in("staff");
  const auto large = ask("POST", "/api/v1/vendor/loyalty/stamp", token + "Accept-Language: fr\r\n",
                         R"({"card": ")" + std::string(70'000, 'x') + "\"}");
  EXPECT_EQ(large.status(), 413);
  EXPECT_EQ(large.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(json::parse(large.body).at("code").as_string(), "body_too_large");
  const auto wrong = ask("DELETE", "/api/v1/auth/me");
  EXPECT_EQ(wrong.status(), 405);
  EXPECT_EQ(wrong.header("Allow"), "GET, HEAD");
  EXPECT_EQ(ask("GET", "/" + std::string(5'000, 'a')).status(), 414);
}

TEST_F(ServedApp, TakesACookieFromItsOwnPages) {
  const auto login = ask("POST", "/api/v1/auth/login", "",
                         R"({"email": "staff@example.org", "password": "correct horse 42"})");
  const auto cookie = login.header("Set-Cookie");
  const auto sent = "Cookie: other=1; " + cookie.substr(0, cookie.find(';')) + "\r\n";
  EXPECT_EQ(ask("GET", "/api/v1/auth/me", sent).status(), 200);
  EXPECT_EQ(ask("POST", "/api/v1/auth/logout", sent).status(), 403);
  EXPECT_EQ(ask("POST", "/api/v1/auth/logout", sent + "Origin: https://cards.example\r\n").status(), 204);
  EXPECT_EQ(ask("GET", "/api/v1/auth/me", sent).status(), 401);
}

// The value of the first line that begins so; negative when there is none.
double metric(const std::string& text, const std::string& line) {
  const auto at = text.find("\n" + line);
  if (at == std::string::npos) return -1;
  const auto end = text.find('\n', at + 1);
  const auto whole = text.substr(at, end - at);
  return std::stod(whole.substr(whole.rfind(' ')));
}

TEST_F(ServedApp, CountsWhatItDoes) {
  const auto token = sign_in("staff");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(ask("GET", "/api/v1/auth/me").status(), 401);
  EXPECT_EQ(ask("GET", "/api/v1/vendor/loyalty/cards", token).status(), 200);
  EXPECT_EQ(ask("GET", "/api/v1/vendor/loyalty/cards/77", token).status(), 404);
  EXPECT_EQ(ask("GET", "/api/v1/vendor/loyalty/cards/78", token).status(), 404);
  EXPECT_EQ(ask("GET", "/some/path/of/a/robot").status(), 404);
  const auto answer = ask("GET", "/metrics");
  EXPECT_EQ(answer.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  const auto requests = [&](const std::string& method, const std::string& route, int status) {
    return metric(answer.body, "loyalty_http_requests_total{method=\"" + method + "\",route=\"" + route +
                                   "\",status=\"" + std::to_string(status) + "\"}");
  };
  EXPECT_EQ(requests("POST", "/api/v1/auth/login", 200), 1);
  EXPECT_EQ(requests("GET", "/api/v1/auth/me", 401), 3);
  EXPECT_EQ(requests("GET", "/api/v1/vendor/loyalty/cards", 200), 1);
  EXPECT_EQ(requests("GET", "/api/v1/vendor/loyalty/cards/{id}", 404), 2);
  EXPECT_EQ(answer.body.find("robot"), std::string::npos);
  EXPECT_EQ(metric(answer.body, "loyalty_http_refusals_total{code=\"unauthenticated\"}"), 3);
  EXPECT_EQ(metric(answer.body, "loyalty_http_refusals_total{code=\"card_not_found\"}"), 2);
  EXPECT_EQ(metric(answer.body, "loyalty_http_refusals_total{code=\"not_found\"}"), 1);
  EXPECT_GE(metric(answer.body, "loyalty_http_connections "), 1);
  EXPECT_GE(metric(answer.body, "loyalty_commit_units_count "), 1);
  EXPECT_GE(metric(answer.body, "loyalty_commit_seconds_count "), 1);
  for (const char* const gauge :
       {"loyalty_writes_waiting ", "loyalty_reads_waiting ", "loyalty_readers_busy "}) {
    EXPECT_GE(metric(answer.body, gauge), 0) << gauge;
  }
}

TEST(Readiness, SaysWhenTheDatabaseDoesNotAnswer) {
  AppWorld app;
  EXPECT_EQ(app.ask({.path = "/readyz"}).status, 200);
  app.execute("ALTER TABLE companies RENAME TO hidden_companies");
  const auto answer = app.ask({.path = "/readyz"});
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.code, "not_ready");
  EXPECT_EQ(answer.header("retry-after"), "5");
  EXPECT_EQ(app.ask({.path = "/healthz"}).status, 200);
}

}  // namespace
}  // namespace loyalty::test
