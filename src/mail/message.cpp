#include "mail/message.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/ascii.hpp"
#include "base/contact.hpp"
#include "base/internet_date.hpp"
#include "base/text.hpp"

namespace loyalty::mail {
namespace {

constexpr std::size_t line_bytes_max = 76;
constexpr std::size_t word_bytes_max = 75;  // RFC 2047, section 2
constexpr std::string_view word_begin = "=?UTF-8?Q?";
constexpr std::string_view word_end = "?=";
// No quoted-printable text contains "=_".
constexpr std::string_view boundary = "=_loyalty";

std::string escape_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return {'=', capital_hex_digits[byte >> 4], capital_hex_digits[byte & 15]};
}

// What may stand in a field without being written as an encoded word, also as a name before an address.
bool is_plain(std::string_view text) {
  const bool has_edge = text.starts_with(' ') || text.ends_with(' ');
  return !has_edge && text.size() <= 60 &&
         std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == ' '; });
}

std::string encode_for_word(std::string_view character) {
  if (character.size() == 1 && is_letter_or_digit(character.front())) return std::string(character);
  if (character == " ") return "_";
  std::string encoded;
  for (const char c : character) encoded += escape_byte(c);
  return encoded;
}

void require_address(std::string_view address) {
  const auto normal = normalise_email(address);
  if (!normal || trim(address) != address) throw std::invalid_argument("a mail to what is no address");
}

std::string format_mailbox(const Mailbox& mailbox) {
  require_address(mailbox.address);
  if (mailbox.name.empty()) return "<" + mailbox.address + ">";
  return encode_header_text(mailbox.name) + "\r\n <" + mailbox.address + ">";
}

std::string_view host_of(std::string_view address) { return address.substr(address.rfind('@') + 1); }

void require_id(std::string_view id) {
  const bool is_fine =
      !id.empty() && std::ranges::all_of(id, [](char c) { return is_letter_or_digit(c) || c == '.'; });
  if (!is_fine) throw std::invalid_argument("a mail's id has other characters than letters and digits");
}

std::string render_part(std::string_view type, std::string_view text) {
  return "--" + std::string(boundary) + "\r\nContent-Type: " + std::string(type) +
         "; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
         encode_quoted_printable(text) + "\r\n";
}

}  // namespace

std::string render(const Message& message) {
  require_id(message.id);
  std::string rendered = "Date: " + format_internet_date(message.date, "+0000") + "\r\n";
  rendered += "From: " + format_mailbox(message.from) + "\r\n";
  rendered += "To: " + format_mailbox(message.to) + "\r\n";
  rendered += "Subject: " + encode_header_text(message.subject) + "\r\n";
  rendered += "Message-ID: <" + message.id + "@" + std::string(host_of(message.from.address)) + ">\r\n";
  // RFC 3834: nobody's automatic answer is to come back.
  rendered += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
  rendered += "Content-Type: multipart/alternative; boundary=\"" + std::string(boundary) + "\"\r\n\r\n";
  // The last one is what a reader that can show it shows.
  rendered += render_part("text/plain", message.text) + render_part("text/html", message.html);
  return rendered + "--" + std::string(boundary) + "--\r\n";
}

std::string encode_header_text(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  constexpr std::size_t room = word_bytes_max - word_begin.size() - word_end.size();
  // The first word stands on the line of the field's name; the others on lines of their own.
  std::string encoded(word_begin);
  std::size_t limit = room - std::string_view("Subject: ").size();
  std::size_t used = 0;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t begin = position;
    next_code_point(text, position);
    const auto character = encode_for_word(text.substr(begin, position - begin));
    if (used + character.size() > limit) {
      encoded.append(word_end).append("\r\n ").append(word_begin);
      limit = room;
      used = 0;
    }
    encoded += character;
    used += character.size();
  }
  return encoded.append(word_end);
}

std::string encode_quoted_printable(std::string_view text) {
  std::string encoded;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      encoded += "\r\n";
      column = 0;
      continue;
    }
    const bool ends_line = i + 1 == text.size() || text[i + 1] == '\n';
    const bool is_literal = (c >= '!' && c <= '~' && c != '=') || (c == ' ' && !ends_line);
    const auto piece = is_literal ? std::string(1, c) : escape_byte(c);
    // One byte is kept for the "=" of a soft line break.
    if (column + piece.size() > line_bytes_max - 1) {
      encoded += "=\r\n";
      column = 0;
    }
    encoded += piece;
    column += piece.size();
  }
  return encoded;
}

}  // namespace loyalty::mail
