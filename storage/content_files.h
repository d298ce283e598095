// The contents of documents: files below the folder of a store.
//
//   documents/ab/abcd…     one content, named by the SHA-256 of its bytes
//   documents/incoming/…   what arrives, and marks of what just came
//
// A content never changes, and stays as long as a record names it. It is in
// place, and synced, before the record that names it is written: what a crash
// leaves in between is found by its mark at the next opening, and removed.

#ifndef ENTENTE_STORAGE_CONTENT_FILES_H_
#define ENTENTE_STORAGE_CONTENT_FILES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "storage/engine/file_stream.h"
#include "storage/keyring.h"

namespace entente {

// The content that is read, encrypted and sent at once.
inline constexpr std::size_t kContentPieceBytes = 64 << 10;

// Where the content of this name is, below the folder of the store:
// "documents/ab/abcd…". `stored_name` is a SHA-256 in hexadecimal.
std::string ContentPath(absl::string_view stored_name);

// How a content is encrypted: in pieces, each bound to the document, its place
// in the content, and whether it is the last.
struct ContentSeal {
  Keyring* keyring = nullptr;  // Not owned.
  std::string key_id;
  std::string document_id;
};

class ContentFiles;

// One content while it arrives. Used by one thread at a time. What was not
// placed goes with it.
class IncomingContent {
 public:
  ~IncomingContent();
  IncomingContent(const IncomingContent&) = delete;
  IncomingContent& operator=(const IncomingContent&) = delete;

  // STORE_FULL; any other error is one of the disk.
  absl::Status Append(absl::string_view bytes);

  // After the last byte: puts the content in place, for good as far as the
  // disk is concerned, and returns its name. Whether it stays is for Settle.
  absl::StatusOr<std::string> Place();

  // After Place, whatever it returned, once it is known what became of the
  // record: removes the content unless `is_named` says that a record names it.
  // When that cannot be told, the next opening decides.
  void Settle(
      absl::FunctionRef<absl::StatusOr<bool>(absl::string_view name)> is_named);

 private:
  friend class ContentFiles;
  IncomingContent(ContentFiles& files, absl::optional<ContentSeal> seal,
                  std::unique_ptr<FileOutput> file)
      : files_(files), seal_(std::move(seal)), file_(std::move(file)) {}
  absl::Status WritePiece(absl::string_view piece, bool last);

  ContentFiles& files_;
  const absl::optional<ContentSeal> seal_;
  std::unique_ptr<FileOutput> file_;  // Null once it was renamed.
  Sha256 stored_digest_;
  std::string held_back_;  // Not yet written: it may be the last piece.
  uint64_t pieces_ = 0;
  std::string stored_name_;  // Empty while not placed.
  std::string mark_;
};

// The contents of one store, for the one server that has it open. Thread-safe.
class ContentFiles {
 public:
  // `folder` is that of the store. Its folder documents/ is made with the first
  // content.
  explicit ContentFiles(std::string folder) : folder_(std::move(folder)) {}

  // What an earlier process left half done: what had not arrived is removed,
  // and so is a content that was put in place and is not named by a record.
  absl::Status RemoveLeftovers(
      absl::FunctionRef<absl::StatusOr<bool>(absl::string_view name)> is_named);

  // A new content; encrypted when `seal` is given.
  absl::StatusOr<std::unique_ptr<IncomingContent>> Begin(
      absl::optional<ContentSeal> seal);

  const std::string& folder() const { return folder_; }

 private:
  friend class IncomingContent;
  std::string Incoming() const;

  const std::string folder_;
  std::mutex mutex_;
  // Contents that were placed and not settled, with how often.
  std::map<std::string, int> unsettled_;
};

// A content from its beginning to its end. Used by one thread at a time.
class ContentReader {
 public:
  // Of the store in `folder`; `seal` as it was written. DATA_LOSS when the file
  // is missing.
  static absl::StatusOr<std::unique_ptr<ContentReader>> Open(
      const std::string& folder, const std::string& stored_name,
      absl::optional<ContentSeal> seal);

  // The next bytes, kContentPieceBytes at most; empty after the last. DATA_LOSS
  // when it is not what was stored, which of a content that is not encrypted
  // is known only at its end.
  absl::StatusOr<std::string> Next();

 private:
  ContentReader(std::string stored_name, absl::optional<ContentSeal> seal,
                std::unique_ptr<FileInput> file)
      : stored_name_(std::move(stored_name)),
        seal_(std::move(seal)),
        file_(std::move(file)) {}
  absl::StatusOr<std::string> ReadStored();

  const std::string stored_name_;
  const absl::optional<ContentSeal> seal_;
  const std::unique_ptr<FileInput> file_;
  Sha256 digest_;
  std::string ahead_;  // Read already; empty at the end.
  uint64_t pieces_ = 0;
  bool ended_ = false;
};

}  // namespace entente

#endif  // ENTENTE_STORAGE_CONTENT_FILES_H_
