#include "command/demo/guide.hpp"

#include <algorithm>

namespace loyalty {
namespace {

std::string pad(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string find_email(const DemoWorld& world, Role role, std::string_view vendor_code) {
  const auto found = std::ranges::find_if(world.users, [&](const DemoUser& user) {
    return user.role == role && user.vendor_code == vendor_code;
  });
  return found == world.users.end() ? std::string() : found->email;
}

std::string render_vendor(const DemoVendor& vendor, const std::string& url) {
  std::string text = "\n" + vendor.vendor.name + " (" + vendor.vendor.code + "), " +
                     std::string(name_of(vendor.program.loyalty_type)) + "\n  PINs        ";
  for (const auto& pin : vendor.pins)
    text += (&pin == &vendor.pins.front() ? "" : ", ") + pin.name + " " + pin.pin;
  text += "\n  join        " + url + "/j/" + vendor.vendor.code + "\n";
  if (!vendor.card_token.empty()) text += "  a card      " + url + "/c/" + vendor.card_token + "\n";
  return text;
}

void replace_all(std::string& text, std::string_view name, std::string_view value) {
  for (auto place = text.find(name); place != std::string::npos;
       place = text.find(name, place + value.size())) {
    text.replace(place, name.size(), value);
  }
}

constexpr std::string_view shell_lines = R"(API=@URL@/api/v1
JSON='Content-Type: application/json'
pick() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4; }
sign_in() { curl -s "$API/auth/login" -H "$JSON" -d '{"email":"'$1'","password":"@PASSWORD@"}' | pick token; }

# The till signs in; its token is kept in a variable.
TILL=$(sign_in @TILL@)
till() { curl -s -H "Authorization: Bearer $TILL" -H "$JSON" "$@"; echo; }

# A customer joins. QR is what the card's code says when it is scanned.
LEA='"first_name":"Léa","last_name":"Thinnes","email":"lea.'$(date +%s)'@example.org"'
LEA=$LEA',"terms_accepted":true'
join() { curl -s "$API/loyalty/enroll/$1" -H "$JSON" -d "{$LEA}" | pick qr_code_data; }
QR=$(join @CODE@)

# The first stamp, with a PIN; the second one at once is refused: cooldown_active.
stamp() { till "$API/vendor/loyalty/stamp" -d '{"card":"'$QR'","pin":"@PIN@"}'; }
stamp
stamp

# The owner lifts the waiting time and the daily limit; nine more stamps make ten.
OWNER=$(sign_in @OWNER@)
change() {
  curl -s -o /dev/null -w '%{http_code}\n' -X PATCH "$API/vendor/loyalty/program" \
    -H "Authorization: Bearer $OWNER" -H 'X-Vendor-Code: @CODE@' -H "$JSON" -d "$1"
}
change '{"cooldown_minutes":0,"max_daily_stamps":20}'
for n in 2 3 4 5 6 7 8 9 10; do stamp | grep -o '"stamp_count":[0-9]*'; done

# The reward, and what the card's history says now.
till "$API/vendor/loyalty/stamp/redeem" -d '{"card":"'$QR'","pin":"@PIN@"}'
till "$API/vendor/loyalty/transactions?card=$QR" | grep -o '"type":"[a-z_]*"\|"stamps_after":[0-9]*'

# As it was.
change '{"cooldown_minutes":@COOLDOWN@,"max_daily_stamps":@DAILY@}'

# Points at the bakery: a purchase of 12.50 €, what taking it back would leave, and what the card says.
TILL=$(sign_in @POINTS_TILL@)
QR=$(join @POINTS_CODE@)
PURCHASE='"purchase_amount_cents":1250,"pin":"@POINTS_PIN@"'
POINTS=$(till "$API/vendor/loyalty/points" -d "{\"card\":\"$QR\",$PURCHASE}")
echo "$POINTS" | grep -o '"points_earned":[0-9]*\|"points_balance":[0-9]*'
till "$API/vendor/loyalty/transactions/$(echo "$POINTS" | pick id)/void?preview=true" \
  -d '{"reason":"The wrong card was scanned"}' | grep -o '"points_balance":[0-9]*'
till "$API/vendor/loyalty/cards/lookup?code=$QR" | grep -o '"points_expiring":[^}]*}'
)";

}  // namespace

std::string render_guide(const DemoWorld& world, std::string_view public_url) {
  const std::string url(public_url);
  const auto& history = world.history;
  std::string text = world.company.name + ": " + std::to_string(world.vendors.size()) + " shops, " +
                     std::to_string(history.customers) + " customers, " + std::to_string(history.stamps) +
                     " times stamped, " + std::to_string(history.purchases) + " purchases with points, " +
                     std::to_string(history.rewards) + " rewards, " + std::to_string(history.voids) +
                     " taken back, " + std::to_string(history.refusals) + " refused.\n\nThe counter is at " +
                     url + "/terminal; everybody's password is " + world.password + "\n";
  for (const auto& user : world.users) {
    text += "  " + pad(std::string(name_of(user.role)), 10) + pad(user.email, 40) + user.vendor_code + "\n";
  }
  for (const auto& vendor : world.vendors) text += render_vendor(vendor, url);
  // Opened where somebody who works for one shop is signed in.
  text += "\nThe poster of the shop that is signed in at the counter: " + url +
          "/api/v1/vendor/loyalty/poster.pdf\n";
  return text;
}

std::string render_shell_lines(const DemoWorld& world, std::string_view public_url) {
  const auto& shop = world.vendors.front();
  const auto& bakery = world.vendors.at(1);
  std::string text(shell_lines);
  replace_all(text, "@URL@", public_url);
  replace_all(text, "@POINTS_CODE@", bakery.vendor.code);
  replace_all(text, "@POINTS_PIN@", bakery.pins.front().pin);
  replace_all(text, "@POINTS_TILL@", find_email(world, Role::staff, bakery.vendor.code));
  replace_all(text, "@CODE@", shop.vendor.code);
  replace_all(text, "@PIN@", shop.pins.front().pin);
  replace_all(text, "@TILL@", find_email(world, Role::staff, shop.vendor.code));
  replace_all(text, "@OWNER@", find_email(world, Role::owner, ""));
  replace_all(text, "@PASSWORD@", world.password);
  replace_all(text, "@COOLDOWN@", std::to_string(shop.program.cooldown_minutes));
  replace_all(text, "@DAILY@", std::to_string(shop.program.max_daily_stamps));
  return text;
}

}  // namespace loyalty
