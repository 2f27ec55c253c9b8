#include <iostream>

#include "base/bcrypt.hpp"
#include "base/contact.hpp"
#include "base/ids.hpp"
#include "base/text.hpp"
#include "command/failed.hpp"
#include "command/open_store.hpp"
#include "command/password_input.hpp"
#include "command/verbs.hpp"
#include "rules/password.hpp"
#include "schemas/checks.hpp"
#include "services/secrets.hpp"
#include "services/users.hpp"

namespace loyalty {
namespace {

// Tells this program's ids apart from a server's, whose node is below server_nodes.
constexpr std::uint32_t command_line_node = 1023;
constexpr std::size_t name_length_max = 80;

std::string check_password(std::string password, std::string_view email) {
  if (!is_utf8(password)) throw Failed("the password is not text in UTF-8");
  const auto fault = find_password_fault(password, email);
  if (!fault) return password;
  switch (*fault) {
    case PasswordFault::too_short:
      throw Failed("the password needs at least 10 characters");
    case PasswordFault::too_long:
      throw Failed("the password may have at most 128 characters");
    case PasswordFault::too_common:
      throw Failed("the password is one of the first that anybody would try");
    case PasswordFault::contains_email:
      throw Failed("the password contains the e-mail address");
  }
  return password;
}

std::string check_name(const CreateUser& typed, const std::string& email) {
  const std::string name = drop_unseen(typed.name.empty() ? email.substr(0, email.find('@')) : typed.name);
  if (name.empty() || !is_printable(name) || count_code_points(name) > name_length_max) {
    throw WrongUsage("--name must be 1 to 80 printable characters");
  }
  return name;
}

void check_belonging(const CreateUser& typed) {
  const bool is_admin = typed.role == Role::admin;
  if (is_admin && (typed.company_id || !typed.vendor_codes.empty())) {
    throw WrongUsage("an admin belongs to no company: leave out --company-id and --vendor-code");
  }
  if (!is_admin && !typed.company_id) {
    throw WrongUsage("--company-id is needed for every role but admin");
  }
  const bool works_for_vendors = typed.role == Role::manager || typed.role == Role::staff;
  if (works_for_vendors && typed.vendor_codes.empty()) {
    throw WrongUsage("--vendor-code is needed for managers and staff");
  }
}

std::string describe(const Refusal& refusal, const std::string& email) {
  switch (refusal.code) {
    case RefusalCode::email_taken:
      return "there is a user with the address " + email + " already";
    case RefusalCode::company_not_found:
      return "there is no company with that --company-id";
    case RefusalCode::vendor_not_found:
      return "the company has no vendor with such a --vendor-code";
    default:
      return std::string(name_of(refusal.code));
  }
}

// All but the password's hash.
NewUser make_new_user(const CreateUser& typed) {
  const auto email = normalise_email(typed.email);
  if (!email) throw WrongUsage("--email is not an e-mail address");
  check_belonging(typed);
  NewUser command{.user = {.email = *email, .name = check_name(typed, *email), .role = typed.role}};
  if (typed.company_id) command.user.company_id = static_cast<CompanyId>(*typed.company_id);
  for (const auto& code : typed.vendor_codes) {
    const auto normal = check_vendor_code(code);
    if (!normal) throw WrongUsage("--vendor-code must be 2 to 40 of A-Z 0-9 _ -");
    command.vendor_codes.push_back(*normal);
  }
  return command;
}

}  // namespace

void create_user_from_command_line(Config config, const CreateUser& typed) {
  auto command = make_new_user(typed);
  const auto password = check_password(read_password(), command.user.email);
  Metrics metrics;
  const auto store = open_migrated_store(config, metrics);
  const auto now = system_now();
  command.user.id = IdSource(command_line_node).next_as<UserId>(now);
  command.user.created_at = now;
  command.user.password_hash =
      hash_bcrypt(Secrets(config.secret_key).pepper_password(password), config.bcrypt_cost);
  const auto created =
      store->write_now([&](storage::Transaction& tx) { return loyalty::create_user(tx, command); });
  if (!created) throw Failed(describe(created.error(), command.user.email));
  std::cout << "created " << name_of(created->user.role) << ' ' << created->user.email << " with id "
            << to_integer(created->user.id) << '\n';
}

}  // namespace loyalty
