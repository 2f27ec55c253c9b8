#include <algorithm>
#include <array>

#include "base/contact.hpp"
#include "base/text.hpp"

namespace loyalty {
namespace {

constexpr std::size_t digits_min = 7;
constexpr std::size_t digits_max = 15;

// How a country is reached from outside and, by the trunk prefix, what people dial before a number inside it.
// `digits_with_trunk` tells a prefix from the first digit of a number where both occur; 0 where there is no
// doubt.
struct Country {
  std::string_view iso;
  std::string_view calling_code;
  std::string_view trunk;
  std::size_t digits_with_trunk = 0;
};

// By ISO code. Lithuania and Belarus have two rows, for the old and the new prefix. Italy, San Marino, the
// Vatican, Côte d'Ivoire and the Congo have no trunk prefix: their leading zero is part of the number.
constexpr auto countries = std::to_array<Country>({
    {"AD", "376", ""},       {"AE", "971", "0"},   {"AL", "355", "0"},    {"AM", "374", "0"},
    {"AO", "244", ""},       {"AR", "54", "0"},    {"AT", "43", "0"},     {"AU", "61", "0"},
    {"AX", "358", "0"},      {"AZ", "994", "0"},   {"BA", "387", "0"},    {"BD", "880", "0"},
    {"BE", "32", "0"},       {"BF", "226", ""},    {"BG", "359", "0"},    {"BH", "973", ""},
    {"BJ", "229", ""},       {"BO", "591", "0"},   {"BR", "55", "0"},     {"BW", "267", ""},
    {"BY", "375", "80", 11}, {"BY", "375", "0"},   {"CA", "1", "1"},      {"CD", "243", "0"},
    {"CG", "242", ""},       {"CH", "41", "0"},    {"CI", "225", ""},     {"CL", "56", ""},
    {"CM", "237", ""},       {"CN", "86", "0"},    {"CO", "57", ""},      {"CR", "506", ""},
    {"CU", "53", "0"},       {"CV", "238", ""},    {"CY", "357", ""},     {"CZ", "420", ""},
    {"DE", "49", "0"},       {"DK", "45", ""},     {"DO", "1", "1"},      {"DZ", "213", "0"},
    {"EC", "593", "0"},      {"EE", "372", ""},    {"EG", "20", "0"},     {"ES", "34", ""},
    {"ET", "251", "0"},      {"FI", "358", "0"},   {"FO", "298", ""},     {"FR", "33", "0"},
    {"GB", "44", "0"},       {"GE", "995", "0"},   {"GF", "594", "0"},    {"GG", "44", "0"},
    {"GH", "233", "0"},      {"GI", "350", ""},    {"GL", "299", ""},     {"GP", "590", "0"},
    {"GR", "30", ""},        {"GT", "502", ""},    {"HK", "852", ""},     {"HN", "504", ""},
    {"HR", "385", "0"},      {"HU", "36", "06"},   {"ID", "62", "0"},     {"IE", "353", "0"},
    {"IL", "972", "0"},      {"IM", "44", "0"},    {"IN", "91", "0"},     {"IQ", "964", "0"},
    {"IR", "98", "0"},       {"IS", "354", ""},    {"IT", "39", ""},      {"JE", "44", "0"},
    {"JM", "1", "1"},        {"JO", "962", "0"},   {"JP", "81", "0"},     {"KE", "254", "0"},
    {"KG", "996", "0"},      {"KH", "855", "0"},   {"KR", "82", "0"},     {"KW", "965", ""},
    {"KZ", "7", "8", 11},    {"LA", "856", "0"},   {"LB", "961", "0"},    {"LI", "423", "0"},
    {"LK", "94", "0"},       {"LT", "370", "0"},   {"LT", "370", "8", 9}, {"LU", "352", ""},
    {"LV", "371", ""},       {"LY", "218", "0"},   {"MA", "212", "0"},    {"MC", "377", ""},
    {"MD", "373", "0"},      {"ME", "382", "0"},   {"MG", "261", "0"},    {"MK", "389", "0"},
    {"ML", "223", ""},       {"MM", "95", "0"},    {"MN", "976", "0"},    {"MO", "853", ""},
    {"MQ", "596", "0"},      {"MT", "356", ""},    {"MU", "230", ""},     {"MX", "52", ""},
    {"MY", "60", "0"},       {"MZ", "258", ""},    {"NA", "264", "0"},    {"NC", "687", ""},
    {"NG", "234", "0"},      {"NI", "505", ""},    {"NL", "31", "0"},     {"NO", "47", ""},
    {"NP", "977", "0"},      {"NZ", "64", "0"},    {"OM", "968", ""},     {"PA", "507", ""},
    {"PE", "51", "0"},       {"PF", "689", ""},    {"PH", "63", "0"},     {"PK", "92", "0"},
    {"PL", "48", ""},        {"PR", "1", "1"},     {"PS", "970", "0"},    {"PT", "351", ""},
    {"PY", "595", "0"},      {"QA", "974", ""},    {"RE", "262", "0"},    {"RO", "40", "0"},
    {"RS", "381", "0"},      {"RU", "7", "8", 11}, {"RW", "250", "0"},    {"SA", "966", "0"},
    {"SE", "46", "0"},       {"SG", "65", ""},     {"SI", "386", "0"},    {"SJ", "47", ""},
    {"SK", "421", "0"},      {"SM", "378", ""},    {"SN", "221", ""},     {"SV", "503", ""},
    {"SY", "963", "0"},      {"TG", "228", ""},    {"TH", "66", "0"},     {"TJ", "992", ""},
    {"TN", "216", ""},       {"TR", "90", "0"},    {"TW", "886", "0"},    {"TZ", "255", "0"},
    {"UA", "380", "0"},      {"UG", "256", "0"},   {"US", "1", "1"},      {"UY", "598", "0"},
    {"UZ", "998", ""},       {"VA", "39", ""},     {"VE", "58", "0"},     {"VN", "84", "0"},
    {"XK", "383", "0"},      {"YE", "967", "0"},   {"YT", "262", "0"},    {"ZA", "27", "0"},
    {"ZM", "260", "0"},      {"ZW", "263", "0"},
});

// All that the ITU has assigned (E.164, list of 2016 with its amendments), as ranges of the same length.
struct CodeRange {
  int first;
  int last;
};

constexpr auto one_digit_codes = std::to_array<CodeRange>({{1, 1}, {7, 7}});
constexpr auto two_digit_codes = std::to_array<CodeRange>({{20, 20},
                                                           {27, 27},
                                                           {30, 34},
                                                           {36, 36},
                                                           {39, 41},
                                                           {43, 49},
                                                           {51, 58},
                                                           {60, 66},
                                                           {81, 82},
                                                           {84, 84},
                                                           {86, 86},
                                                           {90, 95},
                                                           {98, 98}});
constexpr auto three_digit_codes = std::to_array<CodeRange>(
    {{211, 213}, {216, 216}, {218, 218}, {220, 258}, {260, 269}, {290, 291}, {297, 299},
     {350, 359}, {370, 383}, {385, 387}, {389, 389}, {420, 421}, {423, 423}, {500, 509},
     {590, 599}, {670, 670}, {672, 683}, {685, 692}, {800, 800}, {808, 808}, {850, 850},
     {852, 853}, {855, 856}, {870, 870}, {878, 878}, {880, 883}, {886, 886}, {888, 888},
     {960, 968}, {970, 977}, {979, 979}, {992, 996}, {998, 998}});

template <std::size_t Count>
bool contains(const std::array<CodeRange, Count>& ranges, int code) {
  return std::ranges::any_of(ranges,
                             [code](CodeRange range) { return range.first <= code && code <= range.last; });
}

// How many of the leading digits are a calling code; 0 when none is assigned.
std::size_t calling_code_length(std::string_view digits) {
  int code = 0;
  for (std::size_t length = 1; length <= 3 && length <= digits.size(); ++length) {
    code = code * 10 + (digits[length - 1] - '0');
    if (length == 1 && contains(one_digit_codes, code)) return length;
    if (length == 2 && contains(two_digit_codes, code)) return length;
    if (length == 3 && contains(three_digit_codes, code)) return length;
  }
  return 0;
}

const Country* find_country(std::string_view iso) {
  const auto found = std::ranges::find(countries, iso, &Country::iso);
  return found == countries.end() ? nullptr : &*found;
}

const Country* find_by_calling_code(std::string_view code) {
  const auto found = std::ranges::find(countries, code, &Country::calling_code);
  return found == countries.end() ? nullptr : &*found;
}

// What people put between digits, and the marks of direction that telephones copy along with a number.
bool is_separator(char32_t c) {
  return std::u32string_view(U" \t./-()[]").find(c) != std::u32string_view::npos || c == 0xA0 ||
         (c >= 0x2000 && c <= 0x2015) || (c >= 0x202A && c <= 0x202F) || (c >= 0x2060 && c <= 0x2069) ||
         c == 0x2212;
}

struct Typed {
  std::string digits;
  bool is_international = false;
};

// The "(0)" that is written after a country code for readers inside the country.
std::string without_zero_in_brackets(std::string_view text) {
  const std::size_t position = text.find("(0)");
  std::string result(text.substr(0, position));
  if (position != std::string_view::npos) result += text.substr(position + 3);
  return result;
}

std::optional<Typed> read_typed(std::string_view text) {
  Typed typed;
  for (std::size_t position = 0; position < text.size();) {
    const auto c = next_code_point(text, position);
    if (!c) return std::nullopt;
    if (*c >= U'0' && *c <= U'9') {
      typed.digits += static_cast<char>(*c);
    } else if (*c == U'+' && typed.digits.empty() && !typed.is_international) {
      typed.is_international = true;
    } else if (!is_separator(*c)) {
      return std::nullopt;
    }
  }
  if (!typed.is_international && typed.digits.starts_with("00")) {
    typed.is_international = true;
    typed.digits.erase(0, 2);
  }
  return typed;
}

bool has_trunk(const Country& country, std::string_view digits) {
  return !country.trunk.empty() && digits.starts_with(country.trunk) &&
         (country.digits_with_trunk == 0 || country.digits_with_trunk == digits.size());
}

std::string without_trunk(std::string_view iso, std::string_view digits) {
  for (const Country& country : countries) {
    if (country.iso == iso && has_trunk(country, digits))
      return std::string(digits.substr(country.trunk.size()));
  }
  return std::string(digits);
}

// Where "0" is the trunk prefix no number begins with it, so that "+49 0151..." can only mean "+49 151...".
void drop_zeros_after_calling_code(std::string& digits) {
  const std::size_t length = calling_code_length(digits);
  const Country* const country = find_by_calling_code(std::string_view(digits).substr(0, length));
  if (country == nullptr || country->trunk != "0") return;
  const std::size_t first = std::min(digits.find_first_not_of('0', length), digits.size());
  digits.erase(length, first - length);
}

}  // namespace

std::optional<std::string> normalise_phone(std::string_view text, std::string_view country) {
  std::optional<Typed> typed = read_typed(text);
  if (!typed) return std::nullopt;
  std::string digits;
  if (typed->is_international) {
    // Italy's zero stays after "+39" even where somebody put it in brackets.
    if (!typed->digits.starts_with("39")) typed = read_typed(without_zero_in_brackets(text));
    digits = std::move(typed->digits);
  } else {
    const Country* const home = find_country(country);
    if (home == nullptr) return std::nullopt;
    digits = std::string(home->calling_code) + without_trunk(country, typed->digits);
  }
  drop_zeros_after_calling_code(digits);
  if (digits.size() < digits_min || digits.size() > digits_max || calling_code_length(digits) == 0) {
    return std::nullopt;
  }
  return "+" + digits;
}

std::string national_digits(std::string_view e164) {
  if (!e164.starts_with('+') || !is_digits(e164.substr(1))) return "";
  const std::string_view digits = e164.substr(1);
  const std::size_t length = calling_code_length(digits);
  if (length == 0) return "";
  const Country* const country = find_by_calling_code(digits.substr(0, length));
  // North Americans mostly leave their "1" out.
  const bool has_prefix = country != nullptr && country->calling_code != "1";
  return std::string(has_prefix ? country->trunk : "").append(digits.substr(length));
}

bool is_country_code(std::string_view text) { return find_country(text) != nullptr; }

}  // namespace loyalty
