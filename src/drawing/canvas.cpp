#include "drawing/canvas.hpp"

#include <array>
#include <charconv>
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

void Part::write(std::string text, Point begin, double size, double width, Weight weight, Colour colour) {
  canvas.elements.emplace_back(
      WrittenText{std::move(text), place(begin), scale * size, scale * width, weight, colour});
}

void append_measure(std::string& out, double value) {
  std::array<char, 32> digits;
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 3).ptr;
  std::string_view text(digits.data(), static_cast<std::size_t>(end - digits.data()));
  while (text.ends_with('0')) text.remove_suffix(1);
  if (text.ends_with('.')) text.remove_suffix(1);
  out += text == "-0" ? std::string_view("0") : text;
}

}  // namespace loyalty::drawing
