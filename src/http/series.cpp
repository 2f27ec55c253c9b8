#include "http/series.hpp"

#include <array>
#include <functional>
#include <string>

#include <prometheus/counter.h>
#include <prometheus/histogram.h>

namespace loyalty::http {

std::string_view method_label(std::string_view method) {
  static constexpr std::array<std::string_view, 7> known = {"GET", "POST", "PATCH",  "DELETE",
                                                            "PUT", "HEAD", "OPTIONS"};
  for (const std::string_view name : known) {
    if (name == method) return name;
  }
  return "other";
}

std::size_t Series::KeyHash::operator()(const Key& key) const {
  const std::hash<std::string_view> hash;
  return hash(key.route) ^ (hash(key.method) * 31) ^ (static_cast<std::size_t>(key.status) << 4);
}

void Series::count_request(std::string_view route, std::string_view method, int status, double seconds) {
  Entry& entry = requests_[Key{.route = route, .method = method_label(method), .status = status}];
  if (entry.requests == nullptr) {
    entry.seconds = &metrics_.histogram("loyalty_http_request_seconds", "How long requests took to answer.",
                                        Metrics::latency_buckets(), {{"route", std::string(route)}});
    entry.requests = &metrics_.counter("loyalty_http_requests_total", "Requests answered.",
                                       {{"route", std::string(route)},
                                        {"method", std::string(method_label(method))},
                                        {"status", std::to_string(status)}});
  }
  entry.requests->Increment();
  entry.seconds->Observe(seconds);
}

void Series::count_refusal(std::string_view code) {
  prometheus::Counter*& counter = refusals_[code];
  if (counter == nullptr) {
    counter =
        &metrics_.counter("loyalty_http_refusals_total", "Requests refused, by the code of the refusal.",
                          {{"code", std::string(code)}});
  }
  counter->Increment();
}

}  // namespace loyalty::http
