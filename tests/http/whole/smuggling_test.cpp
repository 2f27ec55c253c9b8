#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/edge_fixture.hpp"

namespace loyalty::http::testing {
namespace {

struct Case {
  const char* name;
  std::string request;
  int status;
};

std::string with(std::string_view headers, std::string_view body = "") {
  return "POST /echo HTTP/1.1\r\nHost: shop\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

const std::string chunked = "Transfer-Encoding: chunked\r\n";

std::vector<Case> framing_cases() {
  return {
      {"plain", with("Content-Length: 2\r\n", "ab"), 200},
      {"two lengths that differ", with("Content-Length: 2\r\nContent-Length: 3\r\n", "abc"), 400},
      {"two lengths alike", with("Content-Length: 2\r\nContent-Length: 2\r\n", "ab"), 400},
      {"a list of lengths", with("Content-Length: 2, 2\r\n", "ab"), 400},
      {"a signed length", with("Content-Length: +2\r\n", "ab"), 400},
      {"a negative length", with("Content-Length: -2\r\n", "ab"), 400},
      {"a hexadecimal length", with("Content-Length: 0x2\r\n", "ab"), 400},
      {"an empty length", with("Content-Length:\r\n", "ab"), 400},
      {"a length with a blank inside", with("Content-Length: 2 2\r\n", "ab"), 400},
      {"a length beyond 64 bits", with("Content-Length: 18446744073709551618\r\n", "ab"), 400},
      {"a length, then chunked", with("Content-Length: 5\r\n" + chunked, "0\r\n\r\n"), 400},
      {"chunked, then a length", with(chunked + "Content-Length: 5\r\n", "0\r\n\r\n"), 400},
      {"chunked", with(chunked, "0\r\n\r\n"), 200},
      {"chunked in capitals", with("Transfer-Encoding: CHUNKED\r\n", "0\r\n\r\n"), 200},
      {"chunked twice", with(chunked + chunked, "0\r\n\r\n"), 400},
      {"chunked twice in a list", with("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"), 400},
      {"another coding", with("Transfer-Encoding: gzip\r\n", "0\r\n\r\n"), 400},
      {"another coding first", with("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 400},
      {"chunked first", with("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"), 400},
      {"identity", with("Transfer-Encoding: identity\r\nContent-Length: 2\r\n", "ab"), 400},
      {"an odd coding, then chunked", with("Transfer-Encoding: x\r\n" + chunked, "0\r\n\r\n"), 400},
      {"an empty coding", with("Transfer-Encoding:\r\n", "0\r\n\r\n"), 400},
      {"a quoted coding", with("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"), 400},
      {"a vertical tab before the coding", with("Transfer-Encoding: \vchunked\r\n", "0\r\n\r\n"), 400},
      {"chunked in HTTP/1.0", "POST /echo HTTP/1.0\r\n" + chunked + "\r\n0\r\n\r\n", 400},
      {"a length in a trailer", with(chunked, "0\r\nContent-Length: 5\r\n\r\n"), 400},
      {"a chunk that is no number", with(chunked, "x\r\n\r\n"), 400},
      {"a chunk with a sign", with(chunked, "+1\r\na\r\n0\r\n\r\n"), 400},
      {"a chunk in hexadecimal notation", with(chunked, "0x1\r\na\r\n0\r\n\r\n"), 400},
      {"a chunk with a blank", with(chunked, "1 \r\na\r\n0\r\n\r\n"), 400},
      {"a chunk longer than it says", with(chunked, "1\r\nab\r\n0\r\n\r\n"), 400},
      {"a chunk ended by LF", with(chunked, "1\na\r\n0\r\n\r\n"), 400},
      {"a chunk beyond 64 bits", with(chunked, "10000000000000001\r\na\r\n0\r\n\r\n"), 400},
      {"a broken extension", with(chunked, "1;=\r\na\r\n0\r\n\r\n"), 400},
  };
}

std::vector<Case> header_cases() {
  const std::string start = "GET /hello HTTP/1.1\r\n";
  return {
      {"a host", start + "Host: shop\r\n\r\n", 200},
      {"a host with a port", start + "Host: shop.example:8080\r\n\r\n", 200},
      {"an address as host", start + "Host: [2001:db8::1]:80\r\n\r\n", 200},
      {"an empty host", start + "Host:\r\n\r\n", 200},
      {"no host", start + "\r\n", 400},
      {"no host in HTTP/1.0", "GET /hello HTTP/1.0\r\n\r\n", 200},
      {"two hosts", start + "Host: shop\r\nHost: shop\r\n\r\n", 400},
      {"two hosts in HTTP/1.0", "GET /hello HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"a list of hosts", start + "Host: a, b\r\n\r\n", 400},
      {"a host with a user", start + "Host: a@b\r\n\r\n", 400},
      {"a host with a path", start + "Host: a/b\r\n\r\n", 400},
      {"a folded line", start + "Host: shop\r\nX-A: b\r\n c\r\n\r\n", 400},
      {"a folded line with a tab", start + "Host: shop\r\nX-A: b\r\n\tc\r\n\r\n", 400},
      {"a line folded from its start", start + "Host: shop\r\nX-A:\r\n b\r\n\r\n", 400},
      {"a fold of nothing", start + "Host: shop\r\nX-A: b\r\n \r\n\r\n", 400},
      {"a blank before the first header", start + " Host: shop\r\n\r\n", 400},
      {"a blank before the colon", start + "Host: shop\r\nX-A : b\r\n\r\n", 400},
      {"a blank before the host's colon", start + "Host : shop\r\n\r\n", 400},
      {"a tab before the colon", start + "Host: shop\r\nContent-Length\t: 5\r\n\r\n", 400},
      {"no colon", start + "Host: shop\r\nnonsense\r\n\r\n", 400},
      {"no name", start + "Host: shop\r\n: b\r\n\r\n", 400},
      {"a zero byte in a value", start + std::string("Host: shop\r\nX-A: b\0c\r\n\r\n", 24), 400},
      {"a zero byte in a name", start + std::string("Host: shop\r\nX\0A: b\r\n\r\n", 22), 400},
      {"a control character in a value", start + "Host: shop\r\nX-A: b\x01\r\n\r\n", 400},
      {"a CR alone", start + "Host: shop\r\nX-A: b\rContent-Length: 5\r\n\r\n", 400},
      {"an LF alone", start + "Host: shop\r\nX-A: b\nContent-Length: 5\r\n\r\n", 400},
      {"lines ended by LF", "GET /hello HTTP/1.1\nHost: shop\n\n", 400},
      {"bytes beyond ASCII in a value", start + "Host: shop\r\nX-A: \xc3\xa9\r\n\r\n", 200},
  };
}

std::vector<Case> line_cases() {
  const std::string rest = " HTTP/1.1\r\nHost: shop\r\n\r\n";
  return {
      {"absolute form", "GET http://shop/hello" + rest, 400},
      {"authority form", "CONNECT shop:80" + rest, 400},
      {"asterisk form", "OPTIONS *" + rest, 400},
      {"no slash", "GET hello" + rest, 400},
      {"a fragment", "GET /hello#x" + rest, 400},
      {"an encoded slash", "GET /hello%2Fx" + rest, 400},
      {"a dot part", "GET /a/../hello" + rest, 400},
      {"a broken escape", "GET /hello?x=%" + rest, 400},
      {"another version", "GET /hello HTTP/2.0\r\nHost: shop\r\n\r\n", 400},
      {"version 1.2", "GET /hello HTTP/1.2\r\nHost: shop\r\n\r\n", 400},
      {"no version", "GET /hello\r\nHost: shop\r\n\r\n", 400},
      {"two blanks", "GET  /hello" + rest, 400},
      {"a tab", "GET\t/hello" + rest, 400},
      {"a blank behind", "GET /hello HTTP/1.1 \r\nHost: shop\r\n\r\n", 400},
      {"a blank before", " GET /hello" + rest, 400},
      {"an odd method", "G(T /hello" + rest, 400},
      {"a method of 32 characters", std::string(32, 'M') + " /hello" + rest, 200},
      {"a method of 33 characters", std::string(33, 'M') + " /hello" + rest, 400},
      {"a TLS greeting", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400},
  };
}

// Every refusal also ends the connection: a second request behind it must never be answered.
void check_cases(const std::vector<Case>& cases) {
  RunningServer server;
  for (const Case& c : cases) {
    Client client(server.port());
    const Answer answer = client.send(c.request).receive();
    EXPECT_EQ(answer.status, c.status) << c.name;
    if (c.status == 200) {
      EXPECT_EQ(client.ask(get("/hello", "Connection: close\r\n")).status,
                answer.header("connection") == "-" ? 200 : 0)
          << c.name;
      continue;
    }
    const int handled = server.application().handled;
    client.send(get("/hello"));
    EXPECT_EQ(answer.header("connection"), "close") << c.name;
    EXPECT_TRUE(client.ends_within(2s)) << c.name;
    EXPECT_EQ(server.application().handled, handled) << c.name;
  }
}

TEST(RefuseSmuggling, OfBodies) { check_cases(framing_cases()); }

TEST(RefuseSmuggling, ByHeaders) { check_cases(header_cases()); }

TEST(RefuseSmuggling, ByRequestLines) { check_cases(line_cases()); }

TEST(RefuseSmuggling, AlsoWhenTheBytesComeOneByOne) {
  const RunningServer server;
  for (const auto& cases : {framing_cases(), header_cases()}) {
    for (const Case& c : cases) {
      Client client(server.port());
      for (const char byte : c.request) {
        client.send(std::string_view(&byte, 1));
        std::this_thread::sleep_for(100us);
      }
      // Lines that end by LF alone leave the parser waiting for the end of the header.
      client.end_sending();
      const int status = client.receive().status;
      EXPECT_TRUE(status == c.status || (c.status == 400 && status == 0)) << c.name << " " << status;
    }
  }
}

}  // namespace
}  // namespace loyalty::http::testing
