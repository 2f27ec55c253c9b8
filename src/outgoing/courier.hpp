// The courier: one thread that carries every request outwards. Connections are kept and used again; over
// HTTP/2 requests share one. A request may arrive twice: one whose connection ends before any answer is sent
// once more when that connection was an old one.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>

#include "outgoing/http.hpp"

namespace loyalty::outgoing {

struct CourierLimits {
  std::size_t in_hand_max = 1'000;  // requests that wait or are under way
};

class Courier {
 public:
  explicit Courier(const CourierLimits& limits = {});
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  // Called exactly once for each request, on the courier's thread, which it must not hold up; on the caller's
  // own for what is not even begun. It does not throw.
  using Callback = std::function<void(HttpOutcome)>;
  void send(HttpRequest request, Callback done);
  // Waits for the answer. Not for the courier's own thread.
  HttpOutcome send_now(HttpRequest request);

  // Ends whatever waits or is under way at once, with FailureKind::stopped, and what comes later as well.
  void stop();
  // For what speaks outwards by itself (outgoing/smtp.hpp).
  std::stop_token stop_token() const;

 private:
  class Round;

  std::unique_ptr<Round> round_;
};

}  // namespace loyalty::outgoing
