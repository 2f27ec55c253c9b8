#include "drawing/letters.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <sys/mman.h>
#include <unistd.h>
#include <woff2/decode.h>

#include "base/embedded.hpp"

namespace loyalty::drawing {
namespace {

// The one file of Figtree for all weights is called by its lightest.
constexpr const char* families = "Figtree Light,Noto Sans,Noto Sans Arabic,Noto Sans Hebrew,sans-serif";

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
  void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};
template <class Object>
using Owned = std::unique_ptr<Object, Unref>;

// Pango reads fonts that are not packed for the web.
std::string unpack(const embedded::File& file) {
  std::string font;
  woff2::WOFF2StringOut out(&font);
  const auto* packed = reinterpret_cast<const std::uint8_t*>(file.bytes.data());
  if (!woff2::ConvertWOFF2ToTTF(packed, file.bytes.size(), &out)) {
    throw std::runtime_error("the embedded font " + std::string(file.name) + " cannot be unpacked");
  }
  font.resize(out.Size());
  return font;
}

// A font is opened by its name in the file system: the embedded one gets a name that lives as long as the
// program.
void add_font(FcConfig* config, const std::string& font) {
  const int descriptor = memfd_create("font", MFD_CLOEXEC);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "a font in memory");
  const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
  const bool is_added = write(descriptor, font.data(), font.size()) == static_cast<ssize_t>(font.size()) &&
                        FcConfigAppFontAddFile(config, reinterpret_cast<const FcChar8*>(path.c_str())) != 0;
  if (!is_added) throw std::runtime_error("an embedded font cannot be read");
}

// Fontconfig's own lists, which may be read by all threads once they are made.
FcConfig* load_fonts() {
  FcConfig* config = FcInitLoadConfigAndFonts();
  if (config == nullptr) throw std::runtime_error("the machine's list of fonts cannot be read");
  for (const embedded::File& file : embedded::fonts()) add_font(config, unpack(file));
  return config;
}

// No hinting and no rounding: the same measures for paper, screen and pass.
Owned<PangoContext> make_context() {
  static FcConfig* const config = load_fonts();
  const Owned<PangoFontMap> fonts(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  if (!fonts) throw std::runtime_error("this Pango has no fonts of FreeType");
  pango_fc_font_map_set_config(reinterpret_cast<PangoFcFontMap*>(fonts.get()), config);
  Owned<PangoContext> context(pango_font_map_create_context(fonts.get()));
  const Owned<cairo_font_options_t> options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context.get(), options.get());
  pango_cairo_context_set_resolution(context.get(), 72);
  pango_context_set_round_glyph_positions(context.get(), FALSE);
  return context;
}

// A font map is for one thread.
PangoContext* context_of_this_thread() {
  thread_local const Owned<PangoContext> context = make_context();
  return context.get();
}

Owned<PangoLayout> set_type(std::string_view text, const Lettering& lettering) {
  Owned<PangoLayout> layout(pango_layout_new(context_of_this_thread()));
  pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  const Owned<PangoFontDescription> description(pango_font_description_new());
  pango_font_description_set_family_static(description.get(), families);
  pango_font_description_set_weight(
      description.get(), lettering.weight == Weight::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(description.get(), lettering.size * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), description.get());
  if (lettering.tracking != 0) {
    const Owned<PangoAttrList> attributes(pango_attr_list_new());
    const double spacing = lettering.tracking * lettering.size * PANGO_SCALE;
    pango_attr_list_insert(attributes.get(), pango_attr_letter_spacing_new(static_cast<int>(spacing)));
    pango_layout_set_attributes(layout.get(), attributes.get());
  }
  return layout;
}

}  // namespace

double measure_text(std::string_view text, const Lettering& lettering) {
  // Set large and reduced, because Pango counts in whole parts of a unit.
  constexpr double set_size = 100;
  const auto layout = set_type(text, {set_size, lettering.weight, lettering.tracking});
  PangoRectangle extents;
  pango_layout_get_extents(layout.get(), nullptr, &extents);
  return static_cast<double>(extents.width) / PANGO_SCALE * lettering.size / set_size;
}

std::vector<std::string> split_at_breaks(std::string_view text) {
  std::vector<std::string> pieces;
  const auto layout = set_type(text, {.size = 1});
  int count = 0;
  const PangoLogAttr* const attributes = pango_layout_get_log_attrs_readonly(layout.get(), &count);
  const char* begin = text.data();
  const char* const end = text.data() + text.size();
  const char* at = begin;
  for (int index = 0; at < end; ++index) {
    at = g_utf8_next_char(at);
    const bool may_end = at >= end || index + 1 >= count || attributes[index + 1].is_line_break != 0;
    if (!may_end) continue;
    at = std::min(at, end);
    pieces.emplace_back(begin, at);
    begin = at;
  }
  return pieces;
}

std::size_t count_missing_letters(std::string_view text) {
  const auto layout = set_type(text, {.size = 10});
  return static_cast<std::size_t>(pango_layout_get_unknown_glyphs_count(layout.get()));
}

void write_text(cairo_t* page, std::string_view text, Point begin, const Lettering& lettering) {
  const auto layout = set_type(text, lettering);
  cairo_move_to(page, begin.x, begin.y);
  pango_cairo_update_layout(page, layout.get());
  pango_cairo_show_layout_line(page, pango_layout_get_line_readonly(layout.get(), 0));
}

}  // namespace loyalty::drawing
