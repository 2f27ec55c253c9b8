// The edge's metrics. One for each serving thread: it keeps the series it has looked up, so that counting
// takes no lock.
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>

#include "base/metrics.hpp"

namespace loyalty::http {

// The method, or "other" for one that HTTP does not define.
std::string_view method_label(std::string_view method);

class Series {
 public:
  explicit Series(Metrics& metrics) : metrics_(metrics) {}

  // `route` lives as long as the program.
  void count_request(std::string_view route, std::string_view method, int status, double seconds);
  // `code` lives as long as the program.
  void count_refusal(std::string_view code);

 private:
  struct Key {
    std::string_view route;
    std::string_view method;  // a label of ours
    int status = 0;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  struct Entry {
    prometheus::Counter* requests = nullptr;
    prometheus::Histogram* seconds = nullptr;
  };

  Metrics& metrics_;
  std::unordered_map<Key, Entry, KeyHash> requests_;
  std::unordered_map<std::string_view, prometheus::Counter*> refusals_;
};

}  // namespace loyalty::http
