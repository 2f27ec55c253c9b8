#include "drawing/qr.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>
#include <qrencode.h>
#include <unistd.h>

namespace loyalty::drawing {
namespace {

constexpr std::string_view card_text = "LC1-ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view url = "https://loyalty.example/j/CAFE-1?poster=a4&lang=lb";

TEST(MakeCardQr, HasTheModulesOfTheEncoder) {
  const QrMatrix matrix = make_card_qr(card_text);
  QRcode* code = QRcode_encodeString(std::string(card_text).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  ASSERT_NE(code, nullptr);
  ASSERT_EQ(matrix.width, static_cast<std::size_t>(code->width));
  for (std::size_t row = 0; row < matrix.width; ++row) {
    for (std::size_t column = 0; column < matrix.width; ++column) {
      EXPECT_EQ(matrix.is_dark(row, column), (code->data[row * matrix.width + column] & 1) != 0);
    }
  }
  QRcode_free(code);
}

TEST(MakeCardQr, StaysSmallInAlphanumericMode) { EXPECT_EQ(make_card_qr(card_text).width, 25U); }

TEST(MakeCardQr, RefusesCharactersOutsideItsAlphabet) {
  EXPECT_THROW(make_card_qr("LC1-abc"), std::invalid_argument);
  EXPECT_THROW(make_url_qr(std::string(5000, 'x')), std::invalid_argument);
}

TEST(DrawQrSvg, DrawsEveryDarkModuleOnce) {
  const QrMatrix matrix = make_card_qr(card_text);
  const std::string svg = draw_qr_svg(matrix);
  EXPECT_NE(svg.find("viewBox=\"0 0 33 33\""), std::string::npos);
  EXPECT_NE(svg.find("shape-rendering=\"crispEdges\""), std::string::npos);
  std::vector<bool> drawn(matrix.modules.size());
  std::size_t at = svg.find("fill=\"#000\"");
  while ((at = svg.find('M', at)) != std::string::npos) {
    std::size_t column = 0, row = 0, length = 0, back = 0;
    ASSERT_EQ(std::sscanf(svg.c_str() + at, "M%zu %zuh%zuv1h-%zuz", &column, &row, &length, &back), 4);
    EXPECT_EQ(length, back);
    for (std::size_t index = 0; index < length; ++index) {
      const std::size_t module = (row - 4) * matrix.width + column - 4 + index;
      ASSERT_LT(module, drawn.size());
      EXPECT_FALSE(drawn[module]);
      drawn[module] = true;
    }
    ++at;
  }
  EXPECT_EQ(drawn, matrix.modules);
}

TEST(DrawQrPng, HasWholeModulesAndAQuietZone) {
  const std::string png = draw_qr_png(make_card_qr(card_text), 3);
  ASSERT_GT(png.size(), 33U);
  EXPECT_EQ(png.substr(1, 3), "PNG");
  const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(png[index]); };
  EXPECT_EQ(byte(18) * 256 + byte(19), 33 * 3);
  EXPECT_EQ(byte(22) * 256 + byte(23), 33 * 3);
  EXPECT_EQ(byte(24), 1) << "one bit a pixel";
  EXPECT_EQ(byte(25), 0) << "grey";
  EXPECT_THROW(draw_qr_png(make_card_qr(card_text), 0), std::invalid_argument);
  EXPECT_THROW(draw_qr_png(make_card_qr(card_text), 65), std::invalid_argument);
}

// What a scanner reads from the picture; empty when there is none on this machine.
std::string scan(const std::string& png) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("loyalty-qr-" + std::to_string(::getpid()) + ".png");
  std::ofstream(file, std::ios::binary) << png;
  FILE* scanner = popen(("zbarimg --raw -q " + file.string() + " 2>/dev/null").c_str(), "r");
  std::string text;
  std::array<char, 256> buffer;
  while (std::fgets(buffer.data(), buffer.size(), scanner) != nullptr) text += buffer.data();
  pclose(scanner);
  std::filesystem::remove(file);
  return text;
}

TEST(DrawQrPng, CanBeScanned) {
  if (std::system("command -v zbarimg >/dev/null 2>&1") != 0) GTEST_SKIP() << "zbarimg is not installed";
  EXPECT_EQ(scan(draw_qr_png(make_card_qr(card_text), 4)), std::string(card_text) + "\n");
  EXPECT_EQ(scan(draw_qr_png(make_url_qr(url), 4)), std::string(url) + "\n");
}

}  // namespace
}  // namespace loyalty::drawing
