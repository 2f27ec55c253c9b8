// What the platform's administrator is told no to.
#pragma once

#include "routes/route_scenarios.hpp"

namespace loyalty::test {

inline Scenario refused(std::string name, Ask ask, int status, const char* code) {
  ask.who = Who::admin;
  return {.name = std::move(name), .ask = std::move(ask), .status = status, .fields = {{"code", code}}};
}

inline Scenario refused_field(std::string name, Ask ask, const char* field) {
  ask.who = Who::admin;
  return {
      .name = std::move(name), .ask = std::move(ask), .status = 422, .fields = {{"errors.0.field", field}}};
}

}  // namespace loyalty::test
