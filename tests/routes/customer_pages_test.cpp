// The documents that customers open: what is in them, in which language, and what the browser may do.
#include "routes/customer_pages.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "base/codec.hpp"
#include "routes/route_scenarios.hpp"

namespace loyalty::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const auto from = text.find(begin);
  if (from == std::string::npos) return {};
  return text.substr(from + begin.size(), text.find(end, from) - from - begin.size());
}

std::string data_text(const Answer& answer) {
  return between(answer.body, "<script type=\"application/json\" id=\"data\">", "</script>");
}
json::value data_of(const Answer& answer) { return json::parse(data_text(answer)); }
// The drawing inside the code's picture.
std::string code_of(const Answer& answer) {
  const auto place = between(answer.body, "<div id=\"code\">", "</div>");
  return percent_decode(between(place, "data:image/svg+xml,", "\">"), false).value();
}

// "4821&nbsp;0937&nbsp;5516".
std::string in_groups(const json::value& card) {
  const std::string number(card.at("card_number").as_string());
  return number.substr(0, 4) + "&nbsp;" + number.substr(4, 4) + "&nbsp;" + number.substr(8);
}

TEST(CustomerPages, CarryTheCardThatTheyShow) {
  AppWorld app;
  stamp_elise(app);
  const auto page = app.ask({.path = "/c/{elise.token}"});
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(page.route, "/c/{card_token}");
  const auto card = app.ask({.path = "/api/v1/loyalty/cards/{elise.token}"});
  const auto data = data_of(page).as_object();
  EXPECT_EQ(data.at("page"), "card");
  EXPECT_EQ(data.at("card"), card.json);
  EXPECT_EQ(data.at("etag"), json::value(card.header("etag")));
  EXPECT_EQ(data.at("card_token"), json::value(app.fill("{elise.token}")));
  EXPECT_EQ(data.at("vendor"), card.json.at("vendor"));
  EXPECT_EQ(data.at("languages"), (json::array{"en", "fr", "de", "lb"}));
  EXPECT_EQ(data.at("server_time"), "2026-11-20T10:00:00.000Z");
  for (const char* const other : {"join", "own_data", "reason"})
    EXPECT_TRUE(data.at(other).is_null()) << other;
  EXPECT_EQ(code_of(page), app.ask({.path = "/api/v1/loyalty/cards/{elise.token}/qr.svg"}).body);
  EXPECT_THAT(page.body, HasSubstr("<h2>À présenter au comptoir</h2><p>" + in_groups(card.json) + "</p>"));
  EXPECT_THAT(page.body, HasSubstr("<p>Cette page n’est pas complète. Réessayez, ou demandez au comptoir. "));
  EXPECT_THAT(page.body, AllOf(HasSubstr("<title>Coffee card · Shop CITY</title>"),
                               HasSubstr("content=\"#0d5257\""), HasSubstr("<style>i{width:50%}</style>")));
}

TEST(CustomerPages, CarryWhatIsNeededToJoin) {
  AppWorld app;
  const auto page = app.ask({.path = "/j/bakery"});
  const auto data = data_of(page).as_object();
  EXPECT_EQ(data.at("page"), "join");
  EXPECT_EQ(data.at("join"), app.ask({.path = "/api/v1/loyalty/programs/BAKERY"}).json);
  EXPECT_TRUE(data.at("card").is_null());
  EXPECT_EQ(code_of(page), "");
  EXPECT_EQ(page.header("cache-control"), "no-cache");
}

TEST(CustomerPages, CarryTheOwnData) {
  AppWorld app;
  const auto page = app.ask({.path = "/c/{elise.token}/data"});
  const auto data = data_of(page).as_object();
  EXPECT_EQ(data.at("page"), "data");
  const auto all = app.ask({.path = "/api/v1/loyalty/cards/{elise.token}/data"}).json.as_object();
  for (const auto& member : data.at("own_data").as_object()) EXPECT_EQ(member.value(), all.at(member.key()));
  EXPECT_EQ(data.at("own_data").at("email"), "elise@example.org");
  EXPECT_EQ(code_of(page), "");
}

TEST(CustomerPages, HideTheCodeOfACardThatIsNotToBeUsed) {
  AppWorld app;
  for (const auto* const status : {"blocked", "closed", "active"}) {
    const auto change = app.ask({.method = "PATCH",
                                 .path = "/api/v1/vendor/loyalty/cards/{elise}",
                                 .who = Who::owner,
                                 .body = R"({"status":")" + std::string(status) + R"("})"});
    EXPECT_EQ(change.status, 200) << change.body;
    const auto page = app.ask({.path = "/c/{elise.token}"});
    const bool is_hidden = std::string_view(status) != "active";
    EXPECT_EQ(code_of(page).empty(), is_hidden) << status;
    EXPECT_EQ(page.body.find("<h2></h2><p></p>") != std::string::npos, is_hidden) << status;
  }
}

TEST(CustomerPages, SayWhatIsNotThere) {
  struct Case {
    const char* path;
    int status;
    const char* page;
    const char* reason;
    const char* vendor;  // the shop's name where it is known
  };
  const Case cases[] = {
      {"/j/nobody", 404, "not_found", "vendor_not_found", nullptr},
      {"/j/%20", 404, "not_found", "vendor_not_found", nullptr},
      {"/j/PARK", 404, "not_found", "program_not_found", "Shop PARK"},
      {"/j/CITY", 200, "join", "program_inactive", "Shop CITY"},
      {"/c/no-such-card", 404, "not_found", "card_not_found", nullptr},
      {"/c/{elise.qr}", 404, "not_found", "card_not_found", nullptr},
      {"/c/{elise.number}/data", 404, "not_found", "card_not_found", nullptr},
  };
  AppWorld app;
  EXPECT_EQ(app.ask({.method = "DELETE", .path = program_path, .who = Who::owner}).status, 204);
  for (const auto& [path, status, kind, reason, vendor] : cases) {
    SCOPED_TRACE(path);
    const auto page = app.ask({.path = path});
    EXPECT_EQ(page.status, status);
    const auto data = data_of(page).as_object();
    EXPECT_EQ(data.at("page"), kind);
    EXPECT_EQ(data.at("reason"), reason);
    if (vendor == nullptr) {
      EXPECT_TRUE(data.at("vendor").is_null());
    } else {
      EXPECT_EQ(data.at("vendor").at("name"), vendor);
    }
    EXPECT_TRUE(data.at("card").is_null());
    EXPECT_THAT(page.body, Not(HasSubstr("Coffee card · ")));
  }
}

TEST(CustomerPages, AreInTheLanguageThatIsAskedFor) {
  struct Case {
    const char* query;
    const char* cookie;
    const char* header;
    const char* language;
  };
  // The shop speaks French.
  const Case cases[] = {
      {"", "", "", "fr"},
      {"", "", "de-AT, en;q=0.5", "de"},
      {"", "", "ja", "fr"},
      {"", "lang=lb", "de", "lb"},
      {"", "lang=xx", "de", "de"},
      {"?lang=en", "lang=lb", "de", "en"},
      {"?lang=", "lang=lb", "", "lb"},
      {"?lang=nl", "", "de", "de"},
  };
  AppWorld app;
  for (const auto& [query, cookie, header, language] : cases) {
    const auto page = app.ask({.path = std::string("/c/{elise.token}") + query,
                               .headers = {{"cookie", cookie}, {"accept-language", header}}});
    EXPECT_THAT(page.body, HasSubstr("<html lang=\"" + std::string(language) + "\">"))
        << query << cookie << header;
    const auto data = data_of(page);
    EXPECT_EQ(data.at("language"), language);
    EXPECT_EQ(
        data.at("messages").at("problem.program_inactive.detail"),
        json::value(message(find_by_name<Language>(language).value(), "problem.program_inactive.detail")));
    EXPECT_EQ(page.header("content-language"), language);
  }
  EXPECT_THAT(app.ask({.path = "/c/none"}).body, HasSubstr("<html lang=\"en\">")) << "no shop, no wish";
}

TEST(CustomerPages, CarryTheTextsOfCustomersAlone) {
  AppWorld app;
  const auto data = data_of(app.ask({.path = "/j/CITY"}));
  const auto& messages = data.at("messages").as_object();
  for (const auto& entry : messages) {
    const std::string key(entry.key());
    EXPECT_TRUE(key.starts_with("customer.") || key.starts_with("shared.") || key.starts_with("problem."))
        << key;
  }
  EXPECT_TRUE(messages.contains("problem.contact_not_possible.detail"));
  EXPECT_FALSE(messages.contains("problem.pin_invalid.detail"));
}

TEST(CustomerPages, KeepTextsOfTheShopFromBecomingPartsOfThePage) {
  AppWorld app;
  app.world.change(app.world.city, [](Program& program) {
    program.card_name = "</title><script>alert(1)</script>&";
    program.terms_text = "</script><!-- <script> \u2028";
  });
  const auto page = app.ask({.path = "/c/{elise.token}"});
  EXPECT_THAT(page.body, AllOf(Not(HasSubstr("alert(1)</script>")), Not(HasSubstr("<!--")),
                               HasSubstr("&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;")));
  EXPECT_EQ(data_text(page).find('<'), std::string::npos);
  EXPECT_EQ(data_of(page).at("card").at("program").at("terms_text"), "</script><!-- <script> \u2028");
}

TEST(CustomerPages, AreNotSentTwice) {
  AppWorld app;
  const Ask ask{.path = "/c/{elise.token}"};
  const auto first = app.ask(ask);
  const auto tag = first.header("etag");
  EXPECT_THAT(tag, StartsWith("W/\""));
  const auto again = [&](const std::string& path, const std::string& language = "") {
    return app.ask({.path = path, .headers = {{"if-none-match", tag}, {"accept-language", language}}}).status;
  };
  EXPECT_EQ(again(ask.path), 304);
  EXPECT_EQ(again(ask.path, "de"), 200) << "another language";
  EXPECT_EQ(again(ask.path + "/data"), 200) << "another page";
  EXPECT_EQ(again("/c/{jean.token}"), 200) << "another card";
  stamp_elise(app);
  EXPECT_EQ(again(ask.path), 200) << "another stamp";
  EXPECT_EQ(app.ask({.path = "/c/none"}).header("etag"), "");
}

TEST(CustomerPages, AreCompressedForWhoTakesIt) {
  AppWorld app;
  const auto plain = app.ask({.path = "/j/CITY"});
  EXPECT_EQ(plain.header("content-encoding"), "");
  EXPECT_THAT(plain.header("vary"), HasSubstr("Accept-Encoding"));
  auto packed = app.ask({.path = "/j/CITY", .headers = {{"accept-encoding", "br, gzip"}}});
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), plain.body.size() / 2);
  z_stream stream{};
  ASSERT_EQ(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
  std::string body(plain.body.size(), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(packed.body.data());
  stream.avail_in = static_cast<uInt>(packed.body.size());
  stream.next_out = reinterpret_cast<Bytef*>(body.data());
  stream.avail_out = static_cast<uInt>(body.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  inflateEnd(&stream);
  EXPECT_EQ(body, plain.body);
}

TEST(CustomerPages, LetTheBrowserDoNoMoreThanTheyNeed) {
  AppWorld app;
  const auto policy = [&] { return app.ask({.path = "/c/{elise.token}"}).header("content-security-policy"); };
  EXPECT_THAT(policy(), AllOf(HasSubstr("default-src 'self'"), HasSubstr("script-src 'self';"),
                              HasSubstr("img-src 'self' data: blob:;"), HasSubstr("frame-ancestors 'none'")));
  app.world.change(app.world.city,
                   [](Program& program) { program.logo_url = "https://cdn.example:8443/a;b/logo.png"; });
  EXPECT_THAT(policy(), HasSubstr("img-src 'self' data: blob: https://cdn.example:8443;"));
  const auto page = app.ask({.path = "/c/{elise.token}"});
  EXPECT_EQ(page.header("referrer-policy"), "no-referrer");
  EXPECT_EQ(page.header("x-robots-tag"), "noindex");
  EXPECT_EQ(page.header("cache-control"), "private, no-cache");
  EXPECT_THAT(page.header("permissions-policy"), HasSubstr("camera=()"));
}

TEST(CustomerPages, TakeNoOtherMethod) {
  AppWorld app;
  for (const char* const path : {"/c/{elise.token}", "/c/{elise.token}/data", "/j/CITY"}) {
    const auto answer = app.ask({.method = "POST", .path = path});
    EXPECT_EQ(answer.status, 405) << path;
    EXPECT_EQ(answer.header("allow"), "GET, HEAD");
  }
}

TEST(CustomerPages, SayThatSomethingIsWrongWithTheServer) {
  AppWorld app;
  app.execute("DROP TABLE companies");
  const auto page = app.ask({.path = "/c/{elise.token}"});
  EXPECT_EQ(page.status, 500);
  EXPECT_EQ(page.code, "internal");
  EXPECT_EQ(page.header("cache-control"), "no-store");
  EXPECT_EQ(page.header("etag"), "");
  const auto data = data_of(page);
  EXPECT_EQ(data.at("page"), "not_found");
  EXPECT_EQ(data.at("reason"), "internal");
}

TEST(CustomerPages, AreAbsentWhenTheWebIsNotBuilt) {
  AppWorld app;
  IdSource ids;
  App bare(app.config, app.database.store(), app.metrics, ids, {});
  for (const char* const path : {"/j/CITY", "/c/{elise.token}", "/terminal", "/"}) {
    auto request = app.make_request({.path = path});
    boost::asio::io_context io;
    auto future = boost::asio::co_spawn(io, bare.handle(request), boost::asio::use_future);
    io.run();
    const auto response = future.get();
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_EQ(response.content_type, "application/problem+json") << path;
  }
}

}  // namespace
}  // namespace loyalty::test
