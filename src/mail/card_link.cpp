#include "mail/card_link.hpp"

#include "base/text.hpp"
#include "rules/card_colours.hpp"
#include "texts/messages.hpp"

namespace loyalty::mail {
namespace {

struct Texts {
  std::string hello;
  std::string intro;
  std::string button;
  std::string secret;
  std::string unasked;
};

Texts find_texts(const CardLinkLetter& letter, Language language) {
  const auto find = [&](std::string_view key) {
    return message(language, key,
                   {{"shop", std::string(letter.shop)}, {"name", std::string(letter.first_name)}});
  };
  return {.hello = find("mail.hello"),
          .intro = find("mail.card_link.intro"),
          .button = find("mail.card_link.button"),
          .secret = find("mail.card_link.secret"),
          .unasked = find("mail.card_link.unasked")};
}

std::string write_text(const Texts& texts, std::string_view url, std::string_view shop) {
  return texts.hello + "\n\n" + texts.intro + "\n\n" + std::string(url) + "\n\n" + texts.secret + "\n" +
         texts.unasked + "\n\n" + std::string(shop) + "\n";
}

// Styles stand in the elements, because many readers drop everything else; no pictures, which they hide.
std::string write_html(const Texts& texts, const CardLinkLetter& letter, Language language) {
  const auto colours = compute_card_colours(parse_colour(letter.card_color).value_or(black));
  const auto url = escape_html(letter.card_url);
  const std::string paragraph = "<p style=\"margin:0 0 16px\">";
  std::string html = "<!doctype html>\n<html lang=\"" + std::string(name_of(language)) +
                     "\">\n<head><meta charset=\"utf-8\"></head>\n"
                     "<body style=\"margin:0;padding:24px;font:16px/1.5 sans-serif\">\n"
                     "<div style=\"max-width:480px;margin:0 auto\">\n";
  html += paragraph + escape_html(texts.hello) + "</p>\n";
  html += paragraph + escape_html(texts.intro) + "</p>\n";
  html += "<p style=\"margin:0 0 24px\"><a href=\"" + url +
          "\" style=\"display:inline-block;padding:14px 24px;border-radius:12px;text-decoration:none;"
          "font-weight:bold;background:" +
          format_colour(colours.card) + ";color:" + format_colour(colours.on) + "\">" +
          escape_html(texts.button) + "</a></p>\n";
  html += paragraph + "<a href=\"" + url + "\">" + url + "</a></p>\n";
  html += paragraph + escape_html(texts.secret) + "<br>\n" + escape_html(texts.unasked) + "</p>\n";
  return html + paragraph + escape_html(letter.shop) + "</p>\n</div>\n</body>\n</html>\n";
}

}  // namespace

Message compose_card_link(const CardLinkLetter& letter, const Mailbox& from, std::string_view to) {
  const auto fallback = pick_language(letter.shop_locale, Language::en);
  const auto language = pick_language(letter.locale, fallback);
  const auto texts = find_texts(letter, language);
  return {.from = {.name = from.name.empty() ? std::string(letter.shop) : from.name, .address = from.address},
          .to = {.name = {}, .address = std::string(to)},
          .subject = message(language, "mail.card_link.subject", {{"shop", std::string(letter.shop)}}),
          .text = write_text(texts, letter.card_url, letter.shop),
          .html = write_html(texts, letter, language),
          .id = {}};
}

}  // namespace loyalty::mail
