#include "base/gzip.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

namespace loyalty {
namespace {

std::string inflate_all(std::string bytes) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
  std::string out(1'000'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  EXPECT_EQ(stream.avail_in, 0U);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST(ToGzip, KeepsTheBytes) {
  std::string noise;
  for (unsigned i = 0; i < 70'000; ++i) noise += static_cast<char>(i * i * 2654435761U >> 13);
  for (const auto& bytes : {std::string(), std::string("x"), std::string(500'000, 'a'), noise}) {
    EXPECT_EQ(inflate_all(to_gzip(bytes)), bytes);
  }
}

TEST(ToGzip, MakesTextSmaller) {
  std::string page;
  for (int i = 0; i < 500; ++i) page += "<li class=\"reward\">" + std::to_string(i) + "</li>";
  EXPECT_LT(to_gzip(page).size(), page.size() / 5);
}

}  // namespace
}  // namespace loyalty
