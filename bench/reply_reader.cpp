#include "bench/reply_reader.hpp"

#include <stdexcept>

#include "base/text.hpp"

namespace loyalty::bench {
namespace {

constexpr std::string_view length_name = "content-length:";

std::size_t read_length(std::string_view head) {
  for (std::size_t at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at + 2)) {
    const auto line = head.substr(at + 2);
    if (!equal_ignoring_case(line.substr(0, length_name.size()), length_name)) continue;
    const auto end = line.find("\r\n");
    const auto length = parse_integer(trim(line.substr(length_name.size(), end - length_name.size())));
    if (length && *length >= 0) return static_cast<std::size_t>(*length);
  }
  throw std::runtime_error("an answer without a Content-Length");
}

}  // namespace

char* ReplyReader::make_room(std::size_t bytes) {
  if (buffer_.size() < filled_ + bytes) buffer_.resize(filled_ + bytes);
  return buffer_.data() + filled_;
}

bool ReplyReader::is_whole() {
  if (head_bytes_ == 0) read_head();
  if (head_bytes_ == 0 || filled_ < head_bytes_ + body_bytes_) return false;
  if (filled_ > head_bytes_ + body_bytes_) throw std::runtime_error("more bytes than the answer has");
  return true;
}

void ReplyReader::read_head() {
  const auto bytes = std::string_view(buffer_).substr(0, filled_);
  const auto end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return;
  const auto status = bytes.starts_with("HTTP/1.1 ") ? parse_integer(bytes.substr(9, 3)) : std::nullopt;
  if (!status) throw std::runtime_error("an answer that is not HTTP/1.1");
  status_ = static_cast<int>(*status);
  body_bytes_ = status_ == 204 || status_ == 304 ? 0 : read_length(bytes.substr(0, end + 2));
  head_bytes_ = end + 4;
}

void ReplyReader::clear() {
  filled_ = 0;
  head_bytes_ = 0;
  body_bytes_ = 0;
  status_ = 0;
}

}  // namespace loyalty::bench
