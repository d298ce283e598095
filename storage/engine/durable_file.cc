#include "storage/engine/durable_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

constexpr std::size_t kBlockBytes = 1 << 16;

class OpenFile {
 public:
  OpenFile(const std::string& path, int flags)
      : fd_(open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~OpenFile() {
    if (fd_ >= 0) close(fd_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  bool ok() const { return fd_ >= 0; }
  int fd() const { return fd_; }

 private:
  const int fd_;
};

absl::Status WriteAll(int fd, absl::string_view data, const std::string& path) {
  while (!data.empty()) {
    const ssize_t written = write(fd, data.data(), data.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return SystemError("writing", path);
    }
    data.remove_prefix(written);
  }
  return absl::OkStatus();
}

absl::Status ForEachBlock(
    const std::string& path,
    const std::function<absl::Status(absl::string_view)>& body) {
  OpenFile file(path, O_RDONLY);
  if (!file.ok()) return SystemError("opening", path);
  std::string block(kBlockBytes, '\0');
  while (true) {
    const ssize_t count = read(file.fd(), block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("reading", path);
    if (count == 0) return absl::OkStatus();
    RETURN_IF_ERROR(body({block.data(), static_cast<std::size_t>(count)}));
  }
}

}  // namespace

absl::Status SystemError(absl::string_view doing, absl::string_view path) {
  const int number = errno;
  if (number == ENOSPC || number == EDQUOT) {
    return Refuse(v1::Refusal::STORE_FULL);
  }
  return absl::ErrnoToStatus(number, absl::StrCat(doing, " ", path));
}

std::string WithoutSlash(absl::string_view folder) {
  while (folder.size() > 1 && absl::ConsumeSuffix(&folder, "/")) {
  }
  return std::string(folder);
}

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

bool FileExists(const std::string& path) {
  struct stat found;
  return stat(path.c_str(), &found) == 0;
}

int64_t FileSize(const std::string& path) {
  struct stat found;
  return stat(path.c_str(), &found) == 0 ? found.st_size : 0;
}

absl::Status WriteFile(const std::string& path, absl::string_view content) {
  OpenFile file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.ok()) return SystemError("creating", path);
  RETURN_IF_ERROR(WriteAll(file.fd(), content, path));
  if (fsync(file.fd()) != 0) return SystemError("syncing", path);
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::string content;
  RETURN_IF_ERROR(ForEachBlock(path, [&content](absl::string_view block) {
    content.append(block.data(), block.size());
    return absl::OkStatus();
  }));
  return content;
}

absl::Status CopyFile(const std::string& from, const std::string& to) {
  OpenFile target(to, O_WRONLY | O_CREAT | O_EXCL);
  if (!target.ok()) return SystemError("creating", to);
  RETURN_IF_ERROR(ForEachBlock(from, [&](absl::string_view block) {
    return WriteAll(target.fd(), block, to);
  }));
  if (fsync(target.fd()) != 0) return SystemError("syncing", to);
  return absl::OkStatus();
}

absl::Status Sync(const std::string& path) {
  OpenFile file(path, O_RDONLY);
  if (!file.ok()) return SystemError("opening", path);
  if (fsync(file.fd()) != 0) return SystemError("syncing", path);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> ListFolder(const std::string& path) {
  DIR* folder = opendir(path.c_str());
  if (folder == nullptr) return SystemError("listing", path);
  std::vector<std::string> names;
  while (const dirent* entry = readdir(folder)) {
    const absl::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  closedir(folder);
  return names;
}

absl::StatusOr<FileDigest> DigestFile(const std::string& path) {
  FileDigest digest;
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  RETURN_IF_ERROR(ForEachBlock(path, [&](absl::string_view block) {
    crypto_hash_sha256_update(
        &state, reinterpret_cast<const unsigned char*>(block.data()),
        block.size());
    digest.size += static_cast<int64_t>(block.size());
    return absl::OkStatus();
  }));
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256_final(&state,
                           reinterpret_cast<unsigned char*>(hash.data()));
  digest.sha256 = absl::BytesToHexString(hash);
  return digest;
}

}  // namespace entente
