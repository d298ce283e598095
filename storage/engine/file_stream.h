// Files that are written and read piece by piece, and a digest that is made in
// the same way.

#ifndef ENTENTE_STORAGE_ENGINE_FILE_STREAM_H_
#define ENTENTE_STORAGE_ENGINE_FILE_STREAM_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace entente {

// A new file, mode 0600. Used by one thread at a time.
class FileOutput {
 public:
  // Fails when there is such a file. Errors of all are as SystemError says.
  static absl::StatusOr<std::unique_ptr<FileOutput>> Create(std::string path);
  ~FileOutput();
  FileOutput(const FileOutput&) = delete;
  FileOutput& operator=(const FileOutput&) = delete;

  absl::Status Append(absl::string_view bytes);
  // Syncs what was appended; not the folder.
  absl::Status Sync();

  const std::string& path() const { return path_; }

 private:
  FileOutput(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  const std::string path_;
  const int fd_;
};

// A file from its beginning to its end. Used by one thread at a time.
class FileInput {
 public:
  static absl::StatusOr<std::unique_ptr<FileInput>> Open(std::string path);
  ~FileInput();
  FileInput(const FileInput&) = delete;
  FileInput& operator=(const FileInput&) = delete;

  // The next `size` bytes; fewer only at the end, none after it.
  absl::StatusOr<std::string> Read(std::size_t size);

 private:
  FileInput(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  const std::string path_;
  const int fd_;
};

// SHA-256 of bytes that come one after another.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void Add(absl::string_view bytes);
  // 64 hexadecimal digits. Nothing may be added afterwards.
  std::string Hex();

 private:
  struct State;
  const std::unique_ptr<State> state_;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_FILE_STREAM_H_
