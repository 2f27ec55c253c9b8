// Small pieces of header syntax (RFC 9110): tokens and blanks.
#pragma once

#include <string_view>

namespace loyalty::http {

bool is_token_character(char c);
bool is_token(std::string_view text);  // one token character or more

std::string_view trim_blanks(std::string_view text);  // spaces and tabs at both ends

}  // namespace loyalty::http
