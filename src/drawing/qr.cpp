#include "drawing/qr.hpp"

#include <memory>
#include <stdexcept>

#include <png.h>
#include <qrencode.h>

namespace loyalty::drawing {
namespace {

constexpr std::size_t quiet_zone = 4;
constexpr std::size_t scale_max = 64;

struct FreeInput {
  void operator()(QRinput* input) const { QRinput_free(input); }
};
struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

QrMatrix encode(std::string_view text, QRencodeMode mode, QRecLevel level) {
  const std::unique_ptr<QRinput, FreeInput> input(QRinput_new2(0, level));
  if (!input) throw std::bad_alloc();
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  if (QRinput_append(input.get(), mode, static_cast<int>(text.size()), bytes) != 0) {
    throw std::invalid_argument("this text cannot be a QR code of that mode");
  }
  const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeInput(input.get()));
  if (!code) throw std::invalid_argument("this text is too long for a QR code");
  const auto width = static_cast<std::size_t>(code->width);
  QrMatrix matrix{.width = width, .modules = std::vector<bool>(width * width)};
  for (std::size_t index = 0; index < width * width; ++index)
    matrix.modules[index] = (code->data[index] & 1) != 0;
  return matrix;
}

// One row of the picture: the modules `scale` times wide, one bit a pixel, 1 is white.
std::vector<png_byte> make_row(const QrMatrix& matrix, std::size_t row, std::size_t scale) {
  const std::size_t pixels = (matrix.width + 2 * quiet_zone) * scale;
  std::vector<png_byte> bits((pixels + 7) / 8, 0xff);
  if (row < quiet_zone || row >= quiet_zone + matrix.width) return bits;
  for (std::size_t column = 0; column < matrix.width; ++column) {
    if (!matrix.is_dark(row - quiet_zone, column)) continue;
    const std::size_t first = (column + quiet_zone) * scale;
    for (std::size_t pixel = first; pixel < first + scale; ++pixel) {
      bits[pixel / 8] = static_cast<png_byte>(bits[pixel / 8] & ~(0x80 >> pixel % 8));
    }
  }
  return bits;
}

}  // namespace

QrMatrix make_card_qr(std::string_view text) { return encode(text, QR_MODE_AN, QR_ECLEVEL_M); }

QrMatrix make_url_qr(std::string_view url) { return encode(url, QR_MODE_8, QR_ECLEVEL_Q); }

std::vector<DarkRun> list_dark_runs(const QrMatrix& matrix) {
  std::vector<DarkRun> runs;
  for (std::size_t row = 0; row < matrix.width; ++row) {
    for (std::size_t column = 0; column < matrix.width; ++column) {
      if (!matrix.is_dark(row, column)) continue;
      std::size_t end = column;
      while (end < matrix.width && matrix.is_dark(row, end)) ++end;
      runs.push_back({.row = row, .column = column, .length = end - column});
      column = end;
    }
  }
  return runs;
}

std::string draw_qr_svg(const QrMatrix& matrix) {
  const std::string size = std::to_string(matrix.width + 2 * quiet_zone);
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size +
                    "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + size + "v" + size +
                    "H0z\"/><path fill=\"#000\" d=\"";
  for (const DarkRun& run : list_dark_runs(matrix)) {
    const std::string length = std::to_string(run.length);
    svg += "M" + std::to_string(run.column + quiet_zone) + " " + std::to_string(run.row + quiet_zone) + "h" +
           length + "v1h-" + length + "z";
  }
  return svg + "\"/></svg>\n";
}

std::string draw_qr_png(const QrMatrix& matrix, std::size_t scale) {
  if (scale < 1 || scale > scale_max) throw std::invalid_argument("the scale is 1 to 64 pixels");
  const std::size_t side = matrix.width + 2 * quiet_zone;
  const std::size_t row_bytes = (side * scale + 7) / 8;
  std::vector<png_byte> pixels;
  pixels.reserve(row_bytes * side * scale);
  for (std::size_t row = 0; row < side; ++row) {
    const std::vector<png_byte> bits = make_row(matrix, row, scale);
    for (std::size_t line = 0; line < scale; ++line) pixels.insert(pixels.end(), bits.begin(), bits.end());
  }
  std::string picture;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
  if (info == nullptr) throw std::bad_alloc();
  const auto append = [](png_structp writer, png_bytep data, png_size_t size) {
    static_cast<std::string*>(png_get_io_ptr(writer))->append(reinterpret_cast<const char*>(data), size);
  };
  png_set_write_fn(png, &picture, append, nullptr);
  const auto pixels_wide = static_cast<png_uint_32>(side * scale);
  png_set_IHDR(png, info, pixels_wide, pixels_wide, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (std::size_t line = 0; line < side * scale; ++line)
    png_write_row(png, pixels.data() + line * row_bytes);
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return picture;
}

}  // namespace loyalty::drawing
