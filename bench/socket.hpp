// A connection to the server, for who may wait.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "bench/reply_reader.hpp"

namespace loyalty::bench {

inline constexpr std::size_t read_bytes = 32 * 1024;
// Nothing that the bench asks for may take longer.
inline constexpr std::chrono::seconds patience{30};

// Throws what errno says.
[[noreturn]] void fail_in(const char* doing);

class Socket {
 public:
  // Not connected when nobody listens.
  explicit Socket(std::uint16_t port);
  ~Socket();
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&&) = delete;

  int handle() const { return handle_; }
  bool is_connected() const { return is_connected_; }

  void write_whole(const std::string& bytes) const;
  void read_into(ReplyReader& reader) const;
  // Up to read_bytes; 0 at the end.
  std::size_t read(char* bytes) const;

 private:
  int handle_;
  bool is_connected_ = false;
};

}  // namespace loyalty::bench
