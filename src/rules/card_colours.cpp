#include "rules/card_colours.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/ascii.hpp"

namespace loyalty {
namespace {

constexpr Colour dark_surface{0x14, 0x14, 0x1c};
constexpr double text_contrast = 4.5;
constexpr double part_contrast = 3;
constexpr double dark_text_contrast = 6;
constexpr int lightness_steps_max = 100;

using Triple = std::array<double, 3>;

double to_linear(std::uint8_t channel) {
  const double share = channel / 255.0;
  return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

std::uint8_t from_linear(double value) {
  const double share = value <= 0.0031308 ? value * 12.92 : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(std::clamp(share, 0.0, 1.0) * 255));
}

double compute_luminance(Colour colour) {
  return 0.2126 * to_linear(colour.red) + 0.7152 * to_linear(colour.green) + 0.0722 * to_linear(colour.blue);
}

// `share` parts of `one`, in sRGB.
Colour mix(Colour one, Colour other, double share) {
  const auto blend = [share](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(std::lround(a * share + b * (1 - share)));
  };
  return {blend(one.red, other.red), blend(one.green, other.green), blend(one.blue, other.blue)};
}

// The first mix, from `per_cent` on in steps of one, that reaches the contrast on the card.
Colour find_readable(Colour on, Colour card, int per_cent, double contrast) {
  for (; per_cent < 100; ++per_cent) {
    const auto mixed = mix(on, card, per_cent / 100.0);
    if (compute_contrast(mixed, card) >= contrast) return mixed;
  }
  return on;
}

// OKLab (Björn Ottosson): lightness and two axes of hue, even to the eye.
Triple to_oklab(Colour colour) {
  const double r = to_linear(colour.red);
  const double g = to_linear(colour.green);
  const double b = to_linear(colour.blue);
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s};
}

Triple to_linear_srgb(const Triple& oklab) {
  const double l = std::pow(oklab[0] + 0.3963377774 * oklab[1] + 0.2158037573 * oklab[2], 3);
  const double m = std::pow(oklab[0] - 0.1055613458 * oklab[1] - 0.0638541728 * oklab[2], 3);
  const double s = std::pow(oklab[0] - 0.0894841775 * oklab[1] - 1.291485548 * oklab[2], 3);
  return {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
          -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
          -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s};
}

Colour to_colour(const Triple& linear) {
  return {from_linear(linear[0]), from_linear(linear[1]), from_linear(linear[2])};
}

// The hue at this lightness, with as much of its chroma, by thousandths, as a screen can show.
Colour find_showable(double lightness, double a, double b) {
  const double full = std::hypot(a, b);
  for (double chroma = full; chroma > 0; chroma -= 0.001) {
    const auto linear = to_linear_srgb({lightness, a * chroma / full, b * chroma / full});
    const bool is_inside =
        std::ranges::all_of(linear, [](double value) { return value >= -0.0001 && value <= 1.0001; });
    if (is_inside) return to_colour(linear);
  }
  return to_colour(to_linear_srgb({lightness, 0, 0}));
}

// The colour with its lightness moved by hundredths until it can be read on the surface.
Colour move_lightness(Colour colour, Colour surface, double step, double contrast) {
  const auto [lightness, a, b] = to_oklab(colour);
  auto moved = colour;
  for (int count = 1; count <= lightness_steps_max && compute_contrast(moved, surface) < contrast; ++count) {
    moved = find_showable(lightness + count * step, a, b);
  }
  return moved;
}

}  // namespace

std::optional<Colour> parse_colour(std::string_view text) {
  if (text.size() != 7 || text[0] != '#') return std::nullopt;
  std::uint32_t value = 0;
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + 1, end, value, 16);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return Colour{static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8),
                static_cast<std::uint8_t>(value)};
}

std::string format_colour(Colour colour) {
  std::string text = "#";
  for (const auto channel : {colour.red, colour.green, colour.blue}) {
    text += hex_digits[channel >> 4];
    text += hex_digits[channel & 15];
  }
  return text;
}

double compute_contrast(Colour left, Colour right) {
  const auto [darker, lighter] = std::minmax({compute_luminance(left), compute_luminance(right)});
  return (lighter + 0.05) / (darker + 0.05);
}

CardColours compute_card_colours(Colour card) {
  const bool is_dark = compute_contrast(card, white) >= text_contrast;
  const auto on = is_dark ? white : black;
  const auto away = is_dark ? black : white;
  return {.card = card,
          .on = on,
          .muted = find_readable(on, card, 78, text_contrast),
          .slot = find_readable(on, card, 42, part_contrast),
          .deco = mix(away, card, is_dark ? .14 : .24),
          .deep = mix(away, card, is_dark ? .18 : .16),
          .text_light = move_lightness(card, white, -.01, text_contrast),
          .text_dark = move_lightness(card, dark_surface, .01, dark_text_contrast),
          .tint_light = mix(card, white, .09),
          .tint_dark = mix(card, dark_surface, .26)};
}

}  // namespace loyalty
