// What the background tasks have at hand, as the settings say.
#pragma once

#include "config/config.hpp"
#include "tasks/tasks.hpp"

namespace loyalty {

TaskContext make_task_context(const Config& config, storage::Store& store, IdSource& ids, Metrics& metrics,
                              outgoing::Courier& courier);

}  // namespace loyalty
