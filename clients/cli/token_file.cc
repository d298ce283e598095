#include "clients/cli/token_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace entente {
namespace {

absl::Status Failed(const std::string& path) {
  return absl::ErrnoToStatus(errno, path);
}

absl::Status MakeFolder(const std::filesystem::path& folder) {
  if (folder.empty() || std::filesystem::exists(folder)) {
    return absl::OkStatus();
  }
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return absl::ErrnoToStatus(error.value(), folder.string());
  ::chmod(folder.c_str(), 0700);
  return absl::OkStatus();
}

}  // namespace

std::string ReadToken(const std::string& path) {
  std::ifstream file(path);
  std::string token{std::istreambuf_iterator<char>(file), {}};
  return std::string(absl::StripAsciiWhitespace(token));
}

NewTokenFile::~NewTokenFile() {
  if (file_ < 0) return;
  ::close(file_);
  ::unlink(path_.c_str());
}

absl::Status NewTokenFile::Make(const std::string& path) {
  path_ = path;
  file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  return file_ < 0 ? Failed(path) : absl::OkStatus();
}

absl::Status NewTokenFile::Fill(absl::string_view token) {
  const std::string line = absl::StrCat(token, "\n");
  if (::write(file_, line.data(), line.size()) !=
          static_cast<ssize_t>(line.size()) ||
      ::fsync(file_) != 0) {
    return Failed(path_);
  }
  ::close(file_);
  file_ = -1;
  return absl::OkStatus();
}

absl::Status WriteToken(const std::string& path, absl::string_view token) {
  if (absl::Status folder =
          MakeFolder(std::filesystem::path(path).parent_path());
      !folder.ok()) {
    return folder;
  }
  const std::string fresh = absl::StrCat(path, ".", ::getpid());
  const int file =
      ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return Failed(path);
  const std::string line = absl::StrCat(token, "\n");
  const bool written = ::write(file, line.data(), line.size()) ==
                           static_cast<ssize_t>(line.size()) &&
                       ::fsync(file) == 0;
  ::close(file);
  if (!written || ::rename(fresh.c_str(), path.c_str()) != 0) {
    const absl::Status failed = Failed(path);
    ::unlink(fresh.c_str());
    return failed;
  }
  return absl::OkStatus();
}

absl::Status ForgetToken(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return Failed(path);
  return absl::OkStatus();
}

}  // namespace entente
