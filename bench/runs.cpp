#include "bench/runs.hpp"

#include <memory>
#include <thread>

#include <fmt/format.h>

#include "base/codec.hpp"
#include "base/contact.hpp"
#include "base/text.hpp"
#include "bench/pgbench.hpp"
#include "bench/raw.hpp"

namespace loyalty::bench {
namespace {

constexpr int many_connections = 64;
constexpr std::chrono::milliseconds warm_up_time{500};
constexpr double stamps_not_rolled_up = 5000;
// One answer's size when nobody has asked the server yet: for print_statements.
constexpr std::size_t usual_answer_bytes = 1300;

double seconds_of(std::chrono::milliseconds time) { return std::chrono::duration<double>(time).count(); }

// What the runs gave, run by run.
struct Series {
  std::vector<double> values;
  void add(double value) { values.push_back(value); }
  double median() const { return bench::median(values); }
};

// The raw engine with a stamp's statements, and how near to it we mean to be.
struct Yardstick {
  std::string name;
  std::function<double(std::chrono::milliseconds)> run;  // stamps a second
  double percent_min = 0;
};

Yardstick make_yardstick(const std::string& url, const World& world, std::size_t answer_bytes,
                         const std::vector<RecordedStatement>& statements) {
  if (is_sqlite(url)) {
    const auto loop = std::make_shared<RawLoop>(path_of(url), world, statements, answer_bytes);
    return {.name = "raw loop, 32 a commit",
            .run = [loop](std::chrono::milliseconds duration) { return loop->run(duration); },
            .percent_min = 70};
  }
  const auto pgbench = std::make_shared<Pgbench>(url, world, statements, answer_bytes);
  return {.name = "pgbench, 8 connections",
          .run = [pgbench](std::chrono::milliseconds duration) { return pgbench->run(duration); },
          .percent_min = 100};
}

class Counter {
 public:
  Counter(const Plan& plan, const std::string& seeded_url, std::string label, Report& report)
      : plan_(plan),
        label_(std::move(label)),
        report_(report),
        shop_(plan, seeded_url, "http"),
        raw_(seeded_url, plan.folder, "raw") {}

  void measure(const std::function<void()>& meanwhile) {
    measure_start();
    measure_against_raw();
    measure_one_connection();
    measure_hot_card();
    add("memory under load", shop_.server().memory().most_megabytes, "MB", below(200));
    shop_.survive_kill(meanwhile);
    add("start to first answer after a kill", shop_.server().start_milliseconds(), "ms", below(150));
  }

 private:
  void add(const std::string& name, double value, const std::string& unit,
           std::optional<Target> target = {}) {
    report_.add(label_ + ": " + name, value, unit, target);
  }

  void measure_start() {
    Series starts, memory;
    for (int i = 0; i < plan_.repeats; ++i) {
      shop_.close();
      shop_.open();
      starts.add(shop_.server().start_milliseconds());
      // Only after a while is it known what the program keeps while nobody asks.
      std::this_thread::sleep_for(warm_up_time);
      memory.add(shop_.server().memory().now_megabytes);
    }
    add("start to first answer", starts.median(), "ms", below(150));
    add("idle memory", memory.median(), "MB", below(60));
  }

  void measure_against_raw() {
    const auto statements = record_stamp(raw_.url(), shop_.world(), shop_.answer_bytes());
    add("answer to a stamp", static_cast<double>(shop_.answer_bytes()), "bytes");
    add("statements of a stamp", static_cast<double>(statements.size()), "");
    const auto raw = make_yardstick(raw_.url(), shop_.world(), shop_.answer_bytes(), statements);
    raw.run(warm_up_time);
    shop_.stamp(many_connections, warm_up_time);

    Series raw_rate, rate, p50, p99, server_cpu, own_cpu;
    for (int i = 0; i < plan_.repeats; ++i) {
      raw_rate.add(raw.run(plan_.duration));
      const double cpu_before = shop_.server().cpu_seconds();
      const auto result = shop_.stamp(many_connections, plan_.duration);
      rate.add(result.rate());
      p50.add(result.milliseconds_at(0.5));
      p99.add(result.milliseconds_at(0.99));
      const auto stamps = static_cast<double>(result.microseconds.size());
      server_cpu.add(1e6 * (shop_.server().cpu_seconds() - cpu_before) / stamps);
      own_cpu.add(1e6 * result.own_cpu_seconds / stamps);
    }
    add(raw.name, raw_rate.median(), "stamps/s");
    add("HTTP, 64 connections", rate.median(), "stamps/s");
    add("HTTP of it", 100 * rate.median() / raw_rate.median(), "%", at_least(raw.percent_min));
    add("HTTP, 64 connections, p50", p50.median(), "ms");
    add("HTTP, 64 connections, p99", p99.median(), "ms", below(40));
    add("server's processor time for a stamp", server_cpu.median(), "us");
    add("load generator's processor time for a stamp", own_cpu.median(), "us");
    measure_at_rate(0.7 * rate.median());
  }

  void measure_at_rate(double rate) {
    Series p50, p99;
    for (int i = 0; i < plan_.repeats; ++i) {
      const auto result = shop_.stamp(many_connections, plan_.duration / 2, rate);
      p50.add(result.milliseconds_at(0.5));
      p99.add(result.milliseconds_at(0.99));
    }
    add(fmt::format("HTTP at 70 % of that, {:.0f} stamps/s, p50", rate), p50.median(), "ms");
    add(fmt::format("HTTP at 70 % of that, {:.0f} stamps/s, p99", rate), p99.median(), "ms", below(25));
  }

  void measure_one_connection() {
    Series p50, p99;
    for (int i = 0; i < plan_.repeats; ++i) {
      const auto result = shop_.stamp(1, plan_.duration / 2);
      p50.add(result.milliseconds_at(0.5));
      p99.add(result.milliseconds_at(0.99));
    }
    add("HTTP, 1 connection, p50", p50.median(), "ms", below(1.5));
    add("HTTP, 1 connection, p99", p99.median(), "ms");
  }

  void measure_hot_card() {
    Series rate, p99;
    for (int i = 0; i < plan_.repeats; ++i) {
      const auto result = shop_.stamp_one_card(many_connections, static_cast<std::size_t>(i));
      rate.add(result.rate());
      p99.add(result.milliseconds_at(0.99));
    }
    add("HTTP, 64 connections on one card", rate.median(), "stamps/s", at_least(1500));
    add("HTTP, 64 connections on one card, p99", p99.median(), "ms");
  }

  const Plan& plan_;
  std::string label_;
  Report& report_;
  Shop shop_;
  DatabaseCopy raw_;
};

std::string search_for(std::string_view text) {
  return "/api/v1/vendor/loyalty/cards?search=" + percent_encode(text);
}

// Three or four letters.
std::string_view beginning_of(std::string_view name) { return cut_utf8(name, 4); }

// Of a hundred of the requests. Finding nothing is fast, and no result.
double share_with_a_card(const Shop& shop, const std::vector<std::string>& targets) {
  int asked = 0;
  int found = 0;
  for (std::size_t i = 0; i < targets.size(); i += targets.size() / 100) {
    ++asked;
    if (shop.get(targets[i]).body.find("\"card_number\"") != std::string::npos) ++found;
  }
  return 100.0 * found / asked;
}

}  // namespace

void measure_counter(const Plan& plan, const std::string& seeded_url, const std::string& label,
                     Report& report, const std::function<void()>& meanwhile) {
  Counter(plan, seeded_url, label, report).measure(meanwhile);
}

void measure_in_turns(const Plan& plan, const Side& usual, const Side& other, double percent_min,
                      Report& report) {
  Shop shop(plan, usual.seeded_url, "usual_shop");
  Shop other_shop(plan, other.seeded_url, "other-shop");
  shop.open();
  other_shop.open();
  shop.stamp(many_connections, warm_up_time);
  other_shop.stamp(many_connections, warm_up_time);
  Series rate, other_rate;
  for (int i = 0; i < plan.repeats; ++i) {
    rate.add(shop.stamp(many_connections, plan.duration).rate());
    other_rate.add(other_shop.stamp(many_connections, plan.duration).rate());
  }
  report.add("in turns: HTTP, 64 connections, " + usual.name, rate.median(), "stamps/s");
  report.add("in turns: HTTP, 64 connections, " + other.name, other_rate.median(), "stamps/s");
  report.add("in turns: " + other.name + " of " + usual.name, 100 * other_rate.median() / rate.median(), "%",
             at_least(percent_min));
}

void measure_reads(const Plan& plan, const std::string& seeded_url, const std::string& label,
                   Report& report) {
  Shop shop(plan, seeded_url, "reads");
  shop.open();
  const auto& world = shop.world();
  const std::string list = "/api/v1/vendor/loyalty/cards";
  using TargetOf = std::function<std::string(const Customer& customer, std::size_t index)>;
  const auto measure = [&](const std::string& name, double milliseconds_max, const TargetOf& target_of) {
    std::vector<std::string> targets;
    for (std::size_t i = 0; i < world.some_customers.size(); ++i) {
      targets.push_back(target_of(world.some_customers[i], i));
    }
    Series p50, p99;
    for (int i = 0; i < plan.repeats; ++i) {
      const auto result = shop.get_any_of(targets, plan.duration / 5);
      p50.add(result.milliseconds_at(0.5));
      p99.add(result.milliseconds_at(0.99));
    }
    const auto prefix = label + ": " + name + ", ";
    report.add(prefix + "p50", p50.median(), "ms", below(milliseconds_max));
    report.add(prefix + "p99", p99.median(), "ms");
    report.add(prefix + "with a card", share_with_a_card(shop, targets), "%", at_least(100));
  };
  const auto number_of = [&](std::size_t i) {
    return world.card_numbers[i * 7919 % world.card_numbers.size()];
  };
  measure("first page of the cards", 5, [&](const Customer&, std::size_t) { return list; });
  measure("page of active cards", 5, [&](const Customer&, std::size_t) { return list + "?status=active"; });
  measure("look-up by number", 5,
          [&](const Customer&, std::size_t i) { return list + "/lookup?code=" + number_of(i); });
  measure("search by the beginning of a name", 20,
          [&](const Customer& k, std::size_t) { return search_for(beginning_of(k.last_name)); });
  measure("search by last name", 20, [&](const Customer& k, std::size_t) { return search_for(k.last_name); });
  measure("search by full name", 20,
          [&](const Customer& k, std::size_t) { return search_for(k.first_name + " " + k.last_name); });
  measure("search by telephone", 20, [&](const Customer& k, std::size_t i) {
    return search_for(k.phone ? national_digits(*k.phone) : number_of(i));
  });
}

void measure_statistics(const Plan& plan, const std::string& seeded_url, const std::string& label,
                        Report& report) {
  Shop shop(plan, seeded_url, "statistics");
  shop.open();
  const auto measure = [&](const std::string& name, const std::string& query, std::optional<Target> target) {
    const std::vector<std::string> targets{"/api/v1/vendor/loyalty/stats" + query};
    Series p50, p99;
    for (int i = 0; i < plan.repeats; ++i) {
      const auto result = shop.get_any_of(targets, plan.duration / 5);
      p50.add(result.milliseconds_at(0.5));
      p99.add(result.milliseconds_at(0.99));
    }
    report.add(label + ": " + name + ", p50", p50.median(), "ms", target);
    report.add(label + ": " + name + ", p99", p99.median(), "ms");
  };
  measure("statistics of 30 days", "", below(20));
  measure("statistics of 366 days", "?days=366", {});
  shop.stamp(many_connections, plan.duration, stamps_not_rolled_up / seconds_of(plan.duration));
  measure("statistics of 30 days, 5,000 stamps not rolled up", "", below(20));
}

void print_statements(const std::string& seeded_url) {
  const auto statements = record_stamp(seeded_url, read_world(seeded_url), usual_answer_bytes);
  if (!is_sqlite(seeded_url)) return fmt::print("{}", render_script(statements));
  for (const auto& statement : statements) fmt::print("{}\n", statement.sql.text);
}

}  // namespace loyalty::bench
