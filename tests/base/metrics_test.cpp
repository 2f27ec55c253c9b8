#include "base/metrics.hpp"

#include <gmock/gmock.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

namespace loyalty {
namespace {

using testing::HasSubstr;

TEST(Counter, IsTheSameForTheSameNameAndLabels) {
  Metrics metrics;
  prometheus::Counter& stamps =
      metrics.counter("loyalty_stamps_total", "Stamps given.", {{"vendor", "BREWSTER"}});
  EXPECT_EQ(&stamps, &metrics.counter("loyalty_stamps_total", "Stamps given.", {{"vendor", "BREWSTER"}}));
  EXPECT_NE(&stamps, &metrics.counter("loyalty_stamps_total", "Stamps given.", {{"vendor", "OTHER"}}));
  stamps.Increment(3);
  const std::string text = metrics.render();
  EXPECT_THAT(text,
              HasSubstr("# HELP loyalty_stamps_total Stamps given.\n# TYPE loyalty_stamps_total counter\n"));
  EXPECT_THAT(text, HasSubstr("loyalty_stamps_total{vendor=\"BREWSTER\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("loyalty_stamps_total{vendor=\"OTHER\"} 0\n"));
}

TEST(Render, ShowsGaugesAndHistograms) {
  Metrics metrics;
  metrics.gauge("loyalty_connections", "Open connections.").Set(7);
  prometheus::Histogram& batch =
      metrics.histogram("loyalty_batch_size", "Writes per commit.", Metrics::size_buckets());
  batch.Observe(3);
  const std::string text = metrics.render();
  EXPECT_THAT(text, HasSubstr("loyalty_connections 7\n"));
  EXPECT_THAT(text, HasSubstr("loyalty_batch_size_bucket{le=\"2\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("loyalty_batch_size_bucket{le=\"4\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("loyalty_batch_size_bucket{le=\"+Inf\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("loyalty_batch_size_sum 3\n"));
}

TEST(Buckets, Rise) {
  for (const auto* buckets : {&Metrics::latency_buckets(), &Metrics::size_buckets()}) {
    ASSERT_FALSE(buckets->empty());
    for (std::size_t i = 1; i < buckets->size(); ++i) EXPECT_GT((*buckets)[i], (*buckets)[i - 1]);
  }
  EXPECT_EQ(Metrics::latency_buckets().front(), 0.0005);
  EXPECT_EQ(Metrics::latency_buckets().back(), 10);
  EXPECT_EQ(Metrics::size_buckets().front(), 1);
  EXPECT_EQ(Metrics::size_buckets().back(), 1024);
}

}  // namespace
}  // namespace loyalty
