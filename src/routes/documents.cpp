#include "routes/documents.hpp"

#include <algorithm>
#include <map>

#include "routes/page_policy.hpp"
#include "routes/routes.hpp"
#include "routes/version.hpp"
#include "schemas/json_pretty.hpp"
#include "schemas/openapi.hpp"
#include "schemas/problem.hpp"

namespace loyalty {
namespace {

// Documents with places in them, or served under other names.
constexpr std::string_view pages_folder = "/pages/";

// What the texts of problems are filled with on the page that explains them.
const MessageParams examples{{"n", 3},
                             {"max", 5},
                             {"time", "14:32"},
                             {"when", "tomorrow, 00:00"},
                             {"amount", "€7.80"},
                             {"kind", "points"},
                             {"reason", "An object has the same key twice."}};

template <class Code>
void add_problem(std::string& page, Code code) {
  const std::string name(name_of(code));
  const auto text = [&](const char* part) {
    const auto key = "problem." + name + part;
    return has_message(key) ? message(Language::en, key, examples) : std::string();
  };
  const auto detail = text(".detail");
  page += "<dt id=\"" + name + "\"><code>" + name + "</code> " + std::to_string(status_of(code)) +
          "</dt><dd>" + (detail.empty() ? text(".title") : detail) + "</dd>\n";
}

// Where the `type` of every problem leads: what each code means.
std::string render_problem_page() {
  std::string page =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Problems</title>"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;max-width:44rem;margin:2rem auto;"
      "padding:0 1rem}dt{margin-top:1rem;font-weight:600}dt:target{outline:3px solid "
      "#5451e4}</style></head><body>"
      "<h1>Problems</h1><p>Every answer that is not a success names one of these as its <code>code</code>. "
      "Times and numbers are examples.</p><dl>\n";
  for (const auto& entry : Names<RefusalCode>::table) add_problem(page, entry.first);
  for (const auto& entry : Names<ProblemCode>::table) add_problem(page, entry.first);
  return page + "</dl></body></html>\n";
}

std::string_view content_type_of(std::string_view path) {
  constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".woff2", "font/woff2"},
      {".wasm", "application/wasm"},
      {".webmanifest", "application/manifest+json"},
      {".txt", "text/plain; charset=utf-8"}};
  for (const auto& [ending, type] : types) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

// The web build leaves "x.js", "x.js.gz" and "x.js.br" beside each other: one file in three codings.
std::vector<http::StaticFile> list_files(const std::vector<embedded::File>& embedded_files,
                                         const std::vector<std::string>& paths) {
  std::map<std::string_view, std::string_view> bytes;
  for (const auto& file : embedded_files) bytes[file.name] = file.bytes;
  const auto coded = [&](std::string_view name, const char* ending) {
    const auto found = bytes.find(std::string(name) + ending);
    return found == bytes.end() ? std::string_view() : found->second;
  };
  std::vector<http::StaticFile> files;
  for (std::size_t i = 0; i < embedded_files.size(); ++i) {
    const auto& file = embedded_files[i];
    if (file.name.ends_with(".gz") || file.name.ends_with(".br")) continue;
    files.push_back({.path = paths[i],
                     .bytes = file.bytes,
                     .content_type = content_type_of(file.name),
                     .gzip = coded(file.name, ".gz"),
                     .brotli = coded(file.name, ".br")});
  }
  return files;
}

http::Response redirect(std::string_view path) {
  http::Response response;
  response.status = 302;
  response.route = "/";
  response.set("Location", std::string(path)).set("Cache-Control", "no-cache");
  return response;
}

}  // namespace

Documents::Documents(const Config& config, const std::vector<embedded::File>& web_files)
    : applications_(read_applications(web_files)),
      openapi_(render_openapi(config.public_url)),
      problems_(render_problem_page()),
      files_(make_files(web_files)) {}

http::StaticFiles Documents::make_files(const std::vector<embedded::File>& web_files) {
  for (const auto& file : web_files) paths_.push_back("/" + std::string(file.name));
  auto files = list_files(web_files, paths_);
  files.push_back({.path = "/openapi.json", .bytes = openapi_, .content_type = "application/json"});
  files.push_back({.path = "/docs/problems", .bytes = problems_, .content_type = "text/html; charset=utf-8"});
  return http::StaticFiles(files);
}

// An application that is sent as it is is one document with many addresses.
const Application* Documents::find_of_page(std::string_view path) const {
  const auto found = std::ranges::find_if(
      applications_, [&](const Application& each) { return !each.is_filled && is_page_of(each, path); });
  return found == applications_.end() ? nullptr : &*found;
}

std::optional<http::Response> Documents::answer(const http::Request& request) const {
  if (request.path.starts_with(pages_folder)) return std::nullopt;
  if (request.path == "/") {
    const auto first = std::ranges::find(applications_, false, &Application::is_filled);
    if (first != applications_.end()) return redirect(first->paths.front());
  }
  auto response =
      request.path == "/docs" ? files_.answer(request, "/docs/index.html") : files_.answer(request);
  if (response) {
    response->route = request.path == "/openapi.json" ? "/openapi.json" : "/{file}";
    if (response->content_type.starts_with("text/html")) protect_manual(*response);
    const auto owner = std::ranges::find(applications_, request.path, &Application::worker_path);
    if (owner != applications_.end()) response->set("Service-Worker-Allowed", owner->worker_scope);
    return response;
  }
  const auto* application = find_of_page(request.path);
  if (application == nullptr) return std::nullopt;
  response = files_.answer(request, "/" + application->document);
  if (!response) return std::nullopt;
  response->route = application->paths.front();
  protect_application(*response, application->policy);
  return response;
}

bool Documents::has(std::string_view path) const {
  return answer({.method = "GET", .path = std::string(path)}).has_value();
}

std::string render_openapi(std::string_view public_url) {
  OpenApiBuilder builder(program_version, public_url);
  for (const auto& route : all_routes()) builder.add(route.entry);
  return builder.render();
}

std::string render_openapi_file() { return indent_json(render_openapi("/")); }

}  // namespace loyalty
