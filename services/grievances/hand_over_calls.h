// Handing files over from one person of a side to another: what happens inside
// the call.

#ifndef ENTENTE_SERVICES_GRIEVANCES_HAND_OVER_CALLS_H_
#define ENTENTE_SERVICES_GRIEVANCES_HAND_OVER_CALLS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/rpc/call.h"

namespace entente {

// The most files that one call hands over: it holds the writer meanwhile.
inline constexpr int kHandedOverMax = 1000;

absl::Status CheckHandOverFiles(const v1::HandOverFilesRequest& request);

// Each file by its own rules; those that cannot be handed over stay as they
// are. Returns what ShowHandOverAgain asks for, nothing when nothing changed.
absl::StatusOr<std::string> HandFilesOver(
    WriteCall& call, const v1::HandOverFilesRequest& request,
    v1::HandOverFilesResponse& response);

// The answer to a repeated call: the same files and outcomes; the numbers only
// of those that the caller still sees, for a restricted file that was handed
// over is no longer theirs to read.
absl::Status ShowHandOverAgain(ReadCall& call, absl::string_view handed_over,
                               v1::HandOverFilesResponse& response);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_HAND_OVER_CALLS_H_
