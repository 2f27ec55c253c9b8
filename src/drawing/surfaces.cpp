#include <cmath>
#include <memory>
#include <numbers>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cairo.h>

#include "base/text.hpp"
#include "drawing/canvas.hpp"

namespace loyalty::drawing {
namespace {

constexpr double points_per_millimetre = 72 / 25.4;
constexpr double millimetres_per_inch = 25.4;

struct Destroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* page) const { cairo_destroy(page); }
};
using Surface = std::unique_ptr<cairo_surface_t, Destroy>;

cairo_status_t append(void* out, const unsigned char* bytes, unsigned int size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

void expect_success(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS) {
    throw std::runtime_error(std::string("a drawing failed: ") + cairo_status_to_string(status));
  }
}

void trace(cairo_t* page, const Path& path) {
  for (const auto& [kind, points] : path) {
    const auto& [first, second, end] = points;
    switch (kind) {
      case Segment::Kind::move:
        cairo_move_to(page, end.x, end.y);
        break;
      case Segment::Kind::line:
        cairo_line_to(page, end.x, end.y);
        break;
      case Segment::Kind::curve:
        cairo_curve_to(page, first.x, first.y, second.x, second.y, end.x, end.y);
        break;
      case Segment::Kind::close:
        cairo_close_path(page);
        break;
    }
  }
}

class Brush {
 public:
  explicit Brush(cairo_t* page) : page_(page) {}

  void operator()(const FilledBox& filled) const {
    take(filled.colour);
    cairo_rectangle(page_, filled.box.corner.x, filled.box.corner.y, filled.box.width, filled.box.height);
    cairo_fill(page_);
  }

  void operator()(const DrawnPath& drawn) const {
    const Placement& placement = drawn.placement;
    cairo_save(page_);
    take(drawn.colour);
    cairo_translate(page_, placement.at.x, placement.at.y);
    cairo_scale(page_, placement.scale, placement.scale);
    cairo_translate(page_, placement.centre.x, placement.centre.y);
    cairo_rotate(page_, placement.rotation_degrees * std::numbers::pi / 180);
    cairo_translate(page_, -placement.centre.x, -placement.centre.y);
    trace(page_, parse_path(drawn.path));
    if (drawn.line_width > 0) {
      cairo_set_line_width(page_, drawn.line_width);
      cairo_set_line_cap(page_, CAIRO_LINE_CAP_ROUND);
      cairo_set_line_join(page_, CAIRO_LINE_JOIN_ROUND);
      cairo_stroke(page_);
    } else {
      cairo_fill(page_);
    }
    cairo_restore(page_);
  }

  void operator()(const DrawnCode& code) const {
    cairo_save(page_);
    take(black);
    cairo_translate(page_, code.corner.x, code.corner.y);
    cairo_scale(page_, code.module_size, code.module_size);
    cairo_set_antialias(page_, CAIRO_ANTIALIAS_NONE);
    for (const DarkRun& run : list_dark_runs(code.matrix)) {
      cairo_rectangle(page_, static_cast<double>(run.column), static_cast<double>(run.row),
                      static_cast<double>(run.length), 1);
    }
    cairo_fill(page_);
    cairo_restore(page_);
  }

  void operator()(const WrittenText& written) const {
    take(written.colour);
    write_text(page_, written.text, written.begin, written.lettering);
  }

 private:
  void take(Colour colour) const {
    cairo_set_source_rgb(page_, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
  }

  cairo_t* page_;
};

// `scale`: units of the surface to a millimetre.
void paint(const Canvas& canvas, cairo_surface_t* surface, double scale) {
  const std::unique_ptr<cairo_t, Destroy> page(cairo_create(surface));
  cairo_scale(page.get(), scale, scale);
  for (const Element& element : canvas.elements) std::visit(Brush(page.get()), element);
  cairo_show_page(page.get());
  expect_success(cairo_status(page.get()));
}

// What the drawing says, for whoever cannot see it: letters are drawn.
std::string describe(const Canvas& canvas) {
  std::string texts;
  std::set<std::string_view> said;
  for (const Element& element : canvas.elements) {
    const auto* written = std::get_if<WrittenText>(&element);
    if (written == nullptr || !said.insert(written->text).second) continue;
    if (!texts.empty()) texts += '\n';
    texts += written->text;
  }
  return "<title>" + escape_html(canvas.title) + "</title>\n<desc>" + escape_html(texts) + "</desc>\n";
}

void replace_all(std::string& text, const std::string& old, const std::string& fresh) {
  for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + fresh.size())) {
    text.replace(at, old.size(), fresh);
  }
}

// Cairo numbers its groups and pictures by how many the process has made before; here the drawing counts
// alone.
void renumber(std::string& svg) {
  for (const auto& [kind, short_kind] : {std::pair{"surface", "s"}, std::pair{"image", "i"}}) {
    const std::string begin = std::string("id=\"") + kind;
    for (int number = 1;; ++number) {
      const auto at = svg.find(begin);
      if (at == std::string::npos) break;
      const auto name_begin = at + 4;
      const std::string name = svg.substr(name_begin, svg.find('"', name_begin) - name_begin);
      const std::string fresh = short_kind + std::to_string(number);
      replace_all(svg, "\"" + name + "\"", "\"" + fresh + "\"");
      replace_all(svg, "\"#" + name + "\"", "\"#" + fresh + "\"");
    }
  }
}

}  // namespace

std::string render_svg(const Canvas& canvas) {
  std::string drawn;
  {
    const Surface surface(cairo_svg_surface_create_for_stream(append, &drawn, canvas.width, canvas.height));
    cairo_svg_surface_set_document_unit(surface.get(), CAIRO_SVG_UNIT_MM);
    paint(canvas, surface.get(), 1);
    cairo_surface_finish(surface.get());
    expect_success(cairo_surface_status(surface.get()));
  }
  renumber(drawn);
  constexpr std::string_view root = "<svg ";
  const std::size_t begin = drawn.find(root) + root.size();
  drawn.insert(begin, "role=\"img\" xml:lang=\"" + canvas.language + "\" ");
  drawn.insert(drawn.find(">\n", begin) + 2, describe(canvas));
  return drawn;
}

std::string render_pdf(const Canvas& canvas) {
  std::string drawn;
  const Surface surface(cairo_pdf_surface_create_for_stream(
      append, &drawn, canvas.width * points_per_millimetre, canvas.height * points_per_millimetre));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, canvas.title.c_str());
  // The same bytes for the same drawing, whenever it is made.
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  paint(canvas, surface.get(), points_per_millimetre);
  cairo_surface_finish(surface.get());
  expect_success(cairo_surface_status(surface.get()));
  return drawn;
}

std::string render_png(const Canvas& canvas, double dots_per_inch) {
  const double scale = dots_per_inch / millimetres_per_inch;
  const auto to_pixels = [&](double millimetres) {
    return static_cast<int>(std::lround(millimetres * scale));
  };
  const Surface surface(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, to_pixels(canvas.width), to_pixels(canvas.height)));
  paint(canvas, surface.get(), scale);
  std::string drawn;
  expect_success(cairo_surface_write_to_png_stream(surface.get(), append, &drawn));
  return drawn;
}

}  // namespace loyalty::drawing
