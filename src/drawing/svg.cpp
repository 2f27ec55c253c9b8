#include <initializer_list>

#include "drawing/canvas.hpp"

namespace loyalty::drawing {
namespace {

// The same widths as Helvetica's, on whatever system.
constexpr std::string_view font_family = "Helvetica, Arial, 'Liberation Sans', 'Nimbus Sans', sans-serif";

class SvgWriter {
 public:
  explicit SvgWriter(std::string& out) : out_(out) {}

  void attribute(std::string_view name, double value) {
    begin_attribute(name);
    append_measure(out_, value);
    out_ += '"';
  }
  void attribute(std::string_view name, std::string_view value) {
    begin_attribute(name);
    text(value);
    out_ += '"';
  }
  void text(std::string_view content) {
    for (const char c : content) {
      if (c == '&') {
        out_ += "&amp;";
      } else if (c == '<') {
        out_ += "&lt;";
      } else if (c == '"') {
        out_ += "&quot;";
      } else {
        out_ += c;
      }
    }
  }

  void operator()(const FilledBox& filled) {
    out_ += "<rect";
    attribute("x", filled.box.corner.x);
    attribute("y", filled.box.corner.y);
    attribute("width", filled.box.width);
    attribute("height", filled.box.height);
    attribute("fill", format_colour(filled.colour));
    out_ += "/>\n";
  }

  void operator()(const DrawnPath& drawn) {
    out_ += "<path";
    begin_attribute("transform");
    function("translate", {drawn.placement.at.x, drawn.placement.at.y});
    function(" scale", {drawn.placement.scale});
    if (drawn.placement.rotation_degrees != 0) {
      const auto& centre = drawn.placement.centre;
      function(" rotate", {drawn.placement.rotation_degrees, centre.x, centre.y});
    }
    out_ += '"';
    if (drawn.line_width > 0) {
      attribute("fill", "none");
      attribute("stroke", format_colour(drawn.colour));
      attribute("stroke-width", drawn.line_width);
      attribute("stroke-linecap", "round");
      attribute("stroke-linejoin", "round");
    } else {
      attribute("fill", format_colour(drawn.colour));
    }
    attribute("d", drawn.path);
    out_ += "/>\n";
  }

  void operator()(const DrawnCode& code) {
    out_ += "<path";
    begin_attribute("transform");
    function("translate", {code.corner.x, code.corner.y});
    function(" scale", {code.module_size});
    out_ += "\" shape-rendering=\"crispEdges\"";
    begin_attribute("d");
    for (const auto& run : list_dark_runs(code.matrix)) {
      out_ += "M" + std::to_string(run.column) + " " + std::to_string(run.row) + "h" +
              std::to_string(run.length) + "v1h-" + std::to_string(run.length) + "z";
    }
    out_ += "\"/>\n";
  }

  void operator()(const WrittenText& written) {
    out_ += "<text";
    attribute("x", written.begin.x);
    attribute("y", written.begin.y);
    attribute("font-size", written.size);
    attribute("textLength", written.width);
    if (written.weight == Weight::bold) attribute("font-weight", "bold");
    attribute("fill", format_colour(written.colour));
    out_ += '>';
    text(written.text);
    out_ += "</text>\n";
  }

 private:
  void begin_attribute(std::string_view name) { out_.append(" ").append(name).append("=\""); }

  void function(std::string_view name, std::initializer_list<double> values) {
    out_.append(name).append("(");
    for (const double& value : values) {
      if (&value != values.begin()) out_ += ' ';
      append_measure(out_, value);
    }
    out_ += ')';
  }

  std::string& out_;
};

std::string with_unit(double millimetres) {
  std::string text;
  append_measure(text, millimetres);
  return text + "mm";
}

}  // namespace

std::string render_svg(const Canvas& canvas) {
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"";
  SvgWriter writer(out);
  writer.attribute("xml:lang", canvas.language);
  writer.attribute("width", with_unit(canvas.width));
  writer.attribute("height", with_unit(canvas.height));
  out += " viewBox=\"0 0 ";
  append_measure(out, canvas.width);
  out += ' ';
  append_measure(out, canvas.height);
  out += '"';
  writer.attribute("font-family", font_family);
  out += ">\n<title>";
  writer.text(canvas.title);
  out += "</title>\n";
  for (const auto& element : canvas.elements) std::visit(writer, element);
  return out + "</svg>\n";
}

}  // namespace loyalty::drawing
