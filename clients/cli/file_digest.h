// The fingerprint of a scanned paper.

#ifndef ENTENTE_CLIENTS_CLI_FILE_DIGEST_H_
#define ENTENTE_CLIENTS_CLI_FILE_DIGEST_H_

#include <string>

#include "absl/status/statusor.h"

namespace entente {

// SHA-256 of a file of any size, in hexadecimal; the system's error, with the
// name of the file, when it cannot be read.
absl::StatusOr<std::string> FileDigest(const std::string& path);

}  // namespace entente

#endif  // ENTENTE_CLIENTS_CLI_FILE_DIGEST_H_
