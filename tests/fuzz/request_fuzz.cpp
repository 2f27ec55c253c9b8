// The reader of requests: the same bytes in one piece and in two make the same request or the same refusal,
// and what is read stays within its limits.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include <boost/asio/buffer.hpp>

#include "http/parser.hpp"

namespace {

using loyalty::http::Limits;
using loyalty::http::Request;
using loyalty::http::RequestParser;
using Progress = RequestParser::Progress;

void require(bool holds) {
  if (!holds) std::abort();
}

constexpr Limits limits{.header_bytes_max = 512, .body_bytes_max = 64, .target_bytes_max = 128};

struct Outcome {
  Progress progress = Progress::needs_more;
  Request request;
};

void feed(RequestParser& parser, boost::beast::flat_buffer& buffer, std::string_view piece,
          Outcome& outcome) {
  if (outcome.progress != Progress::needs_more) return;
  buffer.commit(boost::asio::buffer_copy(buffer.prepare(piece.size()), boost::asio::buffer(piece)));
  outcome.progress = parser.advance(buffer);
}

Outcome read(std::string_view first, std::string_view second) {
  Outcome outcome;
  RequestParser parser(limits, outcome.request);
  boost::beast::flat_buffer buffer;
  feed(parser, buffer, first, outcome);
  for (std::size_t i = 0; i < second.size(); ++i) feed(parser, buffer, second.substr(i, 1), outcome);
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::size_t cut = std::min<std::size_t>(data[0], bytes.size());
  const Outcome whole = read(bytes, {});
  const Outcome cut_up = read(bytes.substr(0, cut), bytes.substr(cut));
  if (whole.progress == Progress::complete && cut_up.progress == Progress::complete) {
    require(whole.request.path == cut_up.request.path && whole.request.body == cut_up.request.body);
    require(whole.request.headers == cut_up.request.headers);
  }
  // Byte by byte a fault may be seen later, or hidden by a limit; but never does one way accept what the
  // other refuses.
  require(whole.progress != Progress::complete || cut_up.progress == Progress::complete);
  require(cut_up.progress != Progress::complete || whole.progress == Progress::complete);
  if (whole.progress == Progress::complete) {
    require(whole.request.path.starts_with('/') && whole.request.body.size() <= limits.body_bytes_max);
    require(whole.request.headers.size() <= loyalty::http::header_fields_max);
  }
  return 0;
}
