// QR codes, as a drawing and as a picture: black on white with the quiet zone that scanners need.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace loyalty::drawing {

// The modules without the quiet zone, row by row; true is dark.
struct QrMatrix {
  std::size_t width = 0;
  std::vector<bool> modules = {};
  bool is_dark(std::size_t row, std::size_t column) const { return modules[row * width + column]; }
};

// Dark modules beside each other in one row.
struct DarkRun {
  std::size_t row = 0;
  std::size_t column = 0;
  std::size_t length = 0;
};
std::vector<DarkRun> list_dark_runs(const QrMatrix& matrix);

// A card's text, "LC1-" and 26 characters: alphanumeric mode, level M. Throws std::invalid_argument for text
// with other characters than 0-9 A-Z and " $%*+-./:".
QrMatrix make_card_qr(std::string_view text);
// An address on a poster or a screen: byte mode, level Q. Throws std::invalid_argument when it is too long
// for a QR code.
QrMatrix make_url_qr(std::string_view url);

std::string draw_qr_svg(const QrMatrix& matrix);
// `scale`: pixels to a module, 1 to 64.
std::string draw_qr_png(const QrMatrix& matrix, std::size_t scale);

}  // namespace loyalty::drawing
