// An engine for tests that counts what every statement has to read each time it is executed. It runs each
// unit at once, on the thread that asks.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "storage/engine.hpp"

namespace loyalty::test {

// One execution of a statement.
struct Execution {
  std::string scene;
  std::string statement;
  std::string plan_kind;  // PostgreSQL: `generic`, for any parameters, or `custom`, for these
  std::string plan;
  std::int64_t work = 0;     // PostgreSQL: pages; SQLite: steps of its machine
  std::int64_t rows = 0;     // of the answer, or written
  std::int64_t counted = 0;  // what a count that is bounded came to
};

class MeasuringEngine : public storage::Engine {
 public:
  void submit_write(storage::Unit& unit) override { run(unit); }
  void submit_read(storage::Unit& unit) override { run(unit); }
  std::vector<storage::AppliedMigration> applied_migrations() override;
  void apply_migration(std::int64_t number, const std::string& name, const std::string& text) override;
  void require_cluster() override;
  void distribute_tables(const storage::TableReport& report) override;

  // Of what happens in a scene nothing is left when it ends.
  void begin_scene(const std::string& name);
  void end_scene();
  // What was executed since the last call. Of a statement that comes again and again in one scene the first
  // times.
  std::vector<Execution> take_executions() { return std::exchange(executions_, {}); }

 protected:
  virtual storage::Connection& connection() = 0;
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void roll_back() = 0;
  virtual void run_script(const std::string& text) = 0;
  // How often it was measured in this scene.
  int& times_of(const std::string& statement) { return times_[statement]; }
  void keep(Execution execution) {
    execution.scene = scene_;
    executions_.push_back(std::move(execution));
  }

 private:
  void run(storage::Unit& unit);

  bool is_in_scene_ = false;
  std::string scene_;
  std::map<std::string, int> times_;
  std::vector<Execution> executions_;
};

// For a database that has its tables.
std::unique_ptr<MeasuringEngine> open_measuring_engine(const std::string& url);

}  // namespace loyalty::test
