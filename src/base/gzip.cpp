#include "base/gzip.hpp"

#include <stdexcept>

#include <zlib.h>

namespace loyalty {
namespace {

// Level 9 takes half as long again for one per cent.
constexpr int level = 6;
constexpr int window_bits_and_gzip = MAX_WBITS + 16;
constexpr int memory_level = 8;

}  // namespace

std::string to_gzip(std::string_view bytes) {
  z_stream stream{};
  const int begun =
      deflateInit2(&stream, level, Z_DEFLATED, window_bits_and_gzip, memory_level, Z_DEFAULT_STRATEGY);
  if (begun != Z_OK) throw std::runtime_error("gzip cannot begin");
  // zlib takes its input by pointers that are not const, and only reads from them.
  std::string input(bytes);
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) throw std::runtime_error("gzip did not end");
  return out;
}

}  // namespace loyalty
