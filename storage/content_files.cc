#include "storage/content_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>
#include <vector>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "proto/support/status_macros.h"
#include "storage/engine/durable_file.h"
#include "storage/random_id.h"

namespace entente {
namespace {

constexpr char kFolder[] = "documents";
constexpr std::size_t kNameCharacters = 64;
// Nonce and tag, which Keyring adds to each piece.
constexpr std::size_t kSealBytes = 24 + 16;

// Whoever made it may not have come to sync it.
absl::Status MakeFolder(const std::string& path) {
  if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return SystemError("making", path);
  }
  return Sync(FolderOf(path));
}

absl::Status Remove(const std::string& path) {
  if (unlink(path.c_str()) == 0 || errno == ENOENT) return absl::OkStatus();
  return SystemError("removing", path);
}

// Where a piece belongs. `last` says that none follows.
std::string PieceId(absl::string_view document_id, uint64_t index, bool last) {
  return absl::StrCat(document_id, "/", index, last ? "/last" : "/more");
}

SealedPlace PlaceOf(const std::string& piece_id) {
  return {"documents", "content", piece_id, v1::Confidentiality::SIDE};
}

absl::Status Damaged(absl::string_view stored_name, absl::string_view what) {
  return absl::DataLossError(
      absl::StrCat("the content ", ContentPath(stored_name), " ", what));
}

}  // namespace

std::string ContentPath(absl::string_view stored_name) {
  return absl::StrCat(kFolder, "/", stored_name.substr(0, 2), "/", stored_name);
}

IncomingContent::~IncomingContent() {
  if (file_ != nullptr) unlink(file_->path().c_str());
}

absl::Status IncomingContent::Append(absl::string_view bytes) {
  if (!seal_.has_value()) {
    stored_digest_.Add(bytes);
    return file_->Append(bytes);
  }
  while (!bytes.empty()) {
    // A full piece is written once it is known that another one follows.
    if (held_back_.size() == kContentPieceBytes) {
      RETURN_IF_ERROR(WritePiece(held_back_, /*last=*/false));
      held_back_.clear();
    }
    const absl::string_view part =
        bytes.substr(0, kContentPieceBytes - held_back_.size());
    absl::StrAppend(&held_back_, part);
    bytes.remove_prefix(part.size());
  }
  return absl::OkStatus();
}

absl::Status IncomingContent::WritePiece(absl::string_view piece, bool last) {
  const std::string id = PieceId(seal_->document_id, pieces_++, last);
  ASSIGN_OR_RETURN(const std::string sealed,
                   seal_->keyring->Encrypt(seal_->key_id, PlaceOf(id), piece));
  stored_digest_.Add(sealed);
  return file_->Append(sealed);
}

absl::StatusOr<std::string> IncomingContent::Place() {
  if (seal_.has_value()) {
    RETURN_IF_ERROR(WritePiece(held_back_, /*last=*/true));
  }
  RETURN_IF_ERROR(file_->Sync());
  const std::string name = stored_digest_.Hex();
  const std::string final =
      absl::StrCat(files_.folder_, "/", ContentPath(name));
  RETURN_IF_ERROR(MakeFolder(FolderOf(final)));
  // Without the mark nobody would look for what a crash leaves in place.
  mark_ = absl::StrCat(files_.Incoming(), "/", name, ".", NewId());
  RETURN_IF_ERROR(FileOutput::Create(mark_).status());
  RETURN_IF_ERROR(Sync(files_.Incoming()));
  {
    std::lock_guard<std::mutex> lock(files_.mutex_);
    if (rename(file_->path().c_str(), final.c_str()) != 0) {
      return SystemError("renaming", file_->path());
    }
    ++files_.unsettled_[name];
  }
  stored_name_ = name;
  file_.reset();
  RETURN_IF_ERROR(Sync(FolderOf(final)));
  return name;
}

void IncomingContent::Settle(
    absl::FunctionRef<absl::StatusOr<bool>(absl::string_view name)> is_named) {
  if (stored_name_.empty()) {
    // It may have failed between the mark and its place.
    if (!mark_.empty()) unlink(mark_.c_str());
    mark_.clear();
    return;
  }
  {
    // Another content with the same bytes may be on its way to the same place.
    std::lock_guard<std::mutex> lock(files_.mutex_);
    const auto found = files_.unsettled_.find(stored_name_);
    if (--found->second == 0) {
      files_.unsettled_.erase(found);
      const absl::StatusOr<bool> named = is_named(stored_name_);
      if (!named.ok()) return;
      const std::string path =
          absl::StrCat(files_.folder_, "/", ContentPath(stored_name_));
      if (!*named && !Remove(path).ok()) return;
    }
  }
  unlink(mark_.c_str());
}

std::string ContentFiles::Incoming() const {
  return absl::StrCat(folder_, "/", kFolder, "/incoming");
}

absl::StatusOr<std::unique_ptr<IncomingContent>> ContentFiles::Begin(
    absl::optional<ContentSeal> seal) {
  RETURN_IF_ERROR(MakeFolder(absl::StrCat(folder_, "/", kFolder)));
  RETURN_IF_ERROR(MakeFolder(Incoming()));
  ASSIGN_OR_RETURN(
      std::unique_ptr<FileOutput> file,
      FileOutput::Create(absl::StrCat(Incoming(), "/", NewId(), ".part")));
  return absl::WrapUnique(
      new IncomingContent(*this, std::move(seal), std::move(file)));
}

absl::Status ContentFiles::RemoveLeftovers(
    absl::FunctionRef<absl::StatusOr<bool>(absl::string_view name)> is_named) {
  if (!FileExists(Incoming())) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<std::string> entries,
                   ListFolder(Incoming()));
  for (const std::string& entry : entries) {
    if (entry.size() > kNameCharacters && entry[kNameCharacters] == '.') {
      const std::string name = entry.substr(0, kNameCharacters);
      ASSIGN_OR_RETURN(const bool named, is_named(name));
      if (!named) {
        RETURN_IF_ERROR(Remove(absl::StrCat(folder_, "/", ContentPath(name))));
      }
    }
    RETURN_IF_ERROR(Remove(absl::StrCat(Incoming(), "/", entry)));
  }
  return entries.empty() ? absl::OkStatus() : Sync(Incoming());
}

absl::StatusOr<std::unique_ptr<ContentReader>> ContentReader::Open(
    const std::string& folder, const std::string& stored_name,
    absl::optional<ContentSeal> seal) {
  absl::StatusOr<std::unique_ptr<FileInput>> file =
      FileInput::Open(absl::StrCat(folder, "/", ContentPath(stored_name)));
  if (!file.ok()) return Damaged(stored_name, "cannot be opened");
  auto reader = absl::WrapUnique(
      new ContentReader(stored_name, std::move(seal), *std::move(file)));
  ASSIGN_OR_RETURN(reader->ahead_, reader->ReadStored());
  return reader;
}

absl::StatusOr<std::string> ContentReader::ReadStored() {
  absl::StatusOr<std::string> bytes =
      file_->Read(kContentPieceBytes + (seal_.has_value() ? kSealBytes : 0));
  // What the disk does not give back is as lost as what is wrong.
  if (!bytes.ok()) return Damaged(stored_name_, "cannot be read");
  digest_.Add(*bytes);
  return bytes;
}

absl::StatusOr<std::string> ContentReader::Next() {
  if (ended_) return std::string();
  if (ahead_.empty()) {
    ended_ = true;
    if (digest_.Hex() == stored_name_) return std::string();
    return Damaged(stored_name_, "is not what was stored");
  }
  std::string piece = std::move(ahead_);
  ASSIGN_OR_RETURN(ahead_, ReadStored());
  if (!seal_.has_value()) return piece;
  const std::string id =
      PieceId(seal_->document_id, pieces_++, /*last=*/ahead_.empty());
  return seal_->keyring->Decrypt(seal_->key_id, PlaceOf(id), piece);
}

}  // namespace entente
