// Runs slow work on a thread pool while the coroutine waits, and comes back to the coroutine's own thread.
#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "base/thread_pool.hpp"

namespace loyalty::http {

// Too much is waiting already; the edge answers 503 with Retry-After.
struct Overloaded : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Runs `work`, which outlives the wait and throws nothing. Throws Overloaded when the pool's queue is full.
boost::asio::awaitable<void> run_on(ThreadPool& pool, std::function<void()> work);

// Rethrows what `work` throws. Throws Overloaded when the pool's queue is full.
template <class Work, class Value = std::invoke_result_t<Work&>>
boost::asio::awaitable<Value> offload(ThreadPool& pool, Work work) {
  std::optional<Value> value;
  std::exception_ptr fault;
  co_await run_on(pool, [&] {
    try {
      value.emplace(work());
    } catch (...) {
      fault = std::current_exception();
    }
  });
  if (fault) std::rethrow_exception(fault);
  co_return std::move(*value);
}

}  // namespace loyalty::http
