// The documents that customers open: /j/{vendor_code}, /c/{card_token} and /c/{card_token}/data. Each carries
// what it shows, so that it is drawn from one answer.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "base/embedded.hpp"
#include "http/message.hpp"
#include "http/router.hpp"
#include "routes/page_template.hpp"
#include "routes/services.hpp"
#include "schemas/customer_page.hpp"
#include "schemas/problem.hpp"

namespace loyalty {

class CustomerPages {
 public:
  struct PageEntry {
    std::string_view pattern;
    CustomerPageKind kind;
  };

  // Without their template among the files there are no pages.
  CustomerPages(Services& services, const std::vector<embedded::File>& files);

  bool has(std::string_view path) const;
  // Of a path that there is.
  boost::asio::awaitable<http::Response> answer(const http::Request& request) const;
  // The page that says so when the answer fails.
  http::Response answer_fault(const http::Request& request, ProblemCode code) const;

 private:
  struct Found;
  struct Code;

  boost::asio::awaitable<Found> find(const http::Request& request, const http::RouteMatch& match) const;
  static Found find_shop(storage::Transaction& tx, const PageEntry& page, std::string_view vendor_code);
  static Found find_card(storage::Transaction& tx, const PageEntry& page, std::string_view card_token,
                         Instant now);
  http::Response render(const http::Request& request, const Found& found) const;
  CustomerPage make_page(const Found& found, Language language, Instant now, std::string_view seen) const;
  static Code draw_code(const Found& found, Language language);
  static std::string make_title(const Found& found, Language language);

  Services& services_;
  http::Router router_;
  std::optional<PageTemplate> template_;
  std::string build_tag_;  // of the template and the texts
  std::map<Language, std::string> messages_;
};

// The language of a page for people: what the address asks for, then the cookie, then the browser, then
// `fallback`.
Language pick_page_language(const http::Request& request, Language fallback);

}  // namespace loyalty
