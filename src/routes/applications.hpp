// The applications of the web: one table, web/applications.json, from which the build makes them and the
// server shows them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"
#include "routes/page_policy.hpp"

namespace loyalty {

struct Application {
  std::string name = {};
  std::vector<std::string> paths = {};  // its pages lie at these and below
  std::string document = {};            // the embedded file, a template when it is filled
  bool is_filled = false;               // for each answer, by the server; else it is sent as it is
  std::string worker_path = {};
  std::string worker_scope = {};  // what the worker may look after: more than the folder it lies in
  PagePolicy policy = {};
};

// Those that were built; none in a program without web files. A table that is not as the build leaves it is a
// fault of the build: std::runtime_error.
std::vector<Application> read_applications(const std::vector<embedded::File>& web_files);

// Whether one of its pages is asked for: what has an ending was to be a file.
bool is_page_of(const Application& application, std::string_view path);

}  // namespace loyalty
