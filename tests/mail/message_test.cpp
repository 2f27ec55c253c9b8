#include "mail/message.hpp"

#include <algorithm>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/codec.hpp"

namespace loyalty::mail {
namespace {

using testing::HasSubstr;
using testing::Not;

Message make_message() {
  return {.from = {.name = "Cafe Lea", .address = "cards@shop.example"},
          .to = {.name = {}, .address = "nora@mail.example"},
          .subject = "Your card",
          .text = "Hello Nora,\n\nhttps://cards.example/c/abc\n",
          .html = "<p>Hello Nora</p>\n",
          .id = "mail.42",
          .date = Instant{std::chrono::seconds{1'795'731'620}}};
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = text.find("\r\n", begin);
    if (end == std::string::npos) throw std::runtime_error("a line without its end");
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 2;
  }
  return lines;
}

// The fields' names, in their order.
std::vector<std::string> list_fields(const std::string& rendered) {
  std::vector<std::string> names;
  for (const auto& line : split_lines(rendered)) {
    if (line.empty()) break;
    if (line.front() != ' ') names.push_back(line.substr(0, line.find(':')));
  }
  return names;
}

std::string decode_quoted_printable(std::string text) {
  for (std::size_t at = 0; (at = text.find("=\r\n")) != std::string::npos;) text.erase(at, 3);
  for (std::size_t at = 0; (at = text.find("\r\n", at)) != std::string::npos;) text.replace(at, 2, "\n");
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      decoded += text[i];
    } else {
      decoded += from_hex(text.substr(i + 1, 2)).value();
      i += 2;
    }
  }
  return decoded;
}

// What a reader shows of a header: encoded words without the space between them (RFC 2047, section 6.2).
std::string decode_header(std::string text) {
  for (std::size_t at = 0; (at = text.find("?=\r\n =?UTF-8?Q?")) != std::string::npos;) text.erase(at, 15);
  const auto begin = text.find("=?UTF-8?Q?");
  if (begin == std::string::npos) return text;
  std::string encoded = text.substr(begin + 10, text.find("?=", begin + 10) - begin - 10);
  std::ranges::replace(encoded, '_', ' ');
  return decode_quoted_printable(encoded);
}

TEST(RenderMail, IsWholeAsRfc5322HasIt) {
  EXPECT_EQ(render(make_message()),
            "Date: Thu, 26 Nov 2026 22:20:20 +0000\r\n"
            "From: Cafe Lea\r\n <cards@shop.example>\r\n"
            "To: <nora@mail.example>\r\n"
            "Subject: Your card\r\n"
            "Message-ID: <mail.42@shop.example>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: multipart/alternative; boundary=\"=_loyalty\"\r\n"
            "\r\n"
            "--=_loyalty\r\n"
            "Content-Type: text/plain; charset=UTF-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "Hello Nora,\r\n\r\nhttps://cards.example/c/abc\r\n\r\n"
            "--=_loyalty\r\n"
            "Content-Type: text/html; charset=UTF-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "<p>Hello Nora</p>\r\n\r\n"
            "--=_loyalty--\r\n");
}

TEST(RenderMail, LetsNothingEndAFieldOrBeginAnother) {
  const auto fields = list_fields(render(make_message()));
  for (const std::string evil :
       {"x\r\nBcc: all@mail.example", "x\nBcc: all@mail.example", "x\r\n\r\nbody", "\r\n.\r\nMAIL FROM:<x>",
        "\"<x@y.example>\" , z", "=?UTF-8?Q?=0D=0ABcc:?=", "x\r", "a <b@c.example>", "\xff\xfe\r\nX: y"}) {
    auto message = make_message();
    message.from.name = evil;
    message.subject = evil;
    const auto rendered = render(message);
    EXPECT_EQ(list_fields(rendered), fields) << evil;
    for (const auto& line : split_lines(rendered)) {
      EXPECT_THAT(line, Not(testing::MatchesRegex("(Bcc|X):.*"))) << evil;
      EXPECT_EQ(line.find_first_of("\r\n"), std::string::npos);
    }
    EXPECT_EQ(decode_header(encode_header_text(evil)), evil);
  }
}

TEST(RenderMail, RefusesAddressesAndIdsThatAreNone) {
  for (const char* const address :
       {"", "nora", "nora@mail.example\r\nBcc: x@y.example", "a@b.example>,<c@d.example",
        " nora@mail.example", "nora @mail.example"}) {
    auto message = make_message();
    message.to.address = address;
    EXPECT_THROW(render(message), std::invalid_argument) << address;
    message = make_message();
    message.from.address = address;
    EXPECT_THROW(render(message), std::invalid_argument) << address;
  }
  for (const char* const id : {"", "a b", "a@b", "a\r\nX: y", "a>"}) {
    auto message = make_message();
    message.id = id;
    EXPECT_THROW(render(message), std::invalid_argument) << id;
  }
}

TEST(RenderMail, KeepsLinesShortAndPartsApart) {
  auto message = make_message();
  message.subject = std::string(300, 'x') + "é";
  message.from.name = std::string(80, 'o') + " 🍞";
  message.text = std::string(5'000, 'a') + "\n--=_loyalty\n--=_loyalty--\n" + std::string(500, '\xc3');
  message.html = "<p>" + std::string(2'000, ' ') + "</p>";
  const auto rendered = render(message);
  int boundaries = 0;
  for (const auto& line : split_lines(rendered)) {
    EXPECT_LE(line.size(), 78u) << line;
    boundaries += line.starts_with("--=_loyalty") ? 1 : 0;
  }
  EXPECT_EQ(boundaries, 3);
}

TEST(EncodeHeaderText, IsReadAsItWasWritten) {
  EXPECT_EQ(encode_header_text("Your card 7"), "Your card 7");
  EXPECT_EQ(encode_header_text("Café Léa"), "=?UTF-8?Q?Caf=C3=A9_L=C3=A9a?=");
  EXPECT_EQ(encode_header_text("A, B"), "=?UTF-8?Q?A=2C_B?=");
  EXPECT_EQ(encode_header_text(" a"), "=?UTF-8?Q?_a?=");
  std::string long_text;
  for (int i = 0; i < 40; ++i) long_text += "Bäckerei 🍞 ";
  const auto encoded = encode_header_text(long_text);
  EXPECT_EQ(decode_header(encoded), long_text);
  // No letter is torn in two: each word is UTF-8 of its own.
  EXPECT_THAT(encoded, Not(HasSubstr("=F0=9F?=")));
  for (const auto& line : split_lines("Subject: " + encoded + "\r\n")) EXPECT_LE(line.size(), 76u) << line;
}

TEST(EncodeQuotedPrintable, FollowsRfc2045) {
  const std::pair<std::string, std::string> cases[] = {
      {"", ""},
      {"a = b", "a =3D b"},
      {"é", "=C3=A9"},
      {"end \nof line ", "end=20\r\nof line=20"},
      {"tab\t", "tab=09"},
      {"\r\n", "=0D\r\n"},
      {".\n..\n", ".\r\n..\r\n"},
      {std::string(75, 'a'), std::string(75, 'a')},
      {std::string(76, 'a'), std::string(75, 'a') + "=\r\na"},
      {std::string(74, 'a') + "é", std::string(74, 'a') + "=\r\n=C3=A9"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(encode_quoted_printable(text), expected);
  std::string every;
  for (int i = 0; i < 256 * 9; ++i) every += static_cast<char>(i * 7);
  EXPECT_EQ(decode_quoted_printable(encode_quoted_printable(every)), every);
}

}  // namespace
}  // namespace loyalty::mail
