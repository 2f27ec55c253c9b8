// What /metrics shows. One registry for the program; every layer makes its own series by these functions and
// keeps the reference, which lives as long as the registry.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace loyalty {

using Labels = std::initializer_list<std::pair<const char*, std::string>>;

class Metrics {
 public:
  Metrics();
  ~Metrics();

  // The same name and labels give the same series. Names follow Prometheus: loyalty_..._total, ..._seconds.
  prometheus::Counter& counter(const char* name, const char* help, Labels labels = {});
  prometheus::Gauge& gauge(const char* name, const char* help, Labels labels = {});
  prometheus::Histogram& histogram(const char* name, const char* help, const std::vector<double>& buckets,
                                   Labels labels = {});

  // The Prometheus text format, version 0.0.4.
  std::string render() const;

  static const std::vector<double>& latency_buckets();  // seconds: 0.5 ms to 10 s
  static const std::vector<double>& size_buckets();     // 1, 2, 4 ... 1024

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace loyalty
