// Files that are on the disk when we say so. Never used on a database file
// that is open: closing it would drop SQLite's locks.

#ifndef ENTENTE_STORAGE_ENGINE_DURABLE_FILE_H_
#define ENTENTE_STORAGE_ENGINE_DURABLE_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace entente {

// A folder's name without the slashes that a shell's completion leaves at its
// end: names are made by adding to it.
std::string WithoutSlash(absl::string_view folder);

// The folder that holds `path`: "." for a bare name.
std::string FolderOf(const std::string& path);

bool FileExists(const std::string& path);
// In bytes; 0 when there is none.
int64_t FileSize(const std::string& path);

// Writes a whole file, mode 0600, and syncs it; not its folder.
absl::Status WriteFile(const std::string& path, absl::string_view content);
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Copies to a file that must not exist, and syncs it; not its folder.
absl::Status CopyFile(const std::string& from, const std::string& to);

// The names of what is in a folder, in no order.
absl::StatusOr<std::vector<std::string>> ListFolder(const std::string& path);

// Syncs a file or a folder.
absl::Status Sync(const std::string& path);

struct FileDigest {
  int64_t size = 0;
  std::string sha256;  // 64 hexadecimal digits.
};
absl::StatusOr<FileDigest> DigestFile(const std::string& path);

// An error of the system, from errno: "doing path: No such file". The code is
// that of Abseil's table; a full disk is the refusal STORE_FULL.
absl::Status SystemError(absl::string_view doing, absl::string_view path);

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_DURABLE_FILE_H_
