#include "routes/applications.hpp"

#include <algorithm>
#include <stdexcept>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "schemas/json_in.hpp"

namespace loyalty {
namespace {

constexpr std::string_view table_name = "pages/applications.json";

std::string to_text(const boost::json::value& value) { return std::string(value.as_string()); }

Application read_application(const boost::json::object& entry) {
  const auto& worker = entry.at("worker").as_object();
  const auto& policy = entry.at("policy").as_object();
  Application application{.name = to_text(entry.at("name")),
                          .document = to_text(entry.at("template")),
                          .is_filled = entry.at("is_filled").as_bool(),
                          .worker_path = to_text(worker.at("path")),
                          .worker_scope = to_text(worker.at("scope")),
                          .policy = {.may_use_camera = policy.at("camera").as_bool(),
                                     .may_use_webassembly = policy.at("webassembly").as_bool()}};
  for (const auto& path : entry.at("paths").as_array()) application.paths.push_back(to_text(path));
  return application;
}

}  // namespace

std::vector<Application> read_applications(const std::vector<embedded::File>& web_files) {
  const auto file = std::ranges::find(web_files, table_name, &embedded::File::name);
  if (file == web_files.end()) return {};
  const auto table = parse_json(file->bytes);
  if (!table) throw std::runtime_error("the table of the web's applications is no JSON");
  std::vector<Application> applications;
  for (const auto& entry : table->as_array()) applications.push_back(read_application(entry.as_object()));
  return applications;
}

bool is_page_of(const Application& application, std::string_view path) {
  if (path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos) return false;
  return std::ranges::any_of(application.paths, [&](const std::string& start) {
    return path == start || (path.starts_with(start) && path[start.size()] == '/');
  });
}

}  // namespace loyalty
