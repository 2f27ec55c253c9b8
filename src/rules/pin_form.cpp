#include "rules/pin_form.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace loyalty {
namespace {

constexpr std::size_t digits_min = 4;
constexpr std::size_t digits_max = 8;

// From published counts of leaked PINs, those that the patterns do not cover.
constexpr auto most_used = std::to_array<std::string_view>(
    {"0007",     "0070",     "0101",    "0852",    "1001",    "1004",     "1122",     "1133",     "1221",
     "1331",     "1357",     "1379",    "1470",    "1980",    "1984",     "1990",     "2000",     "2001",
     "2112",     "2211",     "2233",    "2468",    "2580",    "3344",     "4455",     "5566",     "5683",
     "6677",     "6969",     "7410",    "7788",    "8520",    "8899",     "9630",     "12369",    "13579",
     "24680",    "11223",    "12321",   "102030",  "111222",  "112233",   "123123",   "123321",   "123654",
     "147258",   "147852",   "159357",  "159753",  "258456",  "321321",   "456456",   "456123",   "654654",
     "741852",   "789456",   "987654",  "1233210", "1472580", "11112222", "11223344", "12341234", "12344321",
     "14725836", "19901990", "20002000"});

// True when every digit differs from the one before by `step`, counted past 9 to 0.
bool is_run(std::string_view pin, int step) {
  for (std::size_t i = 1; i < pin.size(); ++i) {
    if ((pin[i] - pin[i - 1] - step + 20) % 10 != 0) return false;
  }
  return true;
}

// True when each digit is the one `period` places before it.
bool repeats(std::string_view pin, std::size_t period) {
  return std::ranges::equal(pin.substr(period), pin.substr(0, pin.size() - period));
}

}  // namespace

bool is_pin_form(std::string_view text) {
  return text.size() >= digits_min && text.size() <= digits_max && is_digits(text);
}

bool is_trivial_pin(std::string_view pin) {
  if (pin.size() < 2) return true;
  return is_run(pin, 1) || is_run(pin, -1) || repeats(pin, 1) || repeats(pin, 2) ||
         std::ranges::find(most_used, pin) != most_used.end();
}

}  // namespace loyalty
