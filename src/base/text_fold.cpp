#include <string>
#include <string_view>

#include "base/text.hpp"

namespace loyalty {
namespace {

// The small letter without marks for each code point from the first on; a dot stands for "as it is".
constexpr char32_t latin_first = 0x00C0;
constexpr std::u16string_view latin =
    u"aaaaaaæceeeeiiiidnooooo.ouuuuyþ.aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
    u"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳ.jjkk.lllllll"
    u"lllnnnnnnnŋ.ooooooœ.rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
    u"bɓƃ.ƅ.ɔƈ.ɖɗƌ..ǝəɛƒ.ɠɣ.ɩiƙ...ɯɲ.ɵooƣ.ƥ.ʀƨ.ʃ..ƭ.ʈuuʊʋƴ.zzʒƹ...ƽ..."
    u"....ǆǆ.ǉǉ.ǌǌ.aaiioouuuuuuuuuu.aaaaææggggkkooooʒʒjǳǳ.ggƕƿnnaaææoo"
    u"aaaaeeeeiiiioooorrrruuuussttȝ.hhƞ.ȣ.ȥ.aaeeooooooooyy......accƚⱦ."
    u".ɂ.bʉʌeejjɋ.rryy";
constexpr char32_t greek_and_cyrillic_first = 0x0370;
constexpr std::u16string_view greek_and_cyrillic =
    u"ͱ.ͳ.ʹ.ͷ........ϳ......α.εηι.ο.υωιαβγδεζηθικλμνξοπρ.στυφχψωιυαεηι"
    u"υ.................σ.......ιυουωϗ...ϒϒ...ϙ.ϛ.ϝ.ϟ.ϡ.ϣ.ϥ.ϧ.ϩ.ϫ.ϭ.ϯ."
    u"....θ..ϸ.ϲϻ..ͻͼͽееђгєѕііјљњћкиуџабвгдежзииклмнопрстуфхцчшщъыьэюя"
    u".........и......................ее.г...і....киу.ѡ.ѣ.ѥ.ѧ.ѩ.ѫ.ѭ.ѯ."
    u"ѱ.ѳ.ѵ.ѵѵѹ.ѻ.ѽ.ѿ.ҁ.........ҋ.ҍ.ҏ.ґ.ғ.ҕ.җ.ҙ.қ.ҝ.ҟ.ҡ.ң.ҥ.ҧ.ҩ.ҫ.ҭ.ү."
    u"ұ.ҳ.ҵ.ҷ.ҹ.һ.ҽ.ҿ.ӏжжӄ.ӆ.ӈ.ӊ.ӌ.ӎ..ааааӕ.ееә.әәжжззӡ.ииииооө.өөээуу"
    u"ууууччӷ.ыыӻ.ӽ.ӿ.ԁ.ԃ.ԅ.ԇ.ԉ.ԋ.ԍ.ԏ.ԑ.ԓ.ԕ.ԗ.ԙ.ԛ.ԝ.ԟ.ԡ.ԣ.ԥ.ԧ.ԩ.ԫ.ԭ.ԯ.";
// Vietnamese and other Latin letters with two marks, then the Greek ones of the old spelling.
constexpr char32_t extended_first = 0x1E00;
constexpr std::u16string_view extended =
    u"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    u"mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    u"wwwwwwwwwwxxxxyyzzzzzzhtwy.s..ß.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    u"eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyỻ.ỽ.ỿ."
    u"ααααααααααααααααεεεεεε..εεεεεε..ηηηηηηηηηηηηηηηηιιιιιιιιιιιιιιιι"
    u"οοοοοο..οοοοοο..υυυυυυυυ.υ.υ.υ.υωωωωωωωωωωωωωωωωααεεηηιιοουυωω.."
    u"ααααααααααααααααηηηηηηηηηηηηηηηηωωωωωωωωωωωωωωωωααααα.ααααααα.ι."
    u"..ηηη.ηηεεηηη...ιιιι..ιιιιιι....υυυυρρυυυυυυρ.....ωωω.ωωοοωωω...";

char32_t look_up(std::u16string_view table, char32_t first, char32_t c) {
  const char16_t folded = table[c - first];
  return folded == u'.' ? c : folded;
}

char32_t fold_letter(char32_t c) {
  if (c >= U'A' && c <= U'Z') return c + (U'a' - U'A');
  if (c < latin_first) return c;
  if (c - latin_first < latin.size()) return look_up(latin, latin_first, c);
  if (c < greek_and_cyrillic_first) return c;
  if (c - greek_and_cyrillic_first < greek_and_cyrillic.size()) {
    return look_up(greek_and_cyrillic, greek_and_cyrillic_first, c);
  }
  if (c < extended_first || c - extended_first >= extended.size()) return c;
  return look_up(extended, extended_first, c);
}

// Letters that are written with two where they are missing.
std::string_view spell_out(char32_t c) {
  switch (c) {
    case U'ß':
      return "ss";
    case U'æ':
      return "ae";
    case U'œ':
      return "oe";
    case U'þ':
      return "th";
    case U'ĳ':
      return "ij";
    case U'ǆ':
    case U'ǳ':
      return "dz";
    case U'ǉ':
      return "lj";
    case U'ǌ':
      return "nj";
    default:
      return "";
  }
}

// Marks that follow their letter, as some keyboards and telephones send them.
bool is_combining_mark(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0483 && c <= 0x0487) || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF);
}

bool is_word_character(char32_t c) {
  if (c < 0x80) return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7 || c == 0x037E || c == 0x0387) return false;  // times, divided by, Greek points
  if (c >= 0x2000 && c <= 0x2BFF) return false;                            // punctuation and symbols
  if ((c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020)) return false;  // the same of East Asia
  if (c >= 0xFE00 && c <= 0xFE6F) return false;                                    // and their small forms
  if ((c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20)) return false;  // and their wide forms
  return c != 0xFEFF && c != 0xFFFD && !(c >= 0x1F000 && c <= 0x1FAFF);            // emoji
}

}  // namespace

std::string fold_for_search(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t begin = position;
    const auto code_point = next_code_point(text, position);
    if (!code_point) {
      folded += text[begin];
    } else if (!is_combining_mark(*code_point)) {
      const char32_t letter = fold_letter(*code_point);
      const std::string_view spelt = spell_out(letter);
      if (spelt.empty()) {
        append_utf8(folded, letter);
      } else {
        folded += spelt;
      }
    }
  }
  return folded;
}

std::vector<std::string> split_words(std::string_view folded) {
  std::vector<std::string> words;
  std::size_t word_begin = 0;
  const auto end_word = [&](std::size_t end) {
    if (end > word_begin) words.emplace_back(folded.substr(word_begin, end - word_begin));
  };
  for (std::size_t position = 0; position < folded.size();) {
    const std::size_t begin = position;
    const auto code_point = next_code_point(folded, position);
    if (code_point && is_word_character(*code_point)) continue;
    end_word(begin);
    word_begin = position;
  }
  end_word(folded.size());
  return words;
}

}  // namespace loyalty
