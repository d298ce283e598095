#include "clients/cli/long_text.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace entente {
namespace {

constexpr char kDefaultEditor[] = "vi";

absl::StatusOr<std::string> ReadAll(std::istream& stream,
                                    const std::string& name,
                                    size_t most_bytes) {
  std::string text(most_bytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(stream.gcount()));
  if (text.size() > most_bytes) return absl::ResourceExhaustedError(name);
  if (stream.bad()) return absl::ErrnoToStatus(errno, name);
  return text;
}

absl::StatusOr<std::string> WriteInEditor() {
  const std::string editor = EditorName();
  // Without a terminal vi waits for ever; a chosen one may be a program.
  if (editor == kDefaultEditor && ::isatty(STDIN_FILENO) != 1) {
    return absl::UnavailableError(editor);
  }
  std::string path = "/tmp/entente-XXXXXX";
  const int file = ::mkstemp(path.data());
  if (file < 0) return absl::ErrnoToStatus(errno, path);
  ::close(file);
  const int ended = std::system(absl::StrCat(editor, " ", path).c_str());
  absl::StatusOr<std::string> text = WIFEXITED(ended) && WEXITSTATUS(ended) == 0
                                         ? ReadWholeFile(path)
                                         : absl::CancelledError(editor);
  ::unlink(path.c_str());
  return text;
}

}  // namespace

std::string EditorName() {
  for (const char* variable : {"VISUAL", "EDITOR"}) {
    const char* editor = std::getenv(variable);
    if (editor != nullptr && *editor != '\0') return editor;
  }
  return kDefaultEditor;
}

absl::StatusOr<std::string> ReadWholeFile(const std::string& path,
                                          size_t most_bytes) {
  if (path == "-") return ReadAll(std::cin, path, most_bytes);
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::ErrnoToStatus(errno, path);
  return ReadAll(file, path, most_bytes);
}

absl::StatusOr<std::string> ReadLongText(const std::string& value) {
  if (absl::StartsWith(value, "@@")) return value.substr(1);
  if (value != "-" && !absl::StartsWith(value, "@")) return value;
  absl::StatusOr<std::string> text =
      value == "@" ? WriteInEditor()
                   : ReadWholeFile(value == "-" ? value : value.substr(1));
  if (!text.ok()) return text;
  absl::string_view trimmed = *text;
  absl::ConsumeSuffix(&trimmed, "\n");
  return std::string(trimmed);
}

}  // namespace entente
