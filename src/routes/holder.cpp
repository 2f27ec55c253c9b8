#include "routes/holder.hpp"

#include "base/codec.hpp"
#include "base/digest.hpp"
#include "drawing/qr.hpp"
#include "http/static_files.hpp"
#include "routes/version.hpp"
#include "schemas/own_data.hpp"
#include "services/own_data.hpp"

namespace loyalty::routes {
namespace {

constexpr std::size_t qr_png_scale = 12;
constexpr std::size_t tag_bytes = 15;
constexpr std::int64_t own_transactions_max = 2'000;

awaitable<Outcome<HolderView>> find_holder_view(Call& call) {
  co_return co_await call.services.store.read([&](storage::Transaction& tx) {
    return view_as_holder(tx, call.parameter("card_token"), call.request.received_at);
  });
}

Response answer_picture(std::string content_type, std::string bytes) {
  Response response;
  response.content_type = std::move(content_type);
  response.body = std::move(bytes);
  // The code of a card never changes, but who may see it is the holder alone.
  response.set("Cache-Control", "private, max-age=86400");
  return response;
}

}  // namespace

HolderPage to_holder_page(const HolderView& view) {
  return {view.holder, view.program, view.vendor, view.latest};
}

std::string make_holder_tag(const HolderView& view) {
  const auto& [card, customer, expiring] = view.holder;
  const auto& vendor = view.vendor;
  std::string seen(program_version);
  const auto add = [&](std::string_view text) { seen.append(1, '\0').append(text); };
  const auto add_number = [&](std::int64_t number) { add(std::to_string(number)); };
  add_number(to_integer(card.id));
  add_number(card.version);
  // Time alone changes what expires next, and the balance with it.
  add_number(expiring ? expiring->points : 0);
  add_number(expiring ? to_milliseconds(expiring->expires_at) : 0);
  add_number(view.program.version);
  for (const auto& text :
       {customer.first_name, vendor.code, vendor.name, vendor.timezone, vendor.currency, vendor.locale}) {
    add(text);
  }
  return "\"" + to_base64url(as_text(sha256({seen})).substr(0, tag_bytes)) + "\"";
}

awaitable<Response> view_own_card(Call& call) {
  const auto known_tags = call.request.header("if-none-match");
  const auto view = co_await call.services.store.read([&](storage::Transaction& tx) {
    auto found = view_as_holder(tx, call.parameter("card_token"), call.request.received_at);
    if (found && !http::matches_entity_tag(known_tags, make_holder_tag(*found))) {
      list_latest(tx, *found, latest_transactions_max);
    }
    return found;
  });
  if (!view) co_return refuse(call, view.error());
  const auto tag = make_holder_tag(*view);
  Response response;
  if (http::matches_entity_tag(known_tags, tag)) {
    response.status = 304;
  } else {
    response = answer(200, to_holder_page(*view));
  }
  response.set("ETag", tag).set("Cache-Control", "private, no-cache");
  co_return response;
}

awaitable<Response> draw_own_code_svg(Call& call) {
  const auto view = co_await find_holder_view(call);
  if (!view) co_return refuse(call, view.error());
  co_return answer_picture("image/svg+xml",
                           drawing::draw_qr_svg(drawing::make_card_qr(make_qr_text(view->holder.card))));
}

awaitable<Response> draw_own_code_png(Call& call) {
  const auto view = co_await find_holder_view(call);
  if (!view) co_return refuse(call, view.error());
  co_return answer_picture(
      "image/png",
      drawing::draw_qr_png(drawing::make_card_qr(make_qr_text(view->holder.card)), qr_png_scale));
}

awaitable<Response> view_own_data(Call& call) {
  const auto view = co_await call.services.store.read([&](storage::Transaction& tx) {
    auto found = view_as_holder(tx, call.parameter("card_token"), call.request.received_at);
    if (found) list_latest(tx, *found, own_transactions_max);
    return found;
  });
  if (!view) co_return refuse(call, view.error());
  co_return answer(200, OwnDataAnswer{view->holder, view->program, view->vendor, view->latest});
}

awaitable<Response> change_own_data(Call& call) {
  auto body = read_json<OwnDataPatch>(call);
  if (!body) co_return std::move(body.error());
  std::vector<FieldFault> faults;
  const auto change = [&](Customer& customer, std::string_view country) {
    faults = apply(*body, customer, country);
    return faults.empty();
  };
  const auto changed = co_await call.services.store.write([&](storage::Transaction& tx) {
    return loyalty::change_own_data(tx, call.parameter("card_token"), call.request.received_at, change);
  });
  if (!changed) co_return refuse(call, changed.error());
  if (!changed->was_accepted) co_return refuse(call, faults);
  co_return answer(200, OwnData{changed->customer});
}

awaitable<Response> erase_own_data(Call& call) {
  const auto done = co_await call.services.store.write([&](storage::Transaction& tx) {
    return loyalty::erase_own_data(tx, call.parameter("card_token"), call.request.received_at,
                                   make_pseudonym);
  });
  co_return done ? answer_nothing() : refuse(call, done.error());
}

}  // namespace loyalty::routes
