#include "drawing/canvas.hpp"

#include <utility>

namespace loyalty::drawing {

void Part::fill(const Box& box, Colour colour) {
  canvas.elements.emplace_back(FilledBox{
      {.corner = place(box.corner), .width = scale * box.width, .height = scale * box.height}, colour});
}

void Part::draw(std::string_view path, Placement placement, Colour colour, double line_width) {
  placement.at = place(placement.at);
  placement.scale *= scale;
  canvas.elements.emplace_back(DrawnPath{path, placement, colour, line_width});
}

void Part::draw(const QrMatrix& matrix, Point corner, double module_size) {
  canvas.elements.emplace_back(DrawnCode{matrix, place(corner), scale * module_size});
}

void Part::write(std::string text, Point begin, Lettering lettering, Colour colour) {
  lettering.size *= scale;
  canvas.elements.emplace_back(WrittenText{std::move(text), place(begin), lettering, colour});
}

}  // namespace loyalty::drawing
