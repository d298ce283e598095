// Etags: whether a record changed since the caller read it.

#ifndef ENTENTE_SERVICES_RPC_ETAG_H_
#define ENTENTE_SERVICES_RPC_ETAG_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace entente {

class Keyring;

// A keyed hash of `redacted`, the record as the caller sees it, with its own
// etag still empty. Two readers with different rights get different etags, so
// that one does not tell of changes the reader may not see.
std::string Etag(const Keyring& keyring,
                 const google::protobuf::Message& redacted);

// CHANGED_MEANWHILE unless `given` is empty or the etag of `redacted`.
absl::Status CheckEtag(const Keyring& keyring, absl::string_view given,
                       const google::protobuf::Message& redacted);

}  // namespace entente

#endif  // ENTENTE_SERVICES_RPC_ETAG_H_
