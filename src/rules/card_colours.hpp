// A vendor's colour made safe: whatever a shop chooses, what stands on it can be read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace loyalty {

// sRGB.
struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;

  bool operator==(const Colour&) const = default;
};

inline constexpr Colour black{0, 0, 0};
inline constexpr Colour white{255, 255, 255};

std::optional<Colour> parse_colour(std::string_view text);  // "#rrggbb"
std::string format_colour(Colour colour);
double compute_contrast(Colour left, Colour right);  // WCAG 2: 1 to 21

// What goes with a card of one colour. The web app has the same function; both are held to the same vectors.
struct CardColours {
  Colour card;
  Colour on;          // text and seals on the card, 4.5:1
  Colour muted;       // secondary text on the card, 4.5:1
  Colour slot;        // the outline of an empty stamp, 3:1
  Colour deco;        // ornament on the card, away from the text
  Colour deep;        // a ground a little deeper than the card, likewise
  Colour text_light;  // the hue as text on white, 4.5:1
  Colour text_dark;   // and on the dark surface, 6:1
  Colour tint_light;
  Colour tint_dark;
};
CardColours compute_card_colours(Colour card);

}  // namespace loyalty
