#include "storage/key_file.h"

#include <sys/stat.h>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "proto/support/status_macros.h"
#include "storage/engine/durable_file.h"

namespace entente {

std::string KeyFilePath(const std::string& folder) {
  return absl::StrCat(folder, "/store.key");
}

absl::StatusOr<Secret> MakeKeyFile(const std::string& folder) {
  RETURN_IF_ERROR(StartCryptography());
  const Secret secret = Secret::Random();
  RETURN_IF_ERROR(WriteFile(KeyFilePath(folder), secret.view()));
  RETURN_IF_ERROR(Sync(folder));
  return secret;
}

absl::StatusOr<Secret> ReadKeyFile(const std::string& folder) {
  RETURN_IF_ERROR(StartCryptography());
  const std::string path = KeyFilePath(folder);
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        "The key file ", path,
        " is missing. Without it nothing in the store can be trusted, and "
        "sealed content cannot be read. Put back the copy that was kept apart "
        "when the store was made."));
  }
  if ((info.st_mode & 077) != 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("The key file ", path,
                     " can be read by other users. Make it readable by the "
                     "server's user alone: chmod 600 ",
                     path));
  }
  absl::StatusOr<std::string> bytes = ReadFile(path);
  if (!bytes.ok() || bytes->size() != Secret::kSize) {
    return absl::FailedPreconditionError(absl::StrCat(
        "The key file ", path, " ",
        bytes.ok() ? "does not hold 32 bytes" : "cannot be read",
        ". Put back the copy that was kept apart when the store was made."));
  }
  return TakeSecret(*bytes);
}

}  // namespace entente
