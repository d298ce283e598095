// Files that come from others: under which name, and whole or not at all.

#ifndef ENTENTE_CLIENTS_CLI_SAVED_FILE_H_
#define ENTENTE_CLIENTS_CLI_SAVED_FILE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace entente {

// The name under which a file that somebody called `name` may be kept in the
// folder where one works: what follows the last slash or backslash, without
// control characters, without dots or hyphens before it, and not too long;
// `fallback` when nothing is left.
std::string SafeFileName(absl::string_view name, absl::string_view fallback);

// A file that gets its name only once it is complete. Until then, and for good
// when it is not kept or the program is interrupted, there is nothing. Only one
// at a time.
class SavedFile {
 public:
  // ALREADY_EXISTS when there is such a file and it is not to be replaced;
  // else the system's error.
  static absl::StatusOr<std::unique_ptr<SavedFile>> Begin(
      const std::string& path, bool replace);
  ~SavedFile();
  SavedFile(const SavedFile&) = delete;
  SavedFile& operator=(const SavedFile&) = delete;

  absl::Status Write(absl::string_view bytes);
  // Puts it in its place; ALREADY_EXISTS as above.
  absl::Status Keep();

 private:
  SavedFile(std::string path, bool replace, std::string temporary, int fd)
      : path_(std::move(path)),
        replace_(replace),
        temporary_(std::move(temporary)),
        fd_(fd) {}

  const std::string path_;
  const bool replace_;
  const std::string temporary_;
  const int fd_;
  bool kept_ = false;
};

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_SAVED_FILE_H_
