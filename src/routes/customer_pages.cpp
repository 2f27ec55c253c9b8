#include "routes/customer_pages.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/digest.hpp"
#include "base/gzip.hpp"
#include "base/text.hpp"
#include "drawing/qr.hpp"
#include "http/static_files.hpp"
#include "routes/applications.hpp"
#include "routes/holder.hpp"
#include "routes/page_policy.hpp"
#include "routes/routes.hpp"
#include "schemas/checks.hpp"
#include "services/companies.hpp"
#include "services/enrolment.hpp"

namespace loyalty {
namespace {

constexpr std::string_view color_of_no_shop = "#f3f4f8";
constexpr std::size_t tag_bytes = 15;

constexpr CustomerPages::PageEntry pages[] = {{"/j/{vendor_code}", CustomerPageKind::join},
                                              {"/c/{card_token}", CustomerPageKind::card},
                                              {"/c/{card_token}/data", CustomerPageKind::data}};

std::vector<http::RoutePattern> list_patterns() {
  std::vector<http::RoutePattern> patterns;
  for (const auto& page : pages) patterns.push_back({"GET", page.pattern});
  return patterns;
}

// The pages' own texts, and what the server may say to them.
std::vector<std::string> list_page_keys() {
  const auto is_of_pages = [](std::string_view key) {
    return key.starts_with("customer.") || key.starts_with("shared.");
  };
  std::vector<std::string> keys;
  for (auto& key : list_message_keys(Language::en)) {
    if (is_of_pages(key)) keys.push_back(std::move(key));
  }
  const auto add_problem = [&](std::string_view code) {
    auto key = "problem." + std::string(code) + ".detail";
    if (has_message(key) && std::ranges::find(keys, key) == keys.end()) keys.push_back(std::move(key));
  };
  for (const auto& route : all_routes()) {
    if (route.entry.tag != "Customers") continue;
    for (const auto code : route.entry.refusals) add_problem(name_of(code));
  }
  for (const auto code :
       {ProblemCode::validation_failed, ProblemCode::overloaded, ProblemCode::storage_full}) {
    add_problem(name_of(code));
  }
  return keys;
}

std::string make_tag(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const auto part : parts) text.append(part).append(1, '\0');
  return to_base64url(as_text(sha256({text})).substr(0, tag_bytes));
}

// "4821 0937 5516", which no line breaks.
std::string in_groups_of_four(std::string_view number) {
  std::string groups;
  for (std::size_t at = 0; at < number.size(); at += 4) {
    if (at > 0) groups += "&nbsp;";
    groups += number.substr(at, 4);
  }
  return groups;
}

std::string describe_caching(int status, bool is_private) {
  if (status >= 500) return "no-store";
  return is_private ? "private, no-cache" : "no-cache";
}

std::string describe_place(const EnrolmentPlace& place) {
  const auto& vendor = place.vendor;
  std::string text = std::to_string(place.program.version);
  for (const auto& part : {vendor.code, vendor.name, vendor.timezone, vendor.currency, vendor.locale}) {
    text.append(1, '\0').append(part);
  }
  return text;
}

}  // namespace

// The code of a card that may be shown, with its words: seen and scanned before any script has run.
struct CustomerPages::Code {
  std::string picture = {};
  std::string caption = {};
  std::string number = {};
};

// What the database has for a page.
struct CustomerPages::Found {
  const PageEntry* page = nullptr;
  std::string_view card_token = {};
  std::optional<EnrolmentPlace> place = {};
  std::optional<HolderView> view = {};
  std::optional<Vendor> vendor = {};  // where there is nothing else of the shop
  std::optional<std::string_view> reason = {};
  int status = 200;

  void refuse(RefusalCode code) {
    reason = name_of(code);
    status = 404;
  }
  const Vendor* find_vendor() const {
    if (place) return &place->vendor;
    if (view) return &view->vendor;
    return vendor ? &*vendor : nullptr;
  }
  // Changes with what the page shows.
  std::string describe() const {
    if (place) return describe_place(*place);
    return view ? routes::make_holder_tag(*view) : std::string();
  }
  const Program* find_program() const {
    if (place) return &place->program;
    return view ? &view->program : nullptr;
  }
};

Language pick_page_language(const http::Request& request, Language fallback) {
  for (const auto wish : {request.query_value("lang").value_or(""), request.cookie("lang")}) {
    if (const auto language = find_by_name<Language>(wish)) return *language;
  }
  return pick_language(request.header("accept-language"), fallback);
}

CustomerPages::CustomerPages(Services& services, const std::vector<embedded::File>& files)
    : services_(services), router_(list_patterns()) {
  const auto applications = read_applications(files);
  const auto own = std::ranges::find(applications, true, &Application::is_filled);
  if (own == applications.end()) return;
  const auto file = std::ranges::find(files, own->document, &embedded::File::name);
  if (file == files.end()) return;
  template_.emplace(file->bytes);
  const auto keys = list_page_keys();
  for (const auto& entry : Names<Language>::table) {
    messages_[entry.first] = write_page_messages(entry.first, keys);
    build_tag_ = make_tag({build_tag_, file->bytes, messages_[entry.first]});
  }
}

bool CustomerPages::has(std::string_view path) const {
  return template_ && router_.match("GET", path).outcome == http::RouteMatch::Outcome::found;
}

boost::asio::awaitable<http::Response> CustomerPages::answer(const http::Request& request) const {
  const auto match = router_.match("GET", request.path);
  const auto found = co_await find(request, match);
  auto response = render(request, found);
  response.route = found.page->pattern;
  co_return response;
}

boost::asio::awaitable<CustomerPages::Found> CustomerPages::find(const http::Request& request,
                                                                 const http::RouteMatch& match) const {
  const auto& page = pages[match.index];
  if (page.kind == CustomerPageKind::join) {
    const auto code = check_vendor_code(match.parameter("vendor_code")).value_or("");
    co_return co_await services_.store.read(
        [&](storage::Transaction& tx) { return find_shop(tx, page, code); });
  }
  const auto token = match.parameter("card_token");
  co_return co_await services_.store.read(
      [&](storage::Transaction& tx) { return find_card(tx, page, token, request.received_at); });
}

CustomerPages::Found CustomerPages::find_shop(storage::Transaction& tx, const PageEntry& page,
                                              std::string_view vendor_code) {
  Found found{.page = &page};
  auto place = find_enrolment_place(tx, vendor_code);
  if (place) {
    if (!place->program.is_active) found.reason = name_of(RefusalCode::program_inactive);
    found.place = std::move(*place);
    return found;
  }
  found.refuse(place.error().code);
  if (place.error().code == RefusalCode::program_not_found) {
    if (auto vendor = view_vendor_by_code(tx, vendor_code)) found.vendor = std::move(*vendor);
  }
  return found;
}

CustomerPages::Found CustomerPages::find_card(storage::Transaction& tx, const PageEntry& page,
                                              std::string_view card_token, Instant now) {
  Found found{.page = &page, .card_token = card_token};
  auto view = view_as_holder(tx, card_token, now);
  if (view) {
    list_latest(tx, *view, routes::latest_transactions_max);
    found.view = std::move(*view);
  } else {
    found.refuse(view.error().code);
  }
  return found;
}

http::Response CustomerPages::render(const http::Request& request, const Found& found) const {
  const auto* vendor = found.find_vendor();
  const auto locale = vendor != nullptr ? find_by_name<Language>(vendor->locale) : std::nullopt;
  const auto language = pick_page_language(request, locale.value_or(Language::en));
  http::Response response;
  response.status = found.status;
  response.set("Cache-Control", describe_caching(found.status, found.view.has_value()))
      .set("Vary", "Accept-Encoding, Accept-Language, Cookie")
      .set("Content-Language", std::string(name_of(language)));
  const auto seen = found.describe();
  if (found.status == 200) {
    // Weak: one tag for the page in every coding, and the time in it is that of its making.
    const std::string_view offer = services_.config.can_send_mail() ? "mail" : "";
    const auto tag =
        "\"" + make_tag({build_tag_, offer, found.page->pattern, name_of(language), seen}) + "\"";
    response.set("ETag", "W/" + tag);
    if (http::matches_entity_tag(request.header("if-none-match"), tag)) {
      response.status = 304;
      return response;
    }
  }
  const auto* program = found.find_program();
  protect_customer_page(response, program != nullptr ? program->logo_url : std::string_view());
  response.content_type = "text/html; charset=utf-8";
  const auto title = escape_html(make_title(found, language));
  const auto data = write_customer_page(make_page(found, language, request.received_at, seen));
  const auto code = draw_code(found, language);
  response.body =
      template_->fill({.language = name_of(language),
                       .title = title,
                       .color = program != nullptr ? std::string_view(program->card_color) : color_of_no_shop,
                       .data = data,
                       .code = code.picture,
                       .caption = code.caption,
                       .number = code.number,
                       .trouble = escape_html(message(language, "page.trouble")),
                       .retry = escape_html(message(language, "shared.try_again"))});
  if (http::choose_coding(request.header("accept-encoding"), true, false) == http::ContentCoding::gzip) {
    response.body = to_gzip(response.body);
    response.set("Content-Encoding", "gzip");
  }
  return response;
}

// The page looks into what was found and into `seen`, the card's entity tag.
CustomerPage CustomerPages::make_page(const Found& found, Language language, Instant now,
                                      std::string_view seen) const {
  CustomerPage page{.kind = found.status == 200 ? found.page->kind : CustomerPageKind::not_found,
                    .language = language,
                    .messages = messages_.at(language),
                    .server_time = now,
                    .reason = found.reason};
  if (const auto* vendor = found.find_vendor()) page.vendor.emplace(*vendor);
  if (found.place) {
    page.join.emplace(found.place->vendor, found.place->program, services_.config.can_send_mail());
  }
  if (found.view) {
    page.card.emplace(routes::to_holder_page(*found.view));
    page.card_token = found.card_token;
    page.etag = seen;
    if (page.kind == CustomerPageKind::data) page.own_data.emplace(found.view->holder.customer);
  }
  return page;
}

CustomerPages::Code CustomerPages::draw_code(const Found& found, Language language) {
  if (!found.view || found.page->kind != CustomerPageKind::card) return {};
  const auto& card = found.view->holder.card;
  if (card.status != CardStatus::active) return {};
  // As a picture, which browsers take for what the page is about. It is drawn at once, and its place is
  // known.
  const auto svg = drawing::draw_qr_svg(drawing::make_card_qr(make_qr_text(card)));
  return {.picture = R"(<img alt="" width="33" height="33" decoding="sync" src="data:image/svg+xml,)" +
                     percent_encode(svg) + "\">",
          .caption = escape_html(message(language, "customer.show_code")),
          .number = in_groups_of_four(card.card_number)};
}

std::string CustomerPages::make_title(const Found& found, Language language) {
  if (found.status != 200) return message(language, "problem." + std::string(*found.reason) + ".title");
  const auto& shop = found.find_vendor()->name;
  const auto& card = found.find_program()->card_name;
  return found.view && card != shop ? card + " · " + shop : shop;
}

http::Response CustomerPages::answer_fault(const http::Request& request, ProblemCode code) const {
  const auto problem = render_problem(code, {.now = request.received_at});
  auto response = render(request, {.page = &pages[router_.match("GET", request.path).index],
                                   .reason = problem.code,
                                   .status = problem.status});
  response.code = problem.code;
  if (problem.retry_after_seconds) response.set("Retry-After", std::to_string(*problem.retry_after_seconds));
  return response;
}

}  // namespace loyalty
