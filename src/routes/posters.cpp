#include "routes/posters.hpp"

#include "drawing/poster.hpp"
#include "http/offload.hpp"
#include "schemas/poster.hpp"
#include "services/companies.hpp"
#include "services/programs.hpp"

namespace loyalty::routes {
namespace {

using Render = std::string (*)(const drawing::Canvas&);

Language choose_language(const PosterQuery& query, const Vendor& vendor) {
  return find_by_name<Language>(query.locale.value_or(vendor.locale)).value_or(Language::en);
}

awaitable<Response> draw_poster(Call& call, std::string_view ending, std::string_view content_type,
                                Render render) {
  auto query = read_query_as<PosterQuery>(call);
  if (!query) co_return std::move(query.error());
  const auto actor = call.actor();
  auto poster = co_await call.services.store.read([&](storage::Transaction& tx) -> Outcome<drawing::Poster> {
    auto program = view_program(tx, actor);
    if (!program) return program.error();
    auto vendor = view_own_vendor(tx, actor);
    if (!vendor) return vendor.error();
    return drawing::Poster{.vendor_name = std::move(vendor->name),
                           .currency = std::move(vendor->currency),
                           .program = std::move(*program),
                           .join_url = join_url(call.services.config, vendor->code),
                           .language = choose_language(*query, *vendor)};
  });
  if (!poster) co_return refuse(call, poster.error());
  poster->glyph = call.services.glyphs.find(poster->program.stamp_icon);
  Response response;
  response.content_type = content_type;
  response.body = co_await http::offload(call.services.hashing,
                                         [&] { return render(drawing::draw_poster(*poster, query->size)); });
  response.set("Content-Disposition", "inline; filename=\"" + call.vendor->code + "-" +
                                          std::string(name_of(query->size)) + std::string(ending) + "\"");
  co_return response;
}

}  // namespace

std::string join_url(const Config& config, std::string_view vendor_code) {
  return config.public_url + "/j/" + std::string(vendor_code);
}

awaitable<Response> draw_poster_svg(Call& call) {
  return draw_poster(call, ".svg", "image/svg+xml", drawing::render_svg);
}

awaitable<Response> draw_poster_pdf(Call& call) {
  return draw_poster(call, ".pdf", "application/pdf", drawing::render_pdf);
}

}  // namespace loyalty::routes
