#include "http/offload.hpp"

#include <memory>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace loyalty::http {

boost::asio::awaitable<void> run_on(ThreadPool& pool, std::function<void()> work) {
  bool accepted = true;
  co_await boost::asio::async_initiate<decltype(boost::asio::use_awaitable), void()>(
      [&](auto handler) {
        auto executor = boost::asio::get_associated_executor(handler);
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        const auto resume = [shared, executor] {
          boost::asio::post(executor, [shared] { std::move (*shared)(); });
        };
        // The work lies in the coroutine's frame, which is gone once the coroutine goes on.
        accepted = pool.submit([&work, resume, guard = boost::asio::make_work_guard(executor)] {
          work();
          resume();
        });
        if (!accepted) resume();
      },
      boost::asio::use_awaitable);
  if (!accepted) throw Overloaded("the hashing queue is full");
}

}  // namespace loyalty::http
