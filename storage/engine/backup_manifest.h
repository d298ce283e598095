// The manifest of a backup, a JSON file that a person can read too.

#ifndef ENTENTE_STORAGE_ENGINE_BACKUP_MANIFEST_H_
#define ENTENTE_STORAGE_ENGINE_BACKUP_MANIFEST_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/engine/backup.h"

namespace entente {

inline constexpr char kManifestName[] = "manifest.json";

std::string WriteManifest(const BackupManifest& manifest);

// DATA_LOSS when `text` is no manifest; FAILED_PRECONDITION when its format is
// newer than this program's.
absl::StatusOr<BackupManifest> ReadManifest(absl::string_view text);

}  // namespace entente

#endif  // ENTENTE_STORAGE_ENGINE_BACKUP_MANIFEST_H_
