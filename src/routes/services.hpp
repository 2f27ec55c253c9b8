// What handlers work with: one of each for the whole program.
#pragma once

#include <cstddef>
#include <vector>

#include "base/embedded.hpp"
#include "base/ids.hpp"
#include "base/metrics.hpp"
#include "base/thread_pool.hpp"
#include "config/config.hpp"
#include "drawing/glyphs.hpp"
#include "rules/lockout.hpp"
#include "services/pin_check.hpp"
#include "services/secrets.hpp"
#include "services/sessions.hpp"
#include "storage/store.hpp"

namespace loyalty {

struct Services {
  Services(const Config& config_in, storage::Store& store_in, Metrics& metrics_in, IdSource& ids_in,
           const std::vector<embedded::File>& web_files);

  const Config& config;
  storage::Store& store;
  Metrics& metrics;
  IdSource& ids;
  Secrets secrets;
  LockoutPolicy lockout;
  SessionCache sessions;
  PinMemory pins;
  drawing::Glyphs glyphs;
  ThreadPool hashing;  // bcrypt and posters; small, because each keeps a core busy for tens of milliseconds
};

}  // namespace loyalty
