// What the browser may do on our pages: nothing from elsewhere, and no camera but where it reads codes.
#pragma once

#include <string>
#include <string_view>

#include "http/message.hpp"

namespace loyalty {

// What an application needs beyond the usual.
struct PagePolicy {
  bool may_use_camera = false;
  bool may_use_webassembly = false;
};

// `logo_url` may be empty; its host is the only other one that a picture may come from.
void protect_customer_page(http::Response& response, std::string_view logo_url);
void protect_application(http::Response& response, const PagePolicy& policy);
void protect_manual(http::Response& response);  // the pages below /docs

// "https://cdn.example:8443" of an address; empty for anything that could say more than a host in a header.
std::string find_origin(std::string_view url);

}  // namespace loyalty
