#include "clients/cli/saved_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/safe_text.h"

namespace entente {
namespace {

// What a name may have in most file systems, with room for what is added to it
// while it is incomplete.
constexpr size_t kNameBytesMax = 200;

// The file that an interruption removes; empty for none. A signal handler may
// read nothing but plain memory.
char unfinished[4096];

void RemoveUnfinished(int signal) {
  if (unfinished[0] != '\0') unlink(unfinished);
  // The default action, for which this handler was installed once only.
  raise(signal);
}

void RemoveWhenInterrupted(const std::string& path) {
  if (path.size() >= sizeof unfinished) return;
  std::memcpy(unfinished, path.c_str(), path.size() + 1);
  struct sigaction action = {};
  action.sa_handler = RemoveUnfinished;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    sigaction(signal, &action, nullptr);
  }
}

bool Exists(const std::string& path) {
  struct stat info;
  return lstat(path.c_str(), &info) == 0;
}

absl::Status ExistsAlready(const std::string& path) {
  return absl::AlreadyExistsError(path);
}

// Cuts within `limit` bytes, not within a character.
absl::string_view CutTo(absl::string_view text, size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (text[limit] & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

}  // namespace

std::string SafeFileName(absl::string_view name, absl::string_view fallback) {
  const size_t slash = name.find_last_of("/\\");
  if (slash != absl::string_view::npos) name.remove_prefix(slash + 1);
  const std::string line = ForTerminalLine(name);
  absl::string_view safe = line;
  // Neither hidden nor mistaken for a flag.
  while (!safe.empty() && absl::string_view(" .-").find(safe.front()) !=
                              absl::string_view::npos) {
    safe.remove_prefix(1);
  }
  if (safe.size() <= kNameBytesMax) {
    return std::string(safe.empty() ? fallback : safe);
  }
  // The ending says what opens it.
  const size_t dot = safe.rfind('.');
  const absl::string_view ending =
      dot != absl::string_view::npos && safe.size() - dot <= 16
          ? safe.substr(dot)
          : absl::string_view();
  return absl::StrCat(CutTo(safe, kNameBytesMax - ending.size()), ending);
}

absl::StatusOr<std::unique_ptr<SavedFile>> SavedFile::Begin(
    const std::string& path, bool replace) {
  if (!replace && Exists(path)) return ExistsAlready(path);
  std::string temporary = absl::StrCat(path, ".XXXXXX");
  const int fd = mkostemp(temporary.data(), O_CLOEXEC);
  if (fd < 0) return absl::ErrnoToStatus(errno, path);
  RemoveWhenInterrupted(temporary);
  return absl::WrapUnique(
      new SavedFile(path, replace, std::move(temporary), fd));
}

SavedFile::~SavedFile() {
  close(fd_);
  if (!kept_) unlink(temporary_.c_str());
  unfinished[0] = '\0';
}

absl::Status SavedFile::Write(absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd_, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return absl::ErrnoToStatus(errno, path_);
    }
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status SavedFile::Keep() {
  if (fsync(fd_) != 0) return absl::ErrnoToStatus(errno, path_);
  int failed = renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, path_.c_str(),
                         replace_ ? 0 : RENAME_NOREPLACE);
  if (failed != 0 && errno == EINVAL && !Exists(path_)) {
    // A file system that cannot refuse to replace.
    failed = rename(temporary_.c_str(), path_.c_str());
  }
  if (failed != 0) {
    return errno == EEXIST ? ExistsAlready(path_)
                           : absl::ErrnoToStatus(errno, path_);
  }
  kept_ = true;
  return absl::OkStatus();
}

}  // namespace entente
