#include "http/response_head.hpp"

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "http/body_source.hpp"
#include "http/request_id.hpp"

namespace loyalty::http {
namespace {

std::string compose(const Response& response, Framing framing = {.request_id = "id", .date = "now"}) {
  std::string head;
  compose_head(head, response, framing);
  return head;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(ComposeHead, WritesStatusLengthAndDefaults) {
  Response response;
  response.content_type = "text/plain";
  response.body = "hello";
  EXPECT_EQ(compose(response),
            "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 5\r\nContent-Type: text/plain\r\n"
            "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\n"
            "X-Request-Id: id\r\n\r\n");
}

TEST(ComposeHead, LetsTheApplicationChooseButNotFrame) {
  Response response;
  response.set("cache-control", "max-age=1").set("content-length", "99").set("Connection", "upgrade");
  response.set("Transfer-Encoding", "chunked")
      .set("X-Request-Id", "forged")
      .set("Date", "never")
      .set("Allow", "GET");
  const std::string head = compose(response);
  EXPECT_TRUE(contains(head, "cache-control: max-age=1\r\n"));
  EXPECT_TRUE(contains(head, "Allow: GET\r\n"));
  EXPECT_TRUE(contains(head, "Content-Length: 0\r\n"));
  for (const char* part : {"no-store", "99", "upgrade", "chunked", "forged", "never"}) {
    EXPECT_FALSE(contains(head, part)) << part;
  }
}

TEST(ComposeHead, GivesNoLengthWhereThereIsNoBody) {
  for (const int status : {204, 304}) {
    Response response;
    response.status = status;
    EXPECT_FALSE(contains(compose(response), "Content-Length")) << status;
  }
}

class NoSource final : public BodySource {
  boost::asio::awaitable<std::optional<std::string>> next() override { co_return std::nullopt; }
};

TEST(ComposeHead, FramesWhatASourceMakes) {
  Response response;
  response.source = std::make_shared<NoSource>();
  const std::string chunked = compose(response);
  EXPECT_TRUE(contains(chunked, "Transfer-Encoding: chunked\r\n"));
  EXPECT_FALSE(contains(chunked, "Content-Length"));
  const std::string closed =
      compose(response, {.request_id = "id", .date = "now", .keep_alive = false, .is_http_1_0 = true});
  EXPECT_FALSE(contains(closed, "Transfer-Encoding"));
  EXPECT_FALSE(contains(closed, "Content-Length"));
  response.status = 204;
  EXPECT_FALSE(contains(compose(response), "Transfer-Encoding"));
}

TEST(ComposeHead, SaysWhenTheConnectionEnds) {
  EXPECT_TRUE(contains(compose({}, {.request_id = "id", .date = "now", .keep_alive = false}),
                       "Connection: close\r\n"));
  EXPECT_TRUE(
      contains(compose({}, {.request_id = "id", .date = "now", .keep_alive = true, .is_http_1_0 = true}),
               "Connection: keep-alive\r\n"));
  EXPECT_FALSE(contains(compose({}), "Connection:"));
}

TEST(ComposeHead, RefusesHeadersThatBreakOutOfTheirLine) {
  const std::pair<std::string, std::string> cases[] = {{"Location", "/a\r\nSet-Cookie: x=1"},
                                                       {"Location", "/a\nb"},
                                                       {"Location", std::string("/\0", 2)},
                                                       {"Bad Name", "x"},
                                                       {"Bad:Name", "x"},
                                                       {"", "x"}};
  for (const auto& [name, value] : cases) {
    Response response;
    response.set(name, value);
    EXPECT_THROW(compose(response), std::invalid_argument) << name;
  }
  Response response;
  response.content_type = "text/plain\r\nX: y";
  EXPECT_THROW(compose(response), std::invalid_argument);
}

TEST(ComposeHead, PrefersTheStaticBody) {
  Response response;
  response.body = "12345";
  response.static_body = "123";
  EXPECT_TRUE(contains(compose(response), "Content-Length: 3\r\n"));
}

TEST(FormatDateHeader, FollowsRfc9110) {
  DateHeader date;
  EXPECT_EQ(date.at(from_milliseconds(784'111'777'000)), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(date.at(from_milliseconds(784'111'777'999)), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(date.at(from_milliseconds(784'111'778'000)), "Sun, 06 Nov 1994 08:49:38 GMT");
  EXPECT_EQ(date.at(from_milliseconds(0)), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(date.at(from_milliseconds(1'709'164'800'000)), "Thu, 29 Feb 2024 00:00:00 GMT");
  EXPECT_EQ(date.at(from_milliseconds(1'767'225'599'000)), "Wed, 31 Dec 2025 23:59:59 GMT");
}

TEST(RequestId, IsTakenOverWhenWellFormed) {
  for (const std::string& id : {std::string("a"), std::string("A-z_0.9"), std::string(64, 'x')}) {
    EXPECT_TRUE(is_request_id(id)) << id;
  }
  for (const std::string& id : {std::string(), std::string(65, 'x'), std::string("a b"), std::string("a/b"),
                                std::string("\xc3\xa9"), std::string("a\n")}) {
    EXPECT_FALSE(is_request_id(id)) << id;
  }
}

TEST(RequestId, OfOursIsWellFormedAndNeverTheSame) {
  RequestIds first;
  RequestIds second;
  const std::string one = first.next();
  EXPECT_TRUE(is_request_id(one));
  EXPECT_GE(one.size(), 18U);
  EXPECT_NE(one, first.next());
  EXPECT_NE(one, second.next());
}

}  // namespace
}  // namespace loyalty::http
