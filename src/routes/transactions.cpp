#include "routes/transactions.hpp"

#include "http/body_source.hpp"
#include "schemas/csv.hpp"
#include "schemas/transaction.hpp"
#include "services/transactions.hpp"

namespace loyalty::routes {
namespace {

constexpr std::string_view list_name = "transactions";
// A read of a few milliseconds: long ones would keep the log from being copied into the database.
constexpr std::int64_t export_page_rows = 500;

Response answer_transactions(Call& call, std::vector<TransactionView>& rows, std::int64_t limit) {
  return answer_page<HistoryEntry>(
      list_name, rows, limit, [](const TransactionView& row) { return row.transaction.id; },
      [&](const TransactionView& row) { return HistoryEntry{row, call.vendor->code}; });
}

HistoryChoice make_choice(const Call& call, const TransactionChoice& choice) {
  storage::TransactionFilter filter{.type = choice.type, .staff_pin_id = choice.staff_pin_id};
  if (choice.from) filter.from = resolve_moment(*choice.from, *call.zone, RangeEnd::begin);
  if (choice.to) filter.to = resolve_moment(*choice.to, *call.zone, RangeEnd::end);
  return {.filter = filter, .card = choice.card};
}

// Page after page, each its own short read. What is added meanwhile is newer than the first page, and so
// never reached; a row that is voided meanwhile is told of as it was.
class ExportSource final : public http::BodySource {
 public:
  ExportSource(const Call& call, HistoryExport begun)
      : store_(call.services.store),
        actor_(call.actor()),
        vendor_(*call.vendor),
        zone_(*call.zone),
        export_(std::move(begun)) {}

  awaitable<std::optional<std::string>> next() override {
    if (is_at_end_) co_return std::nullopt;
    std::string piece;
    auto rows = std::move(export_.first_page);
    if (!export_.filter.before) {
      piece = csv_byte_order_mark;
      append_csv_names<TransactionRow>(piece);
    } else {
      auto page = co_await store_.read([this](storage::Transaction& tx) {
        return loyalty::list_transactions(tx, actor_, {.filter = export_.filter});
      });
      rows = std::move(*page);
    }
    for (auto& row : rows) append_row(piece, row);
    is_at_end_ = static_cast<std::int64_t>(rows.size()) < export_page_rows;
    if (!rows.empty()) export_.filter.before = rows.back().transaction.id;
    co_return piece;
  }

 private:
  void append_row(std::string& piece, TransactionView& row) const {
    if (row.voided_by_id > export_.newest) row.voided_by_id.reset();
    append_csv_row(piece, TransactionRow{.entry = {row, vendor_.code},
                                         .local_time = zone_.date_and_time_at(row.transaction.created_at)});
  }

  storage::Store& store_;
  Actor actor_;
  UserVendor vendor_;
  Zone zone_;
  HistoryExport export_;
  bool is_at_end_ = false;
};

}  // namespace

awaitable<Response> list_transactions(Call& call) {
  auto query = read_query_as<TransactionQuery>(call);
  if (!query) co_return std::move(query.error());
  auto before = read_id_cursor<TransactionId>(call, list_name, query->list);
  if (!before) co_return std::move(before.error());
  auto choice = make_choice(call, query->choice);
  choice.filter.before = *before;
  choice.filter.limit = query->list.limit + 1;
  const auto actor = call.actor();
  auto rows = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return loyalty::list_transactions(tx, actor, choice); });
  if (!rows) co_return refuse(call, rows.error());
  co_return answer_transactions(call, *rows, query->list.limit);
}

awaitable<Response> view_transaction(Call& call) {
  const auto actor = call.actor();
  const auto id = id_parameter<TransactionId>(call);
  const auto row = co_await call.services.store.read([&](storage::Transaction& tx) {
    return loyalty::view_transaction(tx, actor, id.value_or(TransactionId{}));
  });
  if (!row) co_return refuse(call, row.error());
  co_return answer(200, HistoryEntry{*row, call.vendor->code});
}

awaitable<Response> export_transactions(Call& call) {
  auto query = read_query_as<TransactionChoice>(call);
  if (!query) co_return std::move(query.error());
  auto choice = make_choice(call, *query);
  choice.filter.limit = export_page_rows;
  const auto actor = call.actor();
  auto begun = co_await call.services.store.read(
      [&](storage::Transaction& tx) { return begin_export(tx, actor, choice); });
  if (!begun) co_return refuse(call, begun.error());
  const auto today = format_date(call.zone->date_at(call.request.received_at));
  Response response;
  response.content_type = "text/csv; charset=utf-8";
  response.set("Content-Disposition",
               "attachment; filename=\"transactions-" + call.vendor->code + "-" + today + ".csv\"");
  response.source = std::make_shared<ExportSource>(call, std::move(*begun));
  co_return response;
}

awaitable<Response> list_card_transactions(Call& call) {
  auto query = read_query_as<ListQuery>(call);
  if (!query) co_return std::move(query.error());
  auto before = read_id_cursor<TransactionId>(call, list_name, *query);
  if (!before) co_return std::move(before.error());
  const auto actor = call.actor();
  const auto id = id_parameter<CardId>(call);
  auto rows = co_await call.services.store.read([&](storage::Transaction& tx) {
    return loyalty::list_card_transactions(tx, actor, id.value_or(CardId{}), *before, query->limit + 1);
  });
  if (!rows) co_return refuse(call, rows.error());
  co_return answer_transactions(call, *rows, query->limit);
}

}  // namespace loyalty::routes
