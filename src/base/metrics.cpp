#include "base/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace loyalty {
namespace {

prometheus::Labels to_map(Labels labels) {
  prometheus::Labels map;
  for (const auto& [name, value] : labels) map.emplace(name, value);
  return map;
}

}  // namespace

struct Metrics::State {
  prometheus::Registry registry;
};

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

prometheus::Counter& Metrics::counter(const char* name, const char* help, Labels labels) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(state_->registry).Add(to_map(labels));
}

prometheus::Gauge& Metrics::gauge(const char* name, const char* help, Labels labels) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(state_->registry).Add(to_map(labels));
}

prometheus::Histogram& Metrics::histogram(const char* name, const char* help,
                                          const std::vector<double>& buckets, Labels labels) {
  return prometheus::BuildHistogram()
      .Name(name)
      .Help(help)
      .Register(state_->registry)
      .Add(to_map(labels), buckets);
}

std::string Metrics::render() const {
  return prometheus::TextSerializer().Serialize(state_->registry.Collect());
}

const std::vector<double>& Metrics::latency_buckets() {
  static const std::vector<double> buckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                           0.1,    0.25,  0.5,    1,     2.5,  5,     10};
  return buckets;
}

const std::vector<double>& Metrics::size_buckets() {
  static const std::vector<double> buckets{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
  return buckets;
}

}  // namespace loyalty
