#include "drawing/helvetica.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/text.hpp"

namespace loyalty::drawing {
namespace {

// Advance widths of the characters from 32 on, in thousandths of the size. PDF's standard fonts have no
// others.
constexpr std::array<std::uint16_t, 224> regular_widths{
    278, 278, 355, 556, 556, 889,  667,  191,  333, 333, 389,  584, 278, 333,  278,  278, 556, 556, 556,
    556, 556, 556, 556, 556, 556,  556,  278,  278, 584, 584,  584, 556, 1015, 667,  667, 722, 722, 667,
    611, 778, 722, 278, 500, 667,  556,  833,  722, 778, 667,  778, 722, 667,  611,  722, 667, 944, 667,
    667, 611, 278, 278, 278, 469,  556,  333,  556, 556, 500,  556, 556, 278,  556,  556, 222, 222, 500,
    222, 833, 556, 556, 556, 556,  333,  500,  278, 556, 500,  722, 500, 500,  500,  334, 260, 334, 584,
    0,   556, 0,   222, 556, 333,  1000, 556,  556, 333, 1000, 667, 333, 1000, 0,    611, 0,   0,   222,
    222, 333, 333, 350, 556, 1000, 333,  1000, 500, 333, 944,  0,   500, 667,  278,  333, 556, 556, 556,
    556, 260, 556, 333, 737, 370,  556,  584,  333, 737, 552,  400, 549, 333,  333,  333, 576, 537, 278,
    333, 333, 365, 556, 834, 834,  834,  611,  667, 667, 667,  667, 667, 667,  1000, 722, 667, 667, 667,
    667, 278, 278, 278, 278, 722,  722,  778,  778, 778, 778,  778, 584, 778,  722,  722, 722, 722, 667,
    667, 611, 556, 556, 556, 556,  556,  556,  889, 500, 556,  556, 556, 556,  278,  278, 278, 278, 556,
    556, 556, 556, 556, 556, 556,  549,  611,  556, 556, 556,  556, 500, 556,  500};
constexpr std::array<std::uint16_t, 224> bold_widths{
    278, 333, 474, 556, 556, 889,  722,  238,  333, 333, 389,  584, 278, 333,  278,  278, 556, 556, 556,
    556, 556, 556, 556, 556, 556,  556,  333,  333, 584, 584,  584, 611, 975,  722,  722, 722, 722, 667,
    611, 778, 722, 278, 556, 722,  611,  833,  722, 778, 667,  778, 722, 667,  611,  722, 667, 944, 667,
    667, 611, 333, 278, 333, 584,  556,  333,  556, 611, 556,  611, 556, 333,  611,  611, 278, 278, 556,
    278, 889, 611, 611, 611, 611,  389,  556,  333, 611, 556,  778, 556, 556,  500,  389, 280, 389, 584,
    0,   556, 0,   278, 556, 500,  1000, 556,  556, 333, 1000, 667, 333, 1000, 0,    611, 0,   0,   278,
    278, 500, 500, 350, 556, 1000, 333,  1000, 556, 333, 944,  0,   500, 667,  278,  333, 556, 556, 556,
    556, 280, 556, 333, 737, 370,  556,  584,  333, 737, 552,  400, 549, 333,  333,  333, 576, 556, 278,
    333, 333, 365, 556, 834, 834,  834,  611,  722, 722, 722,  722, 722, 722,  1000, 722, 667, 667, 667,
    667, 278, 278, 278, 278, 722,  722,  778,  778, 778, 778,  778, 584, 778,  722,  722, 722, 722, 667,
    667, 611, 556, 556, 556, 556,  556,  556,  889, 556, 556,  556, 556, 556,  278,  278, 278, 278, 611,
    611, 611, 611, 611, 611, 611,  549,  611,  611, 611, 611,  611, 556, 611,  556};

// What WinAnsi has where Latin-1 has nothing.
constexpr std::pair<char32_t, unsigned char> extras[] = {
    {U'€', 0x80}, {U'‚', 0x82}, {U'ƒ', 0x83}, {U'„', 0x84},      {U'…', 0x85},      {U'†', 0x86},
    {U'‡', 0x87}, {U'ˆ', 0x88}, {U'‰', 0x89}, {U'Š', 0x8a},      {U'‹', 0x8b},      {U'Œ', 0x8c},
    {U'Ž', 0x8e}, {U'‘', 0x91}, {U'’', 0x92}, {U'“', 0x93},      {U'”', 0x94},      {U'•', 0x95},
    {U'–', 0x96}, {U'—', 0x97}, {U'˜', 0x98}, {U'™', 0x99},      {U'š', 0x9a},      {U'›', 0x9b},
    {U'œ', 0x9c}, {U'ž', 0x9e}, {U'Ÿ', 0x9f}, {U'\u202f', 0xa0}, {U'\u2009', 0xa0}, {U'\u2011', 0x2d}};

// In these two stretches the capital has the odd number, else the even one.
bool is_capital(char32_t c) {
  const bool is_odd_capital = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e);
  return c >= 0x100 && c <= 0x17f && (c % 2 == 1) == is_odd_capital;
}

// "č" as "c", "Ő" as "O"; a question mark for a letter of another alphabet.
std::string spell(char32_t c) {
  if (c < 0x20) return " ";
  std::string text;
  append_utf8(text, c);
  auto plain = fold_for_search(text);
  const bool is_ascii = std::ranges::all_of(plain, [](char letter) { return letter > 0; });
  if (plain.empty() || !is_ascii) return "?";
  if (is_capital(c) && plain[0] >= 'a' && plain[0] <= 'z') plain[0] = static_cast<char>(plain[0] - 'a' + 'A');
  return plain;
}

}  // namespace

std::string to_winansi(std::string_view text) {
  std::string bytes;
  for (std::size_t position = 0; position < text.size();) {
    const auto c = next_code_point(text, position).value_or(U'?');
    if ((c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c <= 0xff)) {
      bytes += static_cast<char>(static_cast<unsigned char>(c));
      continue;
    }
    const auto* extra = std::ranges::find(extras, c, &std::pair<char32_t, unsigned char>::first);
    if (extra != std::end(extras)) {
      bytes += static_cast<char>(extra->second);
    } else {
      bytes += spell(c);
    }
  }
  return bytes;
}

double measure_text(std::string_view text, Weight weight, double size) {
  const auto& widths = weight == Weight::bold ? bold_widths : regular_widths;
  std::int64_t thousandths = 0;
  for (const char byte : to_winansi(text)) {
    thousandths += widths[static_cast<std::size_t>(static_cast<unsigned char>(byte) - 32)];
  }
  return static_cast<double>(thousandths) * size / 1000;
}

}  // namespace loyalty::drawing
