// Refusals as absl::Status: one reason, its canonical code, its metadata.

#ifndef ENTENTE_PROTO_SUPPORT_REFUSAL_H_
#define ENTENTE_PROTO_SUPPORT_REFUSAL_H_

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "entente/v1/refusal.pb.h"
#include "google/rpc/error_details.pb.h"

namespace entente {

// One key and value of a refusal's metadata. The keys that a reason must carry
// stand with it in refusal.proto. A value may be what the caller sent: of it,
// ShownPart (characters.h) is what the refusal repeats.
using RefusalDetail = std::pair<absl::string_view, absl::string_view>;

// A status with the canonical code of `reason` and a google.rpc.ErrorInfo as
// its payload. The message is the name of the reason: people read the
// localized text, which is added where the answer leaves the server.
absl::Status Refuse(v1::Refusal::Reason reason,
                    std::initializer_list<RefusalDetail> details = {});

// The reason and metadata of a status made by Refuse; empty for any other.
absl::optional<google::rpc::ErrorInfo> FindRefusal(const absl::Status& status);

// The reason of a status made by Refuse; REASON_UNSPECIFIED for any other.
v1::Refusal::Reason RefusalReason(const absl::Status& status);

// The canonical code that `reason` is sent with, as refusal.proto states it.
absl::StatusCode RefusalCode(v1::Refusal::Reason reason);

}  // namespace entente

#endif  // ENTENTE_PROTO_SUPPORT_REFUSAL_H_
