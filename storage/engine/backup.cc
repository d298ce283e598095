#include "storage/engine/backup.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "storage/engine/backup_manifest.h"
#include "storage/engine/durable_file.h"
#include "storage/engine/migrate.h"
#include "storage/engine/sqlite_connection.h"
#include "storage/engine/sqlite_maintenance.h"

namespace entente {
namespace {

std::string NameOf(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

absl::Status RemoveBelow(const std::string& path) {
  ASSIGN_OR_RETURN(const std::vector<std::string> names, ListFolder(path));
  for (const std::string& name : names) {
    const std::string entry = absl::StrCat(path, "/", name);
    struct stat info;
    if (lstat(entry.c_str(), &info) != 0) return SystemError("reading", entry);
    const bool is_folder = S_ISDIR(info.st_mode);
    if (is_folder) RETURN_IF_ERROR(RemoveBelow(entry));
    const int failed = is_folder ? rmdir(entry.c_str()) : unlink(entry.c_str());
    if (failed != 0) return SystemError("removing", entry);
  }
  return absl::OkStatus();
}

// An empty folder at `path`, where a run that was cut off may have left one
// with files.
absl::Status MakeFolder(const std::string& path) {
  if (FileExists(path)) return RemoveBelow(path);
  if (mkdir(path.c_str(), 0700) != 0) return SystemError("making", path);
  return absl::OkStatus();
}

// The folders in which the file `name` is to be, below `folder`.
absl::Status MakeFoldersOf(const std::string& folder, absl::string_view name,
                           std::set<std::string>& made) {
  for (std::size_t slash = name.find('/'); slash != absl::string_view::npos;
       slash = name.find('/', slash + 1)) {
    std::string path = absl::StrCat(folder, "/", name.substr(0, slash));
    if (made.count(path) > 0) continue;
    if (mkdir(path.c_str(), 0700) != 0) return SystemError("making", path);
    made.insert(std::move(path));
  }
  return absl::OkStatus();
}

absl::Status SyncAll(const std::set<std::string>& folders) {
  for (const std::string& folder : folders) RETURN_IF_ERROR(Sync(folder));
  return absl::OkStatus();
}

// A file that should be in the store, and has to be put back by hand.
absl::Status Lost(const BackupSource& source, absl::string_view what) {
  return absl::DataLossError(
      absl::StrCat("The file ", source.path, " ", what,
                   ". Nothing was backed up. Put back ", source.name,
                   " from an earlier backup of this store, and look at what "
                   "verify says."));
}

absl::Status CopyOther(const BackupSource& source, const std::string& folder,
                       std::set<std::string>& made, BackupManifest& manifest) {
  RETURN_IF_ERROR(MakeFoldersOf(folder, source.name, made));
  if (!FileExists(source.path)) return Lost(source, "is missing");
  const std::string to = absl::StrCat(folder, "/", source.name);
  RETURN_IF_ERROR(CopyFile(source.path, to));
  ASSIGN_OR_RETURN(FileDigest digest, DigestFile(to));
  if (digest.sha256 != source.sha256) {
    return Lost(source, "is not what was stored");
  }
  manifest.files.push_back(
      {source.name, digest.size, std::move(digest.sha256)});
  return absl::OkStatus();
}

// Syncs the folder's entries, gives it its name, and syncs the name.
absl::Status Publish(const std::string& partial, const std::string& folder) {
  RETURN_IF_ERROR(Sync(partial));
  if (rename(partial.c_str(), folder.c_str()) != 0) {
    return SystemError("renaming", partial);
  }
  return Sync(FolderOf(folder));
}

absl::Status CopyDatabase(const std::string& from, const std::string& to,
                          BackupManifest& manifest) {
  SqliteOptions inspector;
  inspector.path = from;
  inspector.access = SqliteOptions::Access::kInspector;
  {
    ASSIGN_OR_RETURN(auto source, SqliteConnection::Open(inspector));
    source->Authorize(SqliteAuthorizer::Backup());
    RETURN_IF_ERROR(VacuumInto(*source, to));
  }
  {
    inspector.path = to;
    ASSIGN_OR_RETURN(auto copy, SqliteConnection::Open(inspector));
    RETURN_IF_ERROR(QuickCheck(*copy));
    if (manifest.files.empty()) {
      ASSIGN_OR_RETURN(manifest.application_id, ApplicationId(*copy));
      ASSIGN_OR_RETURN(const SchemaVersion version, ReadSchemaVersion(*copy));
      manifest.schema_version = version.schema;
      manifest.compatible_version = version.compatible;
    }
  }
  RETURN_IF_ERROR(Sync(to));
  ASSIGN_OR_RETURN(FileDigest digest, DigestFile(to));
  manifest.files.push_back({NameOf(to), digest.size, std::move(digest.sha256)});
  return absl::OkStatus();
}

}  // namespace

absl::Status BackUp(
    const std::vector<std::string>& database_paths,
    const std::string& to_folder, absl::Time now,
    const std::function<absl::StatusOr<std::vector<BackupSource>>(
        const std::string& copy)>& also) {
  const std::string folder = WithoutSlash(to_folder);
  if (FileExists(folder)) {
    return absl::FailedPreconditionError(
        absl::StrCat(folder, " exists already. Name a folder that does not."));
  }
  const std::string partial = absl::StrCat(folder, ".partial");
  RETURN_IF_ERROR(MakeFolder(partial));
  BackupManifest manifest;
  manifest.created = now;
  for (const std::string& path : database_paths) {
    RETURN_IF_ERROR(
        CopyDatabase(path, absl::StrCat(partial, "/", NameOf(path)), manifest));
  }
  if (also != nullptr) {
    ASSIGN_OR_RETURN(
        const std::vector<BackupSource> others,
        also(absl::StrCat(partial, "/", NameOf(database_paths.front()))));
    std::set<std::string> made;
    for (const BackupSource& other : others) {
      RETURN_IF_ERROR(CopyOther(other, partial, made, manifest));
    }
    RETURN_IF_ERROR(SyncAll(made));
  }
  RETURN_IF_ERROR(WriteFile(absl::StrCat(partial, "/", kManifestName),
                            WriteManifest(manifest)));
  return Publish(partial, folder);
}

absl::StatusOr<BackupManifest> VerifyBackup(const std::string& folder) {
  const absl::StatusOr<std::string> text =
      ReadFile(absl::StrCat(folder, "/", kManifestName));
  if (!text.ok()) {
    return absl::FailedPreconditionError(absl::StrCat(
        folder, " is no backup: its ", kManifestName, " cannot be read (",
        text.status().message(), "). Name the folder that a backup made."));
  }
  ASSIGN_OR_RETURN(BackupManifest manifest, ReadManifest(*text));
  for (const BackupFile& file : manifest.files) {
    const absl::StatusOr<FileDigest> digest =
        DigestFile(absl::StrCat(folder, "/", file.name));
    if (!digest.ok() || digest->size != file.size ||
        digest->sha256 != file.sha256) {
      return absl::DataLossError(
          absl::StrCat("The file ", file.name, " of the backup ", folder,
                       digest.ok() ? " is not the one that was backed up"
                                   : " cannot be read",
                       ". Use another backup."));
    }
  }
  return manifest;
}

absl::Status Restore(const std::string& from_folder,
                     const std::string& to_folder) {
  const std::string folder = WithoutSlash(to_folder);
  ASSIGN_OR_RETURN(const BackupManifest manifest, VerifyBackup(from_folder));
  if (FileExists(folder)) {
    ASSIGN_OR_RETURN(const std::vector<std::string> names, ListFolder(folder));
    if (!names.empty()) {
      return absl::FailedPreconditionError(absl::StrCat(
          folder,
          " is not empty. Restore into an empty or new folder, and "
          "keep what is there until you have looked at the result."));
    }
  }
  const std::string partial = absl::StrCat(folder, ".partial");
  RETURN_IF_ERROR(MakeFolder(partial));
  std::set<std::string> made;
  for (const BackupFile& file : manifest.files) {
    RETURN_IF_ERROR(MakeFoldersOf(partial, file.name, made));
    const std::string to = absl::StrCat(partial, "/", file.name);
    RETURN_IF_ERROR(CopyFile(absl::StrCat(from_folder, "/", file.name), to));
    // The source may have changed since it was verified, or read wrong.
    ASSIGN_OR_RETURN(const FileDigest digest, DigestFile(to));
    if (digest.sha256 != file.sha256) {
      return absl::DataLossError(
          absl::StrCat("The copy of ", file.name,
                       " is not what the manifest says. Nothing was put in "
                       "place; look at the disk and try again."));
    }
  }
  RETURN_IF_ERROR(SyncAll(made));
  return Publish(partial, folder);
}

}  // namespace entente
