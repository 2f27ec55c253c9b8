#include "http/static_files.hpp"

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace loyalty::http {
namespace {

Request request_for(std::string path, std::string accept_encoding = "", std::string if_none_match = "") {
  Request request;
  request.method = "GET";
  request.path = std::move(path);
  if (!accept_encoding.empty()) request.headers.emplace_back("accept-encoding", std::move(accept_encoding));
  if (!if_none_match.empty()) request.headers.emplace_back("if-none-match", std::move(if_none_match));
  return request;
}

std::string header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "-";
}

StaticFiles sample_files() {
  return StaticFiles({
      {"/index.html", "<page>", "text/html; charset=utf-8", "gz-page", "br-page"},
      {"/assets/index-BX3kfj2a.js", "script", "text/javascript", "gz-script", ""},
      {"/logo.png", "image", "image/png", "", ""},
  });
}

TEST(AnswerStaticFile, GivesTheBytesWithTheirType) {
  const auto response = sample_files().answer(request_for("/logo.png"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->static_body, "image");
  EXPECT_EQ(response->content_type, "image/png");
  EXPECT_EQ(header_of(*response, "Cache-Control"), "no-cache");
  EXPECT_EQ(header_of(*response, "Vary"), "-");
  EXPECT_EQ(header_of(*response, "Content-Encoding"), "-");
}

TEST(AnswerStaticFile, HasNoAnswerForOtherPathsAndMethods) {
  const StaticFiles files = sample_files();
  EXPECT_FALSE(files.answer(request_for("/absent")));
  EXPECT_FALSE(files.answer(request_for("/assets")));
  EXPECT_FALSE(files.answer(request_for("")));
  Request post = request_for("/logo.png");
  post.method = "POST";
  EXPECT_FALSE(files.answer(post));
}

TEST(AnswerStaticFile, ServesOnePageAtManyPaths) {
  const auto response = sample_files().answer(request_for("/c/token"), "/index.html");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->static_body, "<page>");
}

TEST(AnswerStaticFile, NeverChangesAHashedName) {
  const auto response = sample_files().answer(request_for("/assets/index-BX3kfj2a.js"));
  EXPECT_EQ(header_of(*response, "Cache-Control"), "public, max-age=31536000, immutable");
}

TEST(AnswerStaticFile, TellsVariantsApart) {
  const StaticFiles files = sample_files();
  const auto plain = files.answer(request_for("/index.html"));
  const auto gzip = files.answer(request_for("/index.html", "gzip"));
  const auto brotli = files.answer(request_for("/index.html", "gzip, deflate, br"));
  EXPECT_EQ(plain->static_body, "<page>");
  EXPECT_EQ(gzip->static_body, "gz-page");
  EXPECT_EQ(brotli->static_body, "br-page");
  EXPECT_EQ(header_of(*gzip, "Content-Encoding"), "gzip");
  EXPECT_EQ(header_of(*brotli, "Content-Encoding"), "br");
  for (const auto& response : {plain, gzip, brotli})
    EXPECT_EQ(header_of(*response, "Vary"), "Accept-Encoding");
  EXPECT_NE(header_of(*plain, "ETag"), header_of(*gzip, "ETag"));
  EXPECT_NE(header_of(*gzip, "ETag"), header_of(*brotli, "ETag"));
}

TEST(AnswerStaticFile, AnswersNotModifiedForTheTagItGave) {
  const StaticFiles files = sample_files();
  const std::string tag = header_of(*files.answer(request_for("/index.html", "br")), "ETag");
  const auto again = files.answer(request_for("/index.html", "br", "\"other\", W/" + tag));
  EXPECT_EQ(again->status, 304);
  EXPECT_TRUE(again->static_body.empty());
  EXPECT_EQ(header_of(*again, "ETag"), tag);
  EXPECT_EQ(header_of(*again, "Cache-Control"), "no-cache");
  EXPECT_EQ(header_of(*again, "Vary"), "Accept-Encoding");
  EXPECT_EQ(header_of(*again, "Content-Encoding"), "-");
  EXPECT_EQ(files.answer(request_for("/index.html", "gzip", tag))->status, 200);
}

TEST(AnswerStaticFile, TagsFollowTheBytes) {
  const StaticFiles before({{"/a", "one", "text/plain", "", ""}});
  const StaticFiles after({{"/a", "two", "text/plain", "", ""}});
  EXPECT_NE(header_of(*before.answer(request_for("/a")), "ETag"),
            header_of(*after.answer(request_for("/a")), "ETag"));
}

TEST(AnswerStaticFile, RefusesTwoFilesAtOnePath) {
  EXPECT_THROW(StaticFiles({{"/a", "1", "", "", ""}, {"/a", "2", "", "", ""}}), std::logic_error);
}

TEST(HasHashedName, LooksForEightCharactersOfAHash) {
  struct Case {
    const char* path;
    bool expected;
  };
  const Case cases[] = {
      {"/assets/index-BX3kfj2a.js", true},
      {"/index-a_b-4EfG.css", true},
      {"/x.1a2b3c4d.js", true},
      {"/index.html", false},
      {"/terminal-fallback.js", false},
      {"/a-BX3kfj2.js", false},
      {"/indexBX3kfj2a.js", false},
      {"/index-BX3kfj2a", false},
      {"/BX3kfj2a.js", false},
      {"/x-BX3kfj2a/index.html", false},
      {"/index-BX3k!j2a.js", false},
      {"", false},
  };
  for (const Case& c : cases) EXPECT_EQ(has_hashed_name(c.path), c.expected) << c.path;
}

TEST(ChooseCoding, FollowsTheQualities) {
  struct Case {
    const char* header;
    ContentCoding expected;
  };
  const Case cases[] = {
      {"", ContentCoding::identity},
      {"identity", ContentCoding::identity},
      {"gzip", ContentCoding::gzip},
      {"x-gzip", ContentCoding::gzip},
      {"GZIP", ContentCoding::gzip},
      {"br", ContentCoding::brotli},
      {"gzip, br", ContentCoding::brotli},
      {"gzip;q=1.0, br;q=0.9", ContentCoding::gzip},
      {"gzip;q=0.5,br;q=0.501", ContentCoding::brotli},
      {"br;q=0, gzip;q=0", ContentCoding::identity},
      {"br;q=0, *", ContentCoding::gzip},
      {"*", ContentCoding::brotli},
      {"*;q=0", ContentCoding::identity},
      {"identity, gzip;q=0.5", ContentCoding::identity},
      {"br ; q=0.0 , gzip", ContentCoding::gzip},
      {"br;q=x", ContentCoding::identity},
      {"br;q=2", ContentCoding::identity},
      {"br;q=", ContentCoding::identity},
      {"br;q=0.0001", ContentCoding::identity},
      {"deflate, zstd", ContentCoding::identity},
  };
  for (const Case& c : cases) EXPECT_EQ(choose_coding(c.header, true, true), c.expected) << c.header;
  EXPECT_EQ(choose_coding("br, gzip", true, false), ContentCoding::gzip);
  EXPECT_EQ(choose_coding("br, gzip", false, false), ContentCoding::identity);
}

TEST(MatchEntityTag, ComparesWeakly) {
  struct Case {
    const char* header;
    bool expected;
  };
  const Case cases[] = {
      {"", false}, {"\"a\"", true}, {"W/\"a\"", true}, {"\"b\", \"a\"", true},  {"\"b\"", false},
      {"*", true}, {"a", false},    {"\"a", false},    {"\"b\",W/\"a\" ", true}};
  for (const Case& c : cases) EXPECT_EQ(matches_entity_tag(c.header, "\"a\""), c.expected) << c.header;
}

}  // namespace
}  // namespace loyalty::http
