#include "base/digest.hpp"

#include <thread>

#include <gtest/gtest.h>

#include "base/bcrypt.hpp"
#include "base/codec.hpp"

namespace loyalty {
namespace {

std::string hex(const Digest& digest) { return to_hex(as_text(digest)); }

TEST(Sha256, MatchesTheVectorsOfFips180) {
  EXPECT_EQ(hex(sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(sha256({"abc"})), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256({"a", "", "bc"})), hex(sha256({"abc"})));
}

struct HmacVector {
  std::string key;
  std::string data;
  const char* expected;
};

TEST(HmacSha256, MatchesTheVectorsOfRfc4231) {
  const HmacVector cases[] = {
      {std::string(20, '\x0b'), "Hi There",
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"Jefe", "what do ya want for nothing?",
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {std::string(20, '\xaa'), std::string(50, '\xdd'),
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
      {"", "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"},
  };
  for (const auto& [key, data, expected] : cases) {
    EXPECT_EQ(hex(hmac_sha256(key, {data})), expected);
    EXPECT_EQ(hex(hmac_sha256(key, {std::string_view(data).substr(0, data.size() / 2),
                                    std::string_view(data).substr(data.size() / 2)})),
              expected);
  }
}

TEST(HmacSha256, ForgetsTheKeyOfTheCallBefore) {
  hmac_sha256("a key", {"data"});
  EXPECT_EQ(hex(hmac_sha256({}, {})), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(HmacSha256, WorksOnSeveralThreads) {
  const std::string expected = hex(hmac_sha256("key", {"data"}));
  std::vector<std::string> found(4);
  {
    std::vector<std::thread> threads;
    for (std::string& text : found) {
      threads.emplace_back([&text] {
        for (int i = 0; i < 200; ++i) text = hex(hmac_sha256("key", {"data"}));
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  for (const std::string& text : found) EXPECT_EQ(text, expected);
}

TEST(EqualInConstantTime, ComparesAllBytes) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_TRUE(equal_in_constant_time(std::string_view("a\0b", 3), std::string_view("a\0b", 3)));
  EXPECT_FALSE(equal_in_constant_time(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abcd"));
  EXPECT_FALSE(equal_in_constant_time("", "a"));
}

TEST(HashBcrypt, VerifiesItsOwnHashesAndNoOthers) {
  const std::string hash = hash_bcrypt("correct horse", 4);
  EXPECT_TRUE(hash.starts_with("$2b$04$"));
  EXPECT_EQ(hash.size(), 60U);
  EXPECT_TRUE(verify_bcrypt("correct horse", hash));
  EXPECT_FALSE(verify_bcrypt("correct horsf", hash));
  EXPECT_FALSE(verify_bcrypt("", hash));
  EXPECT_NE(hash_bcrypt("correct horse", 4), hash);
}

TEST(HashBcrypt, RefusesWhatBcryptWouldCutOff) {
  EXPECT_TRUE(verify_bcrypt(std::string(72, 'x'), hash_bcrypt(std::string(72, 'x'), 4)));
  EXPECT_THROW(hash_bcrypt(std::string(73, 'x'), 4), std::invalid_argument);
  EXPECT_THROW(hash_bcrypt(std::string_view("a\0b", 3), 4), std::invalid_argument);
  EXPECT_THROW(hash_bcrypt("x", 3), std::invalid_argument);
  EXPECT_THROW(hash_bcrypt("x", 32), std::invalid_argument);
}

TEST(VerifyBcrypt, TakesForeignHashesOfTheSameKind) {
  // From the test vectors of the original implementation.
  EXPECT_TRUE(verify_bcrypt("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"));
  EXPECT_FALSE(verify_bcrypt("U*V", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"));
  for (const char* const hash :
       {"", "*0", "$2b$", "$2b$04$short", "plain", "$1$abcdefgh$irWbblnpmw.5z7wgBnprh0"}) {
    EXPECT_FALSE(verify_bcrypt("plain", hash)) << hash;
  }
}

}  // namespace
}  // namespace loyalty
