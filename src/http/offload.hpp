// Runs slow work on a thread pool while the coroutine waits, and comes back to the coroutine's own thread.
#pragma once

#include <exception>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/thread_pool.hpp"

namespace loyalty::http {

// Too much is waiting already; the edge answers 503 with Retry-After.
struct Overloaded : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Rethrows what `work` throws. Throws Overloaded when the pool's queue is full.
template <class Work, class Value = std::invoke_result_t<Work&>>
boost::asio::awaitable<Value> offload(ThreadPool& pool, Work work) {
  std::optional<Value> value;
  std::exception_ptr fault;
  bool accepted = true;
  co_await boost::asio::async_initiate<decltype(boost::asio::use_awaitable), void()>(
      [&](auto handler) {
        auto executor = boost::asio::get_associated_executor(handler);
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        const auto resume = [shared, executor] {
          boost::asio::post(executor, [shared] { std::move (*shared)(); });
        };
        accepted = pool.submit([&, resume, guard = boost::asio::make_work_guard(executor)] {
          try {
            value.emplace(work());
          } catch (...) {
            fault = std::current_exception();
          }
          resume();
        });
        if (!accepted) resume();
      },
      boost::asio::use_awaitable);
  if (!accepted) throw Overloaded("the hashing queue is full");
  if (fault) std::rethrow_exception(fault);
  co_return std::move(*value);
}

}  // namespace loyalty::http
