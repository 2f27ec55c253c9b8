// One drawing on paper, on a screen and as a picture.
#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>

#include <cairo.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "drawing/canvas.hpp"

namespace loyalty::drawing {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Colour red{255, 0, 0};
constexpr Colour blue{0, 0, 255};

// An inch wide: red on the left, a turned blue square in the middle, nothing on the right.
Canvas make_canvas() {
  Canvas canvas{.width = 25.4, .height = 12.7, .title = "A title", .language = "fr", .elements = {}};
  Part part{.canvas = canvas, .origin = {}};
  part.fill({{}, 8, 12.7}, red);
  part.draw("M-1-1h2v2h-2z", {.at = {12.7, 6.35}, .scale = 2, .rotation_degrees = 45}, blue);
  return canvas;
}

struct Picture {
  explicit Picture(std::string_view png) : rest(png) {
    surface = cairo_image_surface_create_from_png_stream(
        [](void* self, unsigned char* bytes, unsigned int size) {
          std::string_view& from = static_cast<Picture*>(self)->rest;
          if (from.size() < size) return CAIRO_STATUS_READ_ERROR;
          std::copy_n(from.begin(), size, bytes);
          from.remove_prefix(size);
          return CAIRO_STATUS_SUCCESS;
        },
        this);
  }
  Picture(const Picture&) = delete;
  ~Picture() { cairo_surface_destroy(surface); }

  // As 0xAARRGGBB.
  std::uint32_t pixel(int x, int y) const {
    const auto* row = cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface);
    return reinterpret_cast<const std::uint32_t*>(row)[x];
  }

  std::string_view rest;
  cairo_surface_t* surface = nullptr;
};

TEST(RenderPng, HasAPixelForEveryPlace) {
  const std::string png = render_png(make_canvas(), 100);
  const Picture picture(png);
  ASSERT_EQ(cairo_surface_status(picture.surface), CAIRO_STATUS_SUCCESS);
  EXPECT_EQ(cairo_image_surface_get_width(picture.surface), 100);
  EXPECT_EQ(cairo_image_surface_get_height(picture.surface), 50);
  EXPECT_EQ(picture.pixel(5, 5), 0xffff0000U);
  EXPECT_EQ(picture.pixel(50, 25), 0xff0000ffU);
  EXPECT_EQ(picture.pixel(50, 25 - 10), 0xff0000ffU) << "turned: its corner is above its middle";
  EXPECT_EQ(picture.pixel(50 - 7, 25 - 7), 0U);
  EXPECT_EQ(picture.pixel(90, 25), 0U) << "transparent";
}

TEST(RenderPng, DrawsCodesAndLetters) {
  Canvas canvas{.width = 50, .height = 20, .title = {}, .language = "en", .elements = {}};
  Part part{.canvas = canvas, .origin = {}, .scale = 2};
  part.fill({{}, 25, 10}, white);
  part.draw(QrMatrix{.width = 2, .modules = {true, false, false, true}}, {1, 1}, 2);
  part.write("HHHH", {10, 8}, {.size = 6, .weight = Weight::bold}, red);
  const Picture picture(render_png(canvas, 254));
  EXPECT_EQ(picture.pixel(40, 40), 0xff000000U);
  EXPECT_EQ(picture.pixel(80, 40), 0xffffffffU);
  EXPECT_EQ(picture.pixel(80, 80), 0xff000000U);
  int written = 0;
  for (int x = 200; x < 480; ++x) written += picture.pixel(x, 145) == 0xffff0000U ? 1 : 0;
  EXPECT_GT(written, 60);
  EXPECT_EQ(picture.pixel(190, 145), 0xffffffffU) << "nothing before the place where it begins";
}

TEST(RenderSvg, SaysWhatItIs) {
  Canvas canvas = make_canvas();
  canvas.title = "<b>Bean & \"Bun\"</b>";
  Part{.canvas = canvas, .origin = {}}.write("a < b", {1, 5}, {.size = 3}, black);
  Part{.canvas = canvas, .origin = {}}.write("a < b", {1, 9}, {.size = 3}, black);
  const auto svg = render_svg(canvas);
  EXPECT_THAT(
      svg, HasSubstr("<title>&lt;b&gt;Bean &amp; &quot;Bun&quot;&lt;/b&gt;</title>\n<desc>a &lt; b</desc>"));
  EXPECT_THAT(svg, Not(HasSubstr("<b>")));
  EXPECT_THAT(svg, HasSubstr("width=\"25.4mm\" height=\"12.7mm\" viewBox=\"0 0 25.4 12.7\""));
  EXPECT_THAT(svg, HasSubstr("role=\"img\" xml:lang=\"fr\""));
}

TEST(Surfaces, MakeTheSameBytesOfTheSameDrawing) {
  Canvas canvas = make_canvas();
  Part{.canvas = canvas, .origin = {}}.write("Αθηνά ☕ 😀 coffee", {1, 5}, {.size = 3}, black);
  EXPECT_EQ(render_svg(canvas), render_svg(canvas));
  EXPECT_EQ(render_png(canvas, 72), render_png(canvas, 72));
  const auto pdf = render_pdf(canvas);
  EXPECT_EQ(render_pdf(canvas), pdf);
  EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
  EXPECT_THAT(pdf, HasSubstr("/Title (A title)"));
}

TEST(Surfaces, SayWhyTheyFailed) {
  Canvas canvas = make_canvas();
  canvas.width = 1e9;
  EXPECT_THROW(render_png(canvas, 1000), std::runtime_error);
}

}  // namespace
}  // namespace loyalty::drawing
