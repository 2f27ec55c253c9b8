// A sheet with areas, lines, codes and texts on it, in millimetres from its upper left corner.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "drawing/letters.hpp"
#include "drawing/path.hpp"
#include "drawing/qr.hpp"
#include "rules/card_colours.hpp"

namespace loyalty::drawing {

struct Box {
  Point corner;
  double width = 0;
  double height = 0;
};

// Where and how large a drawing of its own measures lies on the sheet.
struct Placement {
  Point at;  // the drawing's own origin
  double scale = 1;
  double rotation_degrees = 0;
  Point centre = {};  // of the rotation, in the drawing's measures
};

struct FilledBox {
  Box box;
  Colour colour;
};
// Filled, or a line of this width in the drawing's measures, with round ends.
struct DrawnPath {
  std::string_view path;  // as SVG writes it; lives as long as the program
  Placement placement;
  Colour colour;
  double line_width = 0;  // 0: filled
};
struct DrawnCode {
  QrMatrix matrix;
  Point corner;
  double module_size = 0;
};
struct WrittenText {
  std::string text;
  Point begin;  // of its baseline
  Lettering lettering;
  Colour colour;
};
using Element = std::variant<FilledBox, DrawnPath, DrawnCode, WrittenText>;

struct Canvas {
  double width = 0;
  double height = 0;
  std::string title;     // for whoever cannot see it
  std::string language;  // of the texts: "fr"
  std::vector<Element> elements;
};

// A part of a sheet: everything in it is moved and enlarged alike.
struct Part {
  Canvas& canvas;
  Point origin;
  double scale = 1;

  Point place(Point at) const { return {origin.x + scale * at.x, origin.y + scale * at.y}; }
  void fill(const Box& box, Colour colour);
  void draw(std::string_view path, Placement placement, Colour colour, double line_width = 0);
  void draw(const QrMatrix& matrix, Point corner, double module_size);
  void write(std::string text, Point begin, Lettering lettering, Colour colour);
};

// Letters are drawn, so that they look alike wherever the drawing is seen; what they say stands in its
// description.
std::string render_svg(const Canvas& canvas);
// Letters can be searched and copied.
std::string render_pdf(const Canvas& canvas);
// Of `dots_per_inch` / 25.4 pixels to a millimetre; transparent where nothing is drawn.
std::string render_png(const Canvas& canvas, double dots_per_inch);

}  // namespace loyalty::drawing
