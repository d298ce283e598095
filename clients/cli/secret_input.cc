#include "clients/cli/secret_input.h"

#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "absl/strings/ascii.h"
#include "clients/cli/exit_code.h"

namespace entente {
namespace {

// What the signal handler must put back; written before it is installed.
termios with_echo;

void RestoreAndEnd(int) {
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &with_echo);
  ::_exit(static_cast<int>(ExitCode::kInterrupted));
}

std::string ReadOneLine() {
  std::string line;
  std::getline(std::cin, line);
  return std::string(absl::StripAsciiWhitespace(line));
}

}  // namespace

bool InputIsTerminal() { return ::isatty(STDIN_FILENO) == 1; }

std::string ReadLine(absl::string_view prompt) {
  std::cerr << prompt << std::flush;
  return ReadOneLine();
}

std::string ReadSecret(absl::string_view prompt) {
  if (!InputIsTerminal() || ::tcgetattr(STDIN_FILENO, &with_echo) != 0) {
    return ReadOneLine();
  }
  struct sigaction restore = {};
  restore.sa_handler = RestoreAndEnd;
  struct sigaction before = {};
  ::sigaction(SIGINT, &restore, &before);
  termios silent = with_echo;
  silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  std::string secret = ReadLine(prompt);
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &with_echo);
  ::sigaction(SIGINT, &before, nullptr);
  std::cerr << "\n";
  return secret;
}

}  // namespace entente
