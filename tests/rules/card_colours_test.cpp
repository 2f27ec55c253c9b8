// The vectors of the design guide, which the web app is held to as well.
#include "rules/card_colours.hpp"

#include <array>
#include <random>

#include <gtest/gtest.h>

namespace loyalty {
namespace {

constexpr Colour dark_surface{0x14, 0x14, 0x1c};

Colour colour(std::string_view text) { return parse_colour(text).value(); }

struct Vector {
  const char* card;
  const char* on;
  double on_contrast;
  const char* muted;
  double muted_contrast;
  const char* slot;
  double slot_contrast;
  const char* text_light;
  const char* text_dark;
  const char* deco;
};

constexpr Vector vectors[] = {
    {"#0d5257", "#ffffff", 8.89, "#cad9da", 6.12, "#779ea1", 3.04, "#0d5257", "#619fa4", "#0b474b"},
    {"#c4471f", "#ffffff", 4.92, "#fbf4f2", 4.53, "#ecc2b5", 3.03, "#c4471f", "#ee6d47", "#a93d1b"},
    {"#f2b33d", "#000000", 11.29, "#35270d", 7.80, "#836121", 3.05, "#9b6c02", "#f2b33d", "#f5c56c"},
    {"#8fd3c8", "#000000", 12.32, "#1f2e2c", 8.29, "#4f746e", 3.04, "#3b7f75", "#8fd3c8", "#aaded5"},
    {"#777777", "#000000", 4.69, "#060606", 4.52, "#2e2e2e", 3.03, "#747474", "#959595", "#989898"},
    {"#111318", "#ffffff", 18.58, "#cbcbcc", 11.46, "#757679", 4.09, "#111318", "#91949b", "#0f1015"},
};

TEST(ComputeCardColours, HoldsTheVectors) {
  for (const auto& wanted : vectors) {
    SCOPED_TRACE(wanted.card);
    const auto card = colour(wanted.card);
    const auto colours = compute_card_colours(card);
    EXPECT_EQ(format_colour(colours.card), wanted.card);
    EXPECT_EQ(format_colour(colours.on), wanted.on);
    EXPECT_EQ(format_colour(colours.muted), wanted.muted);
    EXPECT_EQ(format_colour(colours.slot), wanted.slot);
    EXPECT_EQ(format_colour(colours.text_light), wanted.text_light);
    EXPECT_EQ(format_colour(colours.text_dark), wanted.text_dark);
    EXPECT_EQ(format_colour(colours.deco), wanted.deco);
    EXPECT_NEAR(compute_contrast(colours.on, card), wanted.on_contrast, .006);
    EXPECT_NEAR(compute_contrast(colours.muted, card), wanted.muted_contrast, .006);
    EXPECT_NEAR(compute_contrast(colours.slot, card), wanted.slot_contrast, .006);
  }
}

TEST(ComputeCardColours, CanBeReadWhateverTheColour) {
  std::mt19937 random(20261126);
  for (int i = 0; i < 1000; ++i) {
    const auto bits = random();
    const Colour card{static_cast<std::uint8_t>(bits), static_cast<std::uint8_t>(bits >> 8),
                      static_cast<std::uint8_t>(bits >> 16)};
    SCOPED_TRACE(format_colour(card));
    const auto colours = compute_card_colours(card);
    EXPECT_GE(compute_contrast(colours.on, card), 4.5);
    EXPECT_GE(compute_contrast(colours.muted, card), 4.5);
    EXPECT_GE(compute_contrast(colours.slot, card), 3);
    EXPECT_GE(compute_contrast(colours.text_light, white), 4.5);
    EXPECT_GE(compute_contrast(colours.text_dark, dark_surface), 6);
    // What stands on an ornament can be read as well as on the card itself.
    EXPECT_GE(compute_contrast(colours.on, colours.deco), compute_contrast(colours.on, card));
    EXPECT_GE(compute_contrast(colours.on, colours.deep), compute_contrast(colours.on, card));
  }
}

TEST(ParseColour, TakesSixDigitsAfterASharp) {
  EXPECT_EQ(parse_colour("#0D5257"), (Colour{0x0d, 0x52, 0x57}));
  for (const char* const text :
       {"", "#", "0d5257", "#0d525", "#0d52570", "#0d525g", "#-d5257", "# d5257", "red"}) {
    EXPECT_EQ(parse_colour(text), std::nullopt) << text;
  }
  EXPECT_EQ(format_colour({0x0d, 0x52, 0x57}), "#0d5257");
}

}  // namespace
}  // namespace loyalty
