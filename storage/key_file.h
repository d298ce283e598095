// DIR/store.key: the secret of a store, in no backup.

#ifndef ENTENTE_STORAGE_KEY_FILE_H_
#define ENTENTE_STORAGE_KEY_FILE_H_

#include <string>

#include "absl/status/statusor.h"
#include "storage/secret.h"

namespace entente {

std::string KeyFilePath(const std::string& folder);

// Makes a new secret, and writes it durably to the key file of `folder`.
absl::StatusOr<Secret> MakeKeyFile(const std::string& folder);

// FAILED_PRECONDITION, with a sentence that says what to do, when the key file
// is missing, readable by others, or not 32 bytes.
absl::StatusOr<Secret> ReadKeyFile(const std::string& folder);

}  // namespace entente

#endif  // ENTENTE_STORAGE_KEY_FILE_H_
