#include <array>
#include <cmath>
#include <initializer_list>
#include <numbers>

#include "base/text.hpp"
#include "drawing/canvas.hpp"

namespace loyalty::drawing {
namespace {

constexpr double points_per_millimetre = 72 / 25.4;

// A text as PDF writes it between round brackets.
std::string escape_text(std::string_view bytes) {
  std::string escaped;
  for (const char c : bytes) {
    if (c == '(' || c == ')' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// UTF-16 with its mark in hexadecimal digits: what titles are written in.
std::string to_text_string(std::string_view title) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text = "<FEFF";
  const auto append_unit = [&](std::uint32_t unit) {
    for (int shift = 12; shift >= 0; shift -= 4) text += digits[unit >> shift & 15];
  };
  for (std::size_t position = 0; position < title.size();) {
    const std::uint32_t c = next_code_point(title, position).value_or(U'?');
    if (c < 0x10000) {
      append_unit(c);
    } else {
      append_unit(0xd800 + ((c - 0x10000) >> 10));
      append_unit(0xdc00 + (c & 0x3ff));
    }
  }
  return text + ">";
}

// The page's own language: numbers, then what to do with them.
class PageWriter {
 public:
  explicit PageWriter(std::string& out) : out_(out) {}

  void command(std::initializer_list<double> numbers, std::string_view name) {
    for (const double number : numbers) {
      append_measure(out_, number);
      out_ += ' ';
    }
    out_.append(name).append("\n");
  }

  void operator()(const FilledBox& filled) {
    colour(filled.colour, "rg");
    const auto& [corner, width, height] = filled.box;
    command({corner.x, corner.y, width, height}, "re");
    command({}, "f");
  }

  void operator()(const DrawnPath& drawn) {
    command({}, "q");
    place(drawn.placement);
    colour(drawn.colour, drawn.line_width > 0 ? "RG" : "rg");
    if (drawn.line_width > 0) command({drawn.line_width}, "w 1 J 1 j");
    for (const auto& segment : parse_path(drawn.path)) write(segment);
    command({}, drawn.line_width > 0 ? "S" : "f");
    command({}, "Q");
  }

  void operator()(const DrawnCode& code) {
    command({}, "q");
    place({.at = code.corner, .scale = code.module_size});
    colour(black, "rg");
    for (const auto& run : list_dark_runs(code.matrix)) {
      command(
          {static_cast<double>(run.column), static_cast<double>(run.row), static_cast<double>(run.length), 1},
          "re");
    }
    command({}, "f");
    command({}, "Q");
  }

  void operator()(const WrittenText& written) {
    const auto bytes = to_winansi(written.text);
    const auto natural = measure_text(written.text, written.weight, written.size);
    colour(written.colour, "rg");
    command({}, "BT");
    out_ += written.weight == Weight::bold ? "/Bold " : "/Regular ";
    command({written.size}, "Tf");
    // Between the letters and, unseen, after the last one.
    command({bytes.empty() ? 0 : (written.width - natural) / static_cast<double>(bytes.size())}, "Tc");
    // The page is upside down; letters are not.
    command({1, 0, 0, -1, written.begin.x, written.begin.y}, "Tm");
    out_ += "(" + escape_text(bytes) + ") Tj\n";
    command({}, "ET");
  }

 private:
  void colour(Colour colour, std::string_view name) {
    command({colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0}, name);
  }

  void place(const Placement& placement) {
    command({placement.scale, 0, 0, placement.scale, placement.at.x, placement.at.y}, "cm");
    if (placement.rotation_degrees == 0) return;
    const double angle = placement.rotation_degrees * std::numbers::pi / 180;
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    const auto& centre = placement.centre;
    command({cosine, sine, -sine, cosine, centre.x - cosine * centre.x + sine * centre.y,
             centre.y - sine * centre.x - cosine * centre.y},
            "cm");
  }

  void write(const Segment& segment) {
    const auto& [first, second, end] = segment.points;
    switch (segment.kind) {
      case Segment::Kind::move:
        return command({end.x, end.y}, "m");
      case Segment::Kind::line:
        return command({end.x, end.y}, "l");
      case Segment::Kind::curve:
        return command({first.x, first.y, second.x, second.y, end.x, end.y}, "c");
      case Segment::Kind::close:
        return command({}, "h");
    }
  }

  std::string& out_;
};

std::string write_page(const Canvas& canvas) {
  std::string page;
  PageWriter writer(page);
  // Millimetres from the upper left corner instead of points from the lower left one.
  writer.command(
      {points_per_millimetre, 0, 0, -points_per_millimetre, 0, canvas.height * points_per_millimetre}, "cm");
  for (const auto& element : canvas.elements) std::visit(writer, element);
  return page;
}

std::string describe_font(std::string_view name) {
  return "<< /Type /Font /Subtype /Type1 /BaseFont /" + std::string(name) + " /Encoding /WinAnsiEncoding >>";
}

// Numbered from 1, and where each begins.
std::string assemble(const std::vector<std::string>& objects) {
  // Bytes above 127 tell programs that move files that this is not text.
  std::string file = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n";
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    offsets.push_back(file.size());
    file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const auto table_begins = file.size();
  file += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (const auto offset : offsets) {
    const auto digits = std::to_string(offset);
    file += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return file + "trailer\n<< /Size " + std::to_string(objects.size() + 1) +
         " /Root 1 0 R /Info 2 0 R >>\nstartxref\n" + std::to_string(table_begins) + "\n%%EOF\n";
}

}  // namespace

std::string render_pdf(const Canvas& canvas) {
  const auto page = write_page(canvas);
  std::string media_box = "[0 0 ";
  append_measure(media_box, canvas.width * points_per_millimetre);
  media_box += ' ';
  append_measure(media_box, canvas.height * points_per_millimetre);
  media_box += ']';
  return assemble({"<< /Type /Catalog /Pages 3 0 R /Lang (" + escape_text(canvas.language) +
                       ") /ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >> >>",
                   "<< /Title " + to_text_string(canvas.title) + " >>",
                   "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
                   "<< /Type /Page /Parent 3 0 R /MediaBox " + media_box +
                       " /Resources << /Font << /Regular 6 0 R /Bold 7 0 R >> >> /Contents 5 0 R >>",
                   "<< /Length " + std::to_string(page.size()) + " >>\nstream\n" + page + "\nendstream",
                   describe_font("Helvetica"), describe_font("Helvetica-Bold")});
}

}  // namespace loyalty::drawing
