// One TCP connection to the server under test, with the bytes that the test wants, good or bad.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace loyalty::e2e {

using namespace std::chrono_literals;

// Where the tests' clients connect from, so that their address is told apart from the server's own in the
// log.
inline constexpr const char* client_address = "127.0.0.77";

class Socket {
 public:
  enum class Received { data, ended, timed_out };

  // Not open when nobody listens there.
  explicit Socket(std::uint16_t port);
  ~Socket();
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&&) = delete;

  bool is_open() const { return handle_ >= 0; }
  // False when the connection is broken or the server takes nothing for some seconds.
  bool send(std::string_view bytes);
  // Appends what arrives first; `ended` also when the connection is broken.
  Received receive(std::string& into, std::chrono::milliseconds patience);
  // All that arrives until the server ends the connection or `patience` is over.
  std::string receive_until_end(std::chrono::milliseconds patience, bool* has_ended = nullptr);
  void close();

 private:
  int handle_ = -1;
};

}  // namespace loyalty::e2e
