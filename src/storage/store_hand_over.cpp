#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "storage/store.hpp"

namespace loyalty::storage {

boost::asio::awaitable<void> Store::hand_over(HandedUnit& unit, Submit submit) {
  std::exception_ptr refused;
  co_await boost::asio::async_initiate<decltype(boost::asio::use_awaitable), void()>(
      [&](auto handler) {
        auto executor = boost::asio::get_associated_executor(handler);
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        unit.resume = [shared, executor, guard = boost::asio::make_work_guard(executor)] {
          boost::asio::post(executor, [shared] { std::move (*shared)(); });
        };
        try {
          (engine_.get()->*submit)(unit);
        } catch (...) {
          refused = std::current_exception();
          const auto go = std::move(unit.resume);
          go();
        }
      },
      boost::asio::use_awaitable);
  if (refused) std::rethrow_exception(refused);
}

}  // namespace loyalty::storage
