// What the server shows that is neither data nor an operation: /openapi.json, what the problem codes mean,
// the pages of applications that are sent as they are, and the web files inside the program.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"
#include "config/config.hpp"
#include "http/message.hpp"
#include "http/static_files.hpp"
#include "routes/applications.hpp"

namespace loyalty {

class Documents {
 public:
  Documents(const Config& config, const std::vector<embedded::File>& web_files);

  // None when there is no such document.
  std::optional<http::Response> answer(const http::Request& request) const;
  // Whether there is one for another method, GET.
  bool has(std::string_view path) const;

 private:
  http::StaticFiles make_files(const std::vector<embedded::File>& web_files);

  const Application* find_of_page(std::string_view path) const;

  std::vector<Application> applications_;
  std::string openapi_;
  std::string problems_;
  std::vector<std::string> paths_;  // the files look into these
  http::StaticFiles files_;
};

// The whole of /openapi.json for a server at this address.
std::string render_openapi(std::string_view public_url);
// The same for whatever server it is fetched from, for people and tools to read: web/openapi.json.
std::string render_openapi_file();

}  // namespace loyalty
