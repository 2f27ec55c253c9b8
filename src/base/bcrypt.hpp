// bcrypt by the system's libcrypt. Slow on purpose: never on a thread that serves, never inside a
// transaction.
#pragma once

#include <string>
#include <string_view>

namespace loyalty {

// `secret` is at most 72 bytes without a zero byte (bcrypt ignores the rest; callers digest longer ones
// first). `cost` 4..31. Throws std::runtime_error when the library fails.
std::string hash_bcrypt(std::string_view secret, int cost);
bool verify_bcrypt(std::string_view secret, std::string_view hash);

}  // namespace loyalty
