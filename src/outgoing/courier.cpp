#include "outgoing/courier.hpp"

#include <algorithm>
#include <chrono>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "outgoing/exchange.hpp"
#include "outgoing/library.hpp"

namespace loyalty::outgoing {
namespace {

using Exchanges = std::deque<std::unique_ptr<Exchange>>;

constexpr long idle_connections_max = 64;
constexpr std::chrono::milliseconds look_around_pause{1'000};

struct CloseMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};

// The requests to one place. The first goes alone: only then is it known whether the others can share its
// connection.
struct Place {
  Exchanges waiting;
  Exchanges under_way;

  bool is_open() const {
    return std::ranges::any_of(under_way, [](const auto& exchange) { return exchange->is_connected(); });
  }
  bool has_room() const {
    return !waiting.empty() &&
           (under_way.empty() || (under_way.size() < waiting.front()->at_once_max() && is_open()));
  }
};

}  // namespace

// What the courier's thread does, again and again, and what others hand to it.
class Courier::Round {
 public:
  explicit Round(const CourierLimits& limits) : limits_(limits) {
    prepare_library();
    multi_.reset(curl_multi_init());
    if (!multi_) throw std::runtime_error("libcurl does not start");
    curl_multi_setopt(multi_.get(), CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, idle_connections_max);
    thread_ = std::thread([this] { run(); });
  }
  ~Round() { stop(); }
  Round(const Round&) = delete;
  Round& operator=(const Round&) = delete;

  void take(std::unique_ptr<Exchange> exchange) {
    auto fault = exchange->find_fault();
    if (!fault) fault = hand_over(exchange);
    if (fault) exchange->end(std::move(*fault));
  }

  void stop() {
    stop_.request_stop();
    curl_multi_wakeup(multi_.get());
    const std::lock_guard lock(stop_mutex_);
    if (thread_.joinable()) thread_.join();
  }

  std::stop_token stop_token() const { return stop_.get_token(); }

 private:
  // Why it is not taken.
  std::optional<Failure> hand_over(std::unique_ptr<Exchange>& exchange) {
    const std::lock_guard lock(mutex_);
    // The thread looks for it while it holds the lock: nothing is handed over after its last look.
    if (stop_.stop_requested()) return stopped();
    if (in_hand_ >= limits_.in_hand_max) {
      return Failure{.kind = FailureKind::busy, .reason = "too much is under way"};
    }
    ++in_hand_;
    arrived_.push_back(std::move(exchange));
    curl_multi_wakeup(multi_.get());
    return std::nullopt;
  }

  static Failure stopped() { return {.kind = FailureKind::stopped, .reason = "the program stops"}; }

  void run() {
    while (sort_arrived()) {
      for (auto& [name, place] : places_) {
        while (place.has_room()) begin(place);
      }
      int running = 0;
      curl_multi_perform(multi_.get(), &running);
      collect();
      end_overdue();
      if (!can_begin()) curl_multi_poll(multi_.get(), nullptr, 0, compute_pause(), nullptr);
    }
    for (auto& [name, place] : places_) {
      for (auto* exchanges : {&place.under_way, &place.waiting}) {
        for (auto& exchange : *exchanges) end(std::move(exchange), stopped());
      }
    }
  }

  // False when it is time to stop.
  bool sort_arrived() {
    const std::lock_guard lock(mutex_);
    for (auto& exchange : arrived_) places_[exchange->place()].waiting.push_back(std::move(exchange));
    arrived_.clear();
    return !stop_.stop_requested();
  }

  void begin(Place& place) {
    auto* const handle = place.waiting.front()->begin();
    place.under_way.push_back(std::move(place.waiting.front()));
    place.waiting.pop_front();
    curl_multi_add_handle(multi_.get(), handle);
  }

  bool can_begin() const {
    return std::ranges::any_of(places_, [](const auto& named) { return named.second.has_room(); });
  }

  void collect() {
    int left = 0;
    while (const auto* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      Exchange* exchange = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &exchange);
      const auto code = message->data.result;
      end(take_out(places_[exchange->place()].under_way, exchange), code);
    }
    std::erase_if(places_, [](const auto& named) {
      return named.second.waiting.empty() && named.second.under_way.empty();
    });
  }

  void end_overdue() {
    const auto now = steady_now();
    for (auto& [name, place] : places_) {
      for (auto* exchanges : {&place.under_way, &place.waiting}) {
        Exchanges ended;
        for (auto& exchange : *exchanges) {
          if (exchange->deadline() <= now) ended.push_back(std::move(exchange));
        }
        std::erase(*exchanges, nullptr);
        for (auto& exchange : ended) {
          end(std::move(exchange),
              Failure{.kind = FailureKind::timed_out, .reason = "there was no answer in time"});
        }
      }
    }
  }

  int compute_pause() const {
    auto until = steady_now() + look_around_pause;
    for (const auto& [name, place] : places_) {
      for (const auto* exchanges : {&place.under_way, &place.waiting}) {
        for (const auto& exchange : *exchanges) until = std::min(until, exchange->deadline());
      }
    }
    const auto pause = std::chrono::ceil<std::chrono::milliseconds>(until - steady_now());
    return static_cast<int>(std::max<std::int64_t>(pause.count(), 0));
  }

  static std::unique_ptr<Exchange> take_out(Exchanges& exchanges, const Exchange* wanted) {
    const auto found = std::ranges::find(exchanges, wanted, &std::unique_ptr<Exchange>::get);
    auto taken = std::move(*found);
    exchanges.erase(found);
    return taken;
  }

  // `how` is a CURLcode or a Failure. Whoever is called back may hand over the next one at once.
  template <class How>
  void end(std::unique_ptr<Exchange> exchange, How how) {
    if (exchange->handle() != nullptr) curl_multi_remove_handle(multi_.get(), exchange->handle());
    {
      const std::lock_guard lock(mutex_);
      --in_hand_;
    }
    exchange->end(std::move(how));
  }

  const CourierLimits limits_;
  std::unique_ptr<CURLM, CloseMulti> multi_;
  std::stop_source stop_;
  std::map<std::string, Place> places_;  // the thread's own
  std::mutex mutex_;                     // of the next two
  Exchanges arrived_;
  std::size_t in_hand_ = 0;
  std::mutex stop_mutex_;
  std::thread thread_;
};

Courier::Courier(const CourierLimits& limits) : round_(std::make_unique<Round>(limits)) {}
Courier::~Courier() = default;

void Courier::send(HttpRequest request, Callback done) {
  round_->take(std::make_unique<Exchange>(std::move(request), std::move(done), steady_now()));
}

HttpOutcome Courier::send_now(HttpRequest request) {
  const auto answer = std::make_shared<std::promise<HttpOutcome>>();
  auto future = answer->get_future();
  send(std::move(request), [answer](HttpOutcome outcome) { answer->set_value(std::move(outcome)); });
  return future.get();
}

void Courier::stop() { round_->stop(); }
std::stop_token Courier::stop_token() const { return round_->stop_token(); }

}  // namespace loyalty::outgoing
