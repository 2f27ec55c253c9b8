// The poster: what it says in four languages, that its code is large enough, and that scanners read it from
// what printers get.
#include "drawing/poster.hpp"

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "drawing/glyphs.hpp"
#include "drawing/run.hpp"

namespace loyalty::drawing {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr PosterSize sizes[] = {PosterSize::a4, PosterSize::a5, PosterSize::a6};
// The longest that a server's settings and a vendor's code allow.
const std::string longest_url = "https://" + std::string(92, 'x') + "/j/" + std::string(40, 'A');

Poster make_poster(const std::string& color = "#0d5257") {
  Poster poster{.vendor_name = "Bounewierk",
                .currency = "EUR",
                .program = {.loyalty_type = LoyaltyType::stamps,
                            .card_name = "Coffee card",
                            .card_color = color,
                            .stamps_target = 10,
                            .stamps_reward_description = "Free coffee"},
                .join_url = "https://bounewierk.example/j/GARE"};
  return poster;
}

template <class Kind>
std::vector<Kind> find_all(const Canvas& canvas) {
  std::vector<Kind> found;
  for (const auto& element : canvas.elements) {
    if (const auto* one = std::get_if<Kind>(&element)) found.push_back(*one);
  }
  return found;
}

TEST(MakeHeadline, SaysWhatThereIsForWhat) {
  struct Case {
    const char* name;
    Language language;
    void (*change)(Program&);
    const char* wanted;
  };
  const auto as_it_is = [](Program&) {};
  const auto nameless = [](Program& program) { program.stamps_reward_description.clear(); };
  const auto one_stamp = [](Program& program) { program.stamps_target = 1; };
  const auto points = [](Program& program) {
    program.loyalty_type = LoyaltyType::points;
    program.points_per_euro = {10'000};
  };
  const auto part_points = [](Program& program) {
    program.loyalty_type = LoyaltyType::points;
    program.points_per_euro = {1'250};
  };
  const auto own_words = [](Program& program) { program.headline = "Every tenth is on us"; };
  const Case cases[] = {
      {"stamps", Language::en, as_it_is, "Free coffee after 10 stamps"},
      {"stamps", Language::fr, as_it_is, "Free coffee après 10 tampons"},
      {"stamps", Language::de, as_it_is, "Free coffee nach 10 Stempeln"},
      {"stamps", Language::lb, as_it_is, "Free coffee no 10 Stempelen"},
      {"a reward without a name", Language::de, nameless, "Eine Prämie nach 10 Stempeln"},
      {"one stamp", Language::en, one_stamp, "Free coffee after 1 stamp"},
      {"points", Language::en, points, "10 points for every €1"},
      {"points", Language::fr, points, "10 points pour 1\u00a0€"},
      {"a part of a point", Language::de, part_points, "1,25 Punkte für je 1\u00a0€"},
      {"a part of a point", Language::en, part_points, "1.25 points for every €1"},
      {"the shop's own words", Language::lb, own_words, "Every tenth is on us"},
  };
  for (const auto& [name, language, change, wanted] : cases) {
    auto poster = make_poster();
    poster.language = language;
    change(poster.program);
    EXPECT_EQ(make_headline(poster), wanted) << name;
  }
}

TEST(DrawPoster, HasACodeOfLargeModules) {
  auto poster = make_poster();
  for (const auto& url : {poster.join_url, longest_url}) {
    poster.join_url = url;
    for (const auto size : sizes) {
      const auto codes = find_all<DrawnCode>(draw_poster(poster, size));
      ASSERT_EQ(codes.size(), size == PosterSize::a6 ? 4U : 1U);
      for (const auto& code : codes) EXPECT_GE(code.module_size, 0.8) << name_of(size) << url;
    }
  }
}

TEST(DrawPoster, KeepsEverythingOnTheSheet) {
  auto poster = make_poster();
  poster.vendor_name =
      "A shop with a name that goes on and on and on, then goes on some more, and more and more";
  poster.program.headline =
      "Collect a stamp with each of our large and small coffees, and the tenth one is yours for nothing at "
      "all";
  poster.join_url = longest_url;
  for (const auto language : {Language::en, Language::fr, Language::de, Language::lb}) {
    poster.language = language;
    for (const auto size : sizes) {
      const auto canvas = draw_poster(poster, size);
      for (const auto& text : find_all<WrittenText>(canvas)) {
        EXPECT_GT(text.begin.x, 5) << text.text;
        EXPECT_LT(text.begin.x + measure_text(text.text, text.lettering), canvas.width - 5) << text.text;
        EXPECT_GT(text.begin.y - text.lettering.size, 0) << text.text;
        EXPECT_LT(text.begin.y, canvas.height - 5) << text.text;
      }
    }
  }
}

TEST(DrawPoster, TakesTheShopsColourAndStaysReadable) {
  for (const char* const color : {"#0d5257", "#f2b33d", "#ffffff", "#000000", "#777777"}) {
    const auto card = parse_colour(color).value();
    const auto canvas = draw_poster(make_poster(color), PosterSize::a5);
    EXPECT_EQ(find_all<FilledBox>(canvas).front().colour, card);
    for (const auto& text : find_all<WrittenText>(canvas)) {
      const bool is_in_seal = text.text == "Scan with your phone";
      EXPECT_GE(compute_contrast(text.colour, is_in_seal ? white : card), 4.5) << color << text.text;
    }
    // White on white would have no edge.
    EXPECT_EQ(find_all<DrawnPath>(canvas).size(), std::string(color) == "#ffffff" ? 5U : 4U) << color;
  }
}

TEST(DrawPoster, ShowsTheAddressForWhoTypes) {
  const auto svg = render_svg(draw_poster(make_poster(), PosterSize::a5));
  EXPECT_THAT(svg, HasSubstr("\nbounewierk.example/j/GARE</desc>"));
  EXPECT_THAT(svg, HasSubstr("<title>Free coffee after 10 stamps · Bounewierk</title>"));
  EXPECT_THAT(svg, HasSubstr("width=\"148mm\" height=\"210mm\" viewBox=\"0 0 148 210\""));
}

TEST(Glyphs, AreReadFromTheWebsFiles) {
  const Glyphs glyphs(
      {{"glyphs/cup.svg",
        "<svg\n viewBox=\"0 0 24 24\">\n  <path stroke=\"none\" d=\"M0 0h24v24H0z\" fill=\"none\" />"
        "<path d=\"M3 10h14\" />\n<path class=\"x\" d=\"M8 3v2\"/></svg>"},
       {"glyphs/broken.svg", "<svg><path d=\"M0 0L\"/></svg>"},
       {"docs/cup.svg", "<svg><path d=\"M1 1\"/></svg>"}});
  EXPECT_THAT(glyphs.find("cup"), testing::ElementsAre("M3 10h14", "M8 3v2"));
  EXPECT_THAT(glyphs.find("docs"), testing::IsEmpty());
  auto poster = make_poster();
  poster.glyph = glyphs.find("cup");
  const auto drawn = find_all<DrawnPath>(draw_poster(poster, PosterSize::a5));
  EXPECT_THAT(drawn, testing::Contains(testing::Field(&DrawnPath::path, "M8 3v2")));
}

struct Shop {
  const char* name;
  const char* headline;
};
// Each name, as a line of its own, and each line of the headline are found in the file.
const Shop shops[] = {
    {"Καφενείο Αθηνά", "Ένας καφές δώρο μετά από δέκα"},
    {"Кав’ярня Львів", "Десята кава безкоштовна для вас"},
    {"コーヒーの家", "十杯目のコーヒーは無料でございます"},
    {"مقهى النيل", "القهوة العاشرة هدية بعد عشرة أختام"},
    {"בית קפה", "הקפה העשירי חינם"},
    {"Café ☕ Żółć 🍰", "Łódź: dixième gratuit 😀"},
};

TEST(Poster, IsRightInEveryAlphabet) {
  if (run("command -v pdftotext").empty()) GTEST_SKIP() << "pdftotext is not installed";
  const auto file =
      (std::filesystem::temp_directory_path() / ("loyalty-alphabets-" + std::to_string(::getpid()))).string();
  for (const auto& [name, headline] : shops) {
    EXPECT_EQ(count_missing_letters(std::string(name) + headline), 0U) << name;
    auto poster = make_poster();
    poster.vendor_name = name;
    poster.program.headline = headline;
    for (const auto size : sizes) {
      const auto canvas = draw_poster(poster, size);
      std::ofstream(file, std::ios::binary) << render_pdf(canvas);
      const auto text = run("pdftotext " + file + " - 2>/dev/null");
      EXPECT_THAT(text, Not(HasSubstr("?"))) << name;
      for (const auto& written : find_all<WrittenText>(canvas)) {
        std::istringstream words(written.text);
        for (std::string word; words >> word;) {
          // Pictures of emoji are no text.
          const bool is_picture = word.starts_with("☕") || word.starts_with("\xF0\x9F");
          EXPECT_TRUE(is_picture || text.find(word) != std::string::npos)
              << name << ": " << word << " in " << text;
        }
      }
    }
  }
  std::filesystem::remove(file);
}

TEST(Poster, CanBeScannedFromWhatAPrinterGets) {
  if (run("command -v pdftoppm").empty() || run("command -v zbarimg").empty()) {
    GTEST_SKIP() << "pdftoppm or zbarimg is not installed";
  }
  const auto base =
      (std::filesystem::temp_directory_path() / ("loyalty-poster-" + std::to_string(::getpid()))).string();
  for (const char* const color : {"#0d5257", "#f2b33d", "#ffffff"}) {
    for (const auto size : sizes) {
      auto poster = make_poster(color);
      if (size == PosterSize::a6) poster.join_url = longest_url;
      std::ofstream(base + ".pdf", std::ios::binary) << render_pdf(draw_poster(poster, size));
      run("pdftoppm -r 150 -png -singlefile " + base + ".pdf " + base + " 2>/dev/null");
      const auto scanned = run("zbarimg --raw -q " + base + ".png 2>/dev/null");
      std::string wanted;
      for (int i = 0; i < (size == PosterSize::a6 ? 4 : 1); ++i) wanted += poster.join_url + "\n";
      EXPECT_EQ(scanned, wanted) << color << name_of(size);
    }
  }
  std::filesystem::remove(base + ".pdf");
  std::filesystem::remove(base + ".png");
}

}  // namespace
}  // namespace loyalty::drawing
