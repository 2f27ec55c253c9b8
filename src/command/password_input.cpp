#include "command/password_input.hpp"

#include <iostream>

#include <termios.h>
#include <unistd.h>

#include "command/failed.hpp"

namespace loyalty {
namespace {

// The terminal shows nothing of what is typed until this goes away.
class NoEcho {
 public:
  NoEcho() {
    is_changed_ = tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!is_changed_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~NoEcho() {
    if (is_changed_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;

 private:
  termios before_{};
  bool is_changed_ = false;
};

std::string read_line() {
  std::string line;
  std::getline(std::cin, line);
  if (line.ends_with('\r')) line.pop_back();
  if (line.empty()) throw Failed("no password was given");
  return line;
}

std::string ask(const char* question) {
  std::cerr << question << std::flush;
  const NoEcho silence;
  std::string answer;
  std::getline(std::cin, answer);
  std::cerr << '\n';
  if (answer.empty()) throw Failed("no password was given");
  return answer;
}

}  // namespace

std::string read_password() {
  if (isatty(STDIN_FILENO) == 0) return read_line();
  auto password = ask("Password: ");
  if (ask("The same again: ") != password) throw Failed("the two passwords differ");
  return password;
}

}  // namespace loyalty
