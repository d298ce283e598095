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
class FileWriter {
 public:
  // Fails when there is such a file. Errors of all are as SystemError says.
  static absl::StatusOr<std::unique_ptr<FileWriter>> Create(std::string path);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  absl::Status Append(absl::string_view bytes);
  // Syncs what was appended; not the folder.
  absl::Status Sync();

  const std::string& path() const { return path_; }

 private:
  FileWriter(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  const std::string path_;
  const int fd_;
};

// A file from its beginning to its end. Used by one thread at a time.
class FileReader {
 public:
  static absl::StatusOr<std::unique_ptr<FileReader>> Open(std::string path);
  ~FileReader();
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;

  // The next `size` bytes; fewer only at the end, none after it.
  absl::StatusOr<std::string> Read(std::size_t size);

 private:
  FileReader(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

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
