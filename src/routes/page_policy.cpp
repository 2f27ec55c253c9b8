#include "routes/page_policy.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace loyalty {
namespace {

const std::string common =
    "; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

void set_policy(http::Response& response, std::string_view scripts, const std::string& pictures) {
  response.set("Content-Security-Policy",
               "default-src 'self'; script-src " + std::string(scripts) + "; img-src " + pictures + common);
}

}  // namespace

void protect_customer_page(http::Response& response, std::string_view logo_url) {
  const auto origin = find_origin(logo_url);
  set_policy(response, "'self'", "'self' data: blob:" + (origin.empty() ? "" : " " + origin));
  // The address of a card is its key: no other site gets to see it, and no search engine keeps it.
  response.set("Referrer-Policy", "no-referrer")
      .set("X-Robots-Tag", "noindex")
      .set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
}

void protect_application(http::Response& response, const PagePolicy& policy) {
  set_policy(response, policy.may_use_webassembly ? "'self' 'wasm-unsafe-eval'" : "'self'",
             "'self' data: blob:");
  const std::string camera = policy.may_use_camera ? "camera=(self)" : "camera=()";
  response.set("Permissions-Policy", camera + ", microphone=(), geolocation=()");
}

void protect_manual(http::Response& response) { set_policy(response, "'self'", "'self' data:"); }

std::string find_origin(std::string_view url) {
  constexpr std::string_view scheme = "https://";
  if (!url.starts_with(scheme)) return {};
  const auto host = url.substr(scheme.size(), url.find_first_of("/?#", scheme.size()) - scheme.size());
  const bool is_plain =
      !host.empty() && std::ranges::all_of(host, [](char c) { return is_host_character(c) || c == ':'; });
  return is_plain ? std::string(scheme) + std::string(host) : std::string();
}

}  // namespace loyalty
