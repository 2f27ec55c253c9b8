#include "drawing/poster.hpp"

#include <algorithm>
#include <utility>

#include "drawing/seal.hpp"
#include "drawing/text_fit.hpp"
#include "texts/formats.hpp"
#include "texts/messages.hpp"

namespace loyalty::drawing {
namespace {

// The measures of an A5 sheet; the others are enlarged or reduced from it.
constexpr double sheet_width = 148;
constexpr double sheet_height = 210;
constexpr double middle = sheet_width / 2;
constexpr double text_width = 127;
constexpr Colour ink{0x18, 0x18, 0x23};

constexpr double mark_size = 10;
constexpr double mark_gap = 3.2;
constexpr double name_middle = 17.3;
constexpr double headline_middle = 42.3;
constexpr Point seal_middle{middle, 120.5};
constexpr double seal_diameter = 122.2;
constexpr double seal_rotation = 6;
constexpr double code_top = 81.2;
constexpr double code_size = 74.1;  // with its quiet zone, which lies on the white of the seal
constexpr std::size_t quiet_zone = 4;
constexpr double scan_baseline = 157.8;
constexpr double scan_width = 64;
constexpr double steps_baseline = 191;
constexpr double step_icon_size = 6.35;
constexpr double step_gap = 2.4;
constexpr double steps_gap = 8;
constexpr double address_baseline = 201;
constexpr double address_size = 4.2;

constexpr double baseline_in_line = .86;  // of a headline's line, by the text's size
constexpr double cap_height = .7;         // of Figtree

constexpr std::string_view person_icon =
    "M8 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M6 21v-2a4 4 0 0 1 4 -4h4M16 19h6M19 16v6";
constexpr std::string_view phone_icon =
    "M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-8a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2zM11 17.5h2";

// The whole euro or franc: without its cents.
std::string format_unit(Language language, std::string_view currency) {
  auto text = format_amount(language, 100, currency);
  const auto cents = text.find_first_of(".,");
  return text.erase(cents, 3);
}

std::string format_thousandths(Language language, std::int64_t thousandths) {
  auto text = std::to_string(thousandths / 1000);
  auto places = std::to_string(1000 + thousandths % 1000).substr(1);
  while (places.ends_with('0')) places.pop_back();
  if (!places.empty()) text += (language == Language::en ? "." : ",") + places;
  return text;
}

std::string without_scheme(const std::string& url) {
  const auto end = url.find("://");
  return end == std::string::npos ? url : url.substr(end + 3);
}

void write_centred(Part& part, const std::string& text, double baseline, const Lettering& lettering,
                   Colour colour) {
  part.write(text, {middle - measure_text(text, lettering) / 2, baseline}, lettering, colour);
}

void draw_mark(Part& part, const Poster& poster, const CardColours& colours, double left) {
  const double scale = mark_size / seal_box;
  const Point corner{left, name_middle - mark_size / 2};
  part.draw(seal_path, {.at = corner, .scale = scale}, colours.on);
  const double glyph_scale = scale * seal_glyph_size / glyph_box;
  const double inset = scale * (seal_box - seal_glyph_size) / 2;
  for (const auto path : poster.glyph) {
    part.draw(path, {.at = {corner.x + inset, corner.y + inset}, .scale = glyph_scale}, colours.card,
              seal_glyph_line);
  }
}

void draw_name(Part& part, const Poster& poster, const CardColours& colours) {
  const auto name = fit_text(
      poster.vendor_name,
      {.width = text_width - mark_size - mark_gap, .height = mark_size, .size_max = 6.88, .lines_max = 2});
  const Lettering lettering{.size = name.size, .weight = Weight::bold};
  double width = 0;
  for (const auto& line : name.lines) width = std::max(width, measure_text(line, lettering));
  const double left = middle - (mark_size + mark_gap + width) / 2;
  draw_mark(part, poster, colours, left);
  double baseline = name_middle + name.size * cap_height / 2 -
                    static_cast<double>(name.lines.size() - 1) * name.size * line_height / 2;
  for (const auto& line : name.lines) {
    part.write(line, {left + mark_size + mark_gap, baseline}, lettering, colours.on);
    baseline += name.size * line_height;
  }
}

void draw_headline(Part& part, const Poster& poster, const CardColours& colours) {
  constexpr double tracking = -.025;  // large letters stand closer
  const auto headline =
      fit_text(make_headline(poster), {.width = text_width, .height = 31, .size_max = 14.3, .lines_max = 3});
  const double step = headline.size * line_height;
  double baseline = headline_middle - static_cast<double>(headline.lines.size()) * step / 2 +
                    baseline_in_line * headline.size;
  const Lettering lettering{.size = headline.size, .weight = Weight::bold, .tracking = tracking};
  for (const auto& line : headline.lines) {
    write_centred(part, line, baseline, lettering, colours.on);
    baseline += step;
  }
}

void draw_code(Part& part, const Poster& poster, const CardColours& colours) {
  const double scale = seal_diameter / seal_box;
  const Placement seal{.at = {seal_middle.x - seal_diameter / 2, seal_middle.y - seal_diameter / 2},
                       .scale = scale,
                       .rotation_degrees = seal_rotation,
                       .centre = {seal_box / 2, seal_box / 2}};
  part.draw(seal_path, seal, white);
  // On a pale card the white needs an edge.
  if (compute_contrast(colours.card, white) < 1.5) part.draw(seal_path, seal, colours.slot, .25);
  const auto matrix = make_url_qr(poster.join_url);
  const double module_size = code_size / static_cast<double>(matrix.width + 2 * quiet_zone);
  const double inset = module_size * quiet_zone;
  part.draw(matrix, {middle - code_size / 2 + inset, code_top + inset}, module_size);
  const auto scan = fit_text(message(poster.language, "poster.scan"),
                             {.width = scan_width, .height = 8, .size_max = 5.56, .lines_max = 1});
  write_centred(part, scan.lines.front(), scan_baseline, {.size = scan.size, .weight = Weight::bold}, ink);
}

struct Step {
  std::string_view icon;
  std::string text;
};

void draw_steps(Part& part, const Poster& poster, const CardColours& colours) {
  const Step steps[] = {{person_icon, message(poster.language, "poster.join")},
                        {phone_icon, message(poster.language, "poster.no_app")}};
  const double room = text_width - 2 * (step_icon_size + step_gap) - steps_gap;
  Lettering lettering{.size = 1, .weight = Weight::bold};
  const double natural = measure_text(steps[0].text, lettering) + measure_text(steps[1].text, lettering);
  const double size = std::min(5.03, room / natural);
  lettering.size = size;
  double left = middle - (natural * size + 2 * (step_icon_size + step_gap) + steps_gap) / 2;
  for (const auto& [icon, text] : steps) {
    const double top = steps_baseline - size * cap_height / 2 - step_icon_size / 2;
    part.draw(icon, {.at = {left, top}, .scale = step_icon_size / glyph_box}, colours.on, 2);
    left += step_icon_size + step_gap;
    part.write(text, {left, steps_baseline}, lettering, colours.on);
    left += measure_text(text, lettering) + steps_gap;
  }
}

void draw_sheet(Part part, const Poster& poster, const CardColours& colours) {
  draw_name(part, poster, colours);
  draw_headline(part, poster, colours);
  draw_code(part, poster, colours);
  draw_steps(part, poster, colours);
  const auto address = without_scheme(poster.join_url);
  const double size = std::min(address_size, text_width / measure_text(address, {.size = 1}));
  write_centred(part, address, address_baseline, {.size = size}, colours.muted);
}

// Where to cut a sheet of four: short lines at the edges.
void draw_cutting_marks(Canvas& canvas, Colour colour) {
  constexpr double length = 5;
  constexpr double thickness = .15;
  Part whole{.canvas = canvas, .origin = {}};
  for (const double top : {0.0, canvas.height - length}) {
    whole.fill({{canvas.width / 2 - thickness / 2, top}, thickness, length}, colour);
  }
  for (const double left : {0.0, canvas.width - length}) {
    whole.fill({{left, canvas.height / 2 - thickness / 2}, length, thickness}, colour);
  }
}

}  // namespace

std::string make_headline(const Poster& poster) {
  const auto& program = poster.program;
  if (!program.headline.empty()) return program.headline;
  if (program.has_stamps()) {
    const auto& described = program.stamps_reward_description;
    const auto reward = described.empty() ? message(poster.language, "poster.reward") : described;
    return message(poster.language, "poster.headline", {{"reward", reward}, {"n", program.stamps_target}});
  }
  const auto points = program.points_per_euro.value;
  const auto amount = format_unit(poster.language, poster.currency);
  if (points % 1000 == 0) {
    return message(poster.language, "poster.headline_points", {{"n", points / 1000}, {"amount", amount}});
  }
  return message(poster.language, "poster.headline_part_points",
                 {{"points", format_thousandths(poster.language, points)}, {"amount", amount}});
}

Canvas draw_poster(const Poster& poster, PosterSize size) {
  const auto colours = compute_card_colours(parse_colour(poster.program.card_color).value_or(black));
  const bool is_a5 = size == PosterSize::a5;
  Canvas canvas{.width = is_a5 ? sheet_width : 210,
                .height = is_a5 ? sheet_height : 297,
                .title = make_headline(poster) + " · " + poster.vendor_name,
                .language = std::string(name_of(poster.language)),
                .elements = {}};
  Part{.canvas = canvas, .origin = {}}.fill({{}, canvas.width, canvas.height}, colours.card);
  if (size != PosterSize::a6) {
    draw_sheet({.canvas = canvas, .origin = {}, .scale = canvas.height / sheet_height}, poster, colours);
    return canvas;
  }
  const double width = canvas.width / 2;
  const double height = canvas.height / 2;
  const double scale = height / sheet_height;
  for (const double top : {0.0, height}) {
    for (const double left : {0.0, width}) {
      // The proportions of the sheets differ by a hair.
      const double margin = (width - scale * sheet_width) / 2;
      draw_sheet({.canvas = canvas, .origin = {left + margin, top}, .scale = scale}, poster, colours);
    }
  }
  draw_cutting_marks(canvas, colours.muted);
  return canvas;
}

}  // namespace loyalty::drawing
