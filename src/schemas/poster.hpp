// Which poster: the query of /vendor/loyalty/poster.svg and .pdf.
#pragma once

#include <optional>
#include <string>

#include "models/poster.hpp"
#include "schemas/checks.hpp"
#include "schemas/shape.hpp"

namespace loyalty {

struct PosterQuery {
  static constexpr std::string_view schema_name = "PosterQuery";
  PosterSize size = PosterSize::a4;
  std::optional<std::string> locale = {};
};
template <class Fields>
void describe_fields(Fields& f, PosterQuery& r) {
  f("size", r.size, Rule{}.or_default().described("a6: four on an A4, to be cut."));
  f("locale", r.locale, locale_text());
}

}  // namespace loyalty
