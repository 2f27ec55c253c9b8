// A mail as it travels: RFC 5322, with MIME (RFC 2045 to 2047) for whatever is not ASCII. Nothing that stands
// in a field can end it or begin another one.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace loyalty::mail {

struct Mailbox {
  std::string name;     // empty: the address alone
  std::string address;  // as normalise_email accepts it

  bool operator==(const Mailbox&) const = default;
};

struct Message {
  Mailbox from;
  Mailbox to;
  std::string subject;
  std::string text;
  std::string html;
  std::string id;  // the part before the @ of its Message-ID: letters, digits and dots
  Instant date{};
};

// With CRLF at the end of each line, none of which is longer than 998 bytes. Throws std::invalid_argument for
// an address that is none or an id with other characters.
std::string render(const Message& message);

// As words of RFC 2047 where it must be, folded.
std::string encode_header_text(std::string_view text);
std::string encode_quoted_printable(std::string_view text);

}  // namespace loyalty::mail
