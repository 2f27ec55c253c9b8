// What the fields of a program must be with regard to each other.
#pragma once

#include <string_view>
#include <vector>

#include "models/program.hpp"

namespace loyalty {

struct ProgramFault {
  std::string_view field;  // as in the API
  std::string_view code;   // the key of its message: required_for_type, out_of_range, above_target, too_many,
                           // points_required, name_required

  bool operator==(const ProgramFault&) const = default;
};

// All faults, each field's first only, in the order of the fields. Fields that the type does not use are not
// looked at.
std::vector<ProgramFault> find_program_faults(const Program& program);

}  // namespace loyalty
