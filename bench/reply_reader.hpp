// Reads one HTTP/1.1 answer out of the bytes that arrive: its status and how long it is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace loyalty::bench {

class ReplyReader {
 public:
  // Where to put up to `bytes` more, and how many arrived there.
  char* make_room(std::size_t bytes);
  void take(std::size_t bytes) { filled_ += bytes; }

  // True when the answer is whole. Throws std::runtime_error for what is not an answer with a Content-Length.
  bool is_whole();
  int status() const { return status_; }
  std::string_view body() const { return std::string_view(buffer_).substr(head_bytes_, body_bytes_); }
  // Forgets the answer and keeps its storage.
  void clear();

 private:
  void read_head();

  std::string buffer_;
  std::size_t filled_ = 0;
  std::size_t head_bytes_ = 0;  // 0 until the head is whole
  std::size_t body_bytes_ = 0;
  int status_ = 0;
};

}  // namespace loyalty::bench
