#include "routes/app_world.hpp"

#include <algorithm>
#include <deque>
#include <future>
#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include "base/bcrypt.hpp"
#include "base/text.hpp"
#include "http/body_source.hpp"
#include "http/target.hpp"
#include "routes/answer_checks.hpp"
#include "routes/web_files.hpp"
#include "schemas/card.hpp"
#include "storage/sessions.hpp"
#include "storage/tables.hpp"
#include "storage/users.hpp"

namespace loyalty::test {
namespace {

template <class Id>
std::string show(Id id) {
  return std::to_string(to_integer(id));
}

const std::string* find_header(const Headers& headers, std::string_view name) {
  const auto found =
      std::ranges::find_if(headers, [name](const auto& header) { return header.first == name; });
  return found == headers.end() ? nullptr : &found->second;
}

Answer to_answer(const http::Response& response) {
  Answer answer{.status = response.status,
                .content_type = response.content_type,
                .headers = response.headers,
                .body = std::string(response.static_body.empty() ? std::string_view(response.body)
                                                                 : response.static_body),
                .code = std::string(response.code),
                .route = std::string(response.route)};
  boost::system::error_code not_json;
  if (answer.content_type.ends_with("json")) answer.json = json::parse(answer.body, not_json);
  return answer;
}

// The answer with its whole body, as a client gets it.
boost::asio::awaitable<http::Response> ask_whole(App& app, http::Request& request) {
  auto response = co_await app.handle(request);
  if (!response.source) co_return response;
  while (const auto piece = co_await response.source->next()) response.body += *piece;
  co_return response;
}

// What reads the number of a table's rows, and all that they hold as one text. Every engine has words of its
// own for a row as a text.
std::string render_content_sql(storage::Transaction& tx, const std::string& table) {
  static const storage::Sql columns_sql{
      "SELECT group_concat('quote(' || name || ')', '||'',''||') FROM pragma_table_info($1)"};
  std::string line = "CAST(t AS TEXT)";
  std::string join = "string_agg(line, chr(10) ORDER BY line)";
  if (chosen_engine() == "sqlite") {
    line = tx.find(columns_sql, {table}, [](storage::Columns& row) { return row.text(); }).value();
    join = "group_concat(line, char(10))";
  }
  return "SELECT COUNT(*), " + join + " FROM (SELECT " + line + " AS line FROM " + table + " t) AS lines";
}

Answer take(std::future<http::Response>& future) {
  try {
    return to_answer(future.get());
  } catch (const std::exception& fault) {
    return {.status = 500, .fault = fault.what()};
  }
}

}  // namespace

std::string_view name_of(Who who) {
  constexpr std::string_view names[] = {"nobody", "admin",     "owner",   "manager",
                                        "staff",  "neighbour", "stranger"};
  return names[static_cast<std::size_t>(who)];
}

std::string token_of(Who who) { return "token-of-" + std::string(name_of(who)); }

std::string Answer::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (equal_ignoring_case(key, name)) return value;
  }
  return {};
}

const json::value* Answer::find(std::string_view path) const {
  const json::value* place = &json;
  while (!path.empty()) {
    const auto part = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(part.size() + 1, path.size()));
    if (const auto* object = place->if_object()) {
      place = object->if_contains({part.data(), part.size()});
    } else if (const auto* list = place->if_array(); list != nullptr && is_digits(part)) {
      place = list->if_contains(static_cast<std::size_t>(*parse_integer(part)));
    } else {
      return nullptr;
    }
    if (place == nullptr) return nullptr;
  }
  return place;
}

std::string Answer::text(std::string_view path) const {
  const auto* found = find(path);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::vector<std::string> Answer::texts(std::string_view list, std::string_view member) const {
  std::vector<std::string> found;
  const auto* entries = find(list);
  if (entries == nullptr || !entries->is_array()) return found;
  for (std::size_t i = 0; i < entries->get_array().size(); ++i) {
    found.push_back(text(std::string(list) + "." + std::to_string(i) + "." + std::string(member)));
  }
  return found;
}

void expect_rows(const Contents& before, const Contents& after, const RowChanges& changes) {
  for (const auto& [name, change] : changes) EXPECT_TRUE(after.contains(name)) << "no table " << name;
  for (const auto& [name, table] : after) {
    const auto& former = before.at(name);
    const auto change = changes.find(name);
    if (change == changes.end()) {
      EXPECT_EQ(table.rows, former.rows) << name << " was to stay as it was";
      EXPECT_TRUE(table.content == former.content) << name << " was to stay as it was";
    } else {
      EXPECT_EQ(table.rows - former.rows, change->second) << name;
      EXPECT_FALSE(table.content == former.content) << name << " was to change";
    }
  }
}

AppWorld::AppWorld(std::string public_url) : AppWorld(std::move(public_url), Tables::migrated, {}) {}

AppWorld::AppWorld(const Database::Open& open) : AppWorld("https://cards.example", Tables::none, open) {}

AppWorld::AppWorld(std::string public_url, Tables tables, const Database::Open& open)
    : database(chosen_engine(), tables, open) {
  config.public_url = std::move(public_url);
  config.secret_key = "a secret key of the tests, 32 bytes and more";
  config.bcrypt_cost = bcrypt_cost;
  password_hash_ = hash_bcrypt(world.secrets.pepper_password(password), bcrypt_cost);
  database.write([&](storage::Transaction& tx) { employ_everybody(tx); });
  name_things();
  app_ = std::make_unique<App>(config, database.store(), metrics, ids_, make_web_files());
}

AppWorld::~AppWorld() = default;

void AppWorld::employ_everybody(storage::Transaction& tx) {
  const auto beans = world.city.company_id;
  employ(tx, Who::admin, Role::admin, std::nullopt, {});
  employ(tx, Who::owner, Role::owner, beans, {});
  employ(tx, Who::manager, Role::manager, beans, {world.city.vendor_id, world.park.vendor_id});
  employ(tx, Who::staff, Role::staff, beans, {world.city.vendor_id, world.park.vendor_id});
  employ(tx, Who::neighbour, Role::manager, beans, {world.park.vendor_id});
  employ(tx, Who::stranger, Role::owner, world.bakery.company_id, {});
}

void AppWorld::employ(storage::Transaction& tx, Who who, Role role, std::optional<CompanyId> company,
                      const std::vector<VendorId>& vendors) {
  const std::string name(name_of(who));
  const User user{.id = world.next_id<UserId>(),
                  .company_id = company,
                  .email = name + "@example.org",
                  .name = "The " + name,
                  .role = role,
                  .password_hash = password_hash_,
                  .created_at = world.now};
  const storage::Session session{.id = world.next_id<SessionId>(),
                                 .user_id = user.id,
                                 .created_at = world.now,
                                 .expires_at = world.now + std::chrono::days(30)};
  if (!storage::insert_user(tx, user)) throw std::logic_error("two users of one address");
  if (company) storage::set_user_vendors(tx, user.id, *company, vendors);
  storage::insert_session(tx, session, hash_token(token_of(who)));
  names_["user." + name] = show(user.id);
}

void AppWorld::call(const std::string& name, const CardWithCustomer& holder) {
  names_[name] = show(holder.card.id);
  names_[name + ".number"] = holder.card.card_number;
  names_[name + ".qr"] = make_qr_text(holder.card);
  names_[name + ".token"] = holder.card.card_token;
}

void AppWorld::name_things() {
  call("elise", world.elise);
  call("jean", world.jean);
  call("zoe", world.zoe);
  names_["anna"] = show(world.anna.id);
  names_["bruno"] = show(world.bruno.id);
  names_["chloe"] = show(world.chloe.id);
  names_["beans"] = show(world.city.company_id);
  names_["crumbs"] = show(world.bakery.company_id);
  names_["city"] = show(world.city.vendor_id);
  names_["park"] = show(world.park.vendor_id);
  names_["bakery"] = show(world.bakery.vendor_id);
  names_["city.program"] = show(world.city.program_id);
}

std::string AppWorld::fill(std::string text) const {
  for (const auto& [name, value] : names_) {
    const auto mark = "{" + name + "}";
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) {
      text.replace(at, mark.size(), value);
    }
  }
  return text;
}

http::Request AppWorld::make_request(const Ask& ask) const {
  const auto target = http::parse_target(fill(ask.path));
  if (!target) throw std::invalid_argument("not a target: " + ask.path);
  http::Request request{.method = ask.method,
                        .path = target->path,
                        .query = target->query,
                        .body = fill(ask.body),
                        .request_id = "request-of-the-test",
                        .client_address = "192.0.2.7",
                        .received_at = world.now};
  Headers usual{{"host", "cards.example"}, {"user-agent", "till"}};
  if (ask.who != Who::nobody) usual.emplace_back("authorization", "Bearer " + token_of(ask.who));
  if (ask.who == Who::owner || ask.who == Who::manager || ask.who == Who::staff) {
    usual.emplace_back("x-vendor-code", "CITY");
  }
  if (!ask.body.empty()) usual.emplace_back("content-type", "application/json");
  for (const auto& header : usual) {
    if (find_header(ask.headers, header.first) == nullptr) request.headers.push_back(header);
  }
  for (const auto& [name, value] : ask.headers) {
    // An empty key is a key, and a wrong one.
    if (!value.empty() || name == "idempotency-key") request.headers.emplace_back(name, fill(value));
  }
  return request;
}

std::vector<Answer> AppWorld::ask_together(const std::vector<Ask>& asks) {
  std::deque<http::Request> requests;
  std::vector<std::future<http::Response>> futures;
  io_.restart();
  for (const auto& ask : asks) {
    requests.push_back(make_request(ask));
    futures.push_back(boost::asio::co_spawn(io_, ask_whole(*app_, requests.back()), boost::asio::use_future));
  }
  io_.run();
  std::vector<Answer> answers;
  for (std::size_t i = 0; i < asks.size(); ++i) {
    answers.push_back(take(futures[i]));
    check_answer(requests[i], answers.back());
  }
  return answers;
}

Answer AppWorld::ask(const Ask& ask) { return ask_together({ask}).front(); }

void AppWorld::execute(const std::string& sql) {
  // A statement must live as long as the connections that keep it prepared.
  static std::deque<storage::Sql> statements;
  statements.push_back({sql});
  database.write([](storage::Transaction& tx) { tx.execute(statements.back(), {}); });
}

Contents AppWorld::contents() {
  static std::map<std::string, storage::Sql> content_sql;
  return database.read([](storage::Transaction& tx) {
    Contents found;
    for (const auto& table : storage::all_tables()) {
      if (table.placement == storage::Placement::local) continue;
      const std::string name(table.name);
      auto& sql = content_sql[name];
      if (sql.text.empty()) sql.text = render_content_sql(tx, name);
      found[name] = *tx.find(
          sql, {}, [](storage::Columns& row) { return Table{.rows = row.integer(), .content = row.text()}; });
    }
    return found;
  });
}

}  // namespace loyalty::test
