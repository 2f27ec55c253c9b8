// The one table of everything that the server answers to.
#pragma once

#include <vector>

#include "routes/call.hpp"
#include "schemas/openapi.hpp"

namespace loyalty {

struct Route {
  OperationEntry entry;  // method, path, the least role, shapes, answers: what /openapi.json tells
  Handler handler;

  // The vendor's routes work for one vendor of the caller.
  bool needs_vendor() const { return entry.path.starts_with("/api/v1/vendor/"); }
};

const std::vector<Route>& all_routes();

}  // namespace loyalty
