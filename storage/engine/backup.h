// Backups: folders with a manifest, complete or not there at all.

#ifndef ENTENTE_STORAGE_ENGINE_BACKUP_H_
#define ENTENTE_STORAGE_ENGINE_BACKUP_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace entente {

// A file that belongs to a database and never changes.
struct BackupSource {
  std::string path;
  std::string name;    // In the backup; it may be in folders: "a/b/c".
  std::string sha256;  // What it must have.
};

// Copies database files, while they may be in use, into the new folder
// `to_folder`: for each a compact copy of one instant, checked, and a
// manifest.json with sizes and SHA-256. Everything is synced before the folder
// gets its name; a backup that was cut off is called `to_folder`.partial, and
// the next one to the same name replaces it.
//
// `also` is given the copy of the first database, and says which other files
// belong to it; they are copied too.
//
// The keys of sealed content are backed up apart, by a call of their own.
//
// FAILED_PRECONDITION when `to_folder` exists; STORE_FULL; DATA_LOSS when a
// copy is damaged, since the store then is, or when a file is missing or does
// not have its SHA-256.
absl::Status BackUp(
    const std::vector<std::string>& database_paths,
    const std::string& to_folder, absl::Time now,
    const std::function<absl::StatusOr<std::vector<BackupSource>>(
        const std::string& copy)>& also = nullptr);

struct BackupFile {
  std::string name;  // Below the folder of the backup.
  int64_t size = 0;
  std::string sha256;
};

// What the manifest of a backup says.
struct BackupManifest {
  int application_id = 0;
  int schema_version = 0;
  int compatible_version = 0;
  absl::Time created;
  std::vector<BackupFile> files;
};

// Reads a manifest, and holds every file against its size and SHA-256.
// DATA_LOSS names the first file that differs or is missing.
absl::StatusOr<BackupManifest> VerifyBackup(const std::string& folder);

// Copies a verified backup to `to_folder`, which must be absent or empty, and
// gives it that name once everything is synced. The first opening of a
// restored store runs the longer checks.
absl::Status Restore(const std::string& from_folder,
                     const std::string& to_folder);

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_BACKUP_H_
