// What a client is told when a call fails.

#ifndef ENTENTE_SERVICES_RPC_STATUS_MAPPING_H_
#define ENTENTE_SERVICES_RPC_STATUS_MAPPING_H_

#include "absl/status/status.h"
#include "grpcpp/support/status.h"
#include "proto/support/text/language.h"

namespace entente {

// The refusal that leaves the server for `status`: a refusal stays what it is;
// NOT_FOUND becomes NOT_AVAILABLE; a call that took too long becomes
// QUEUE_FULL; CANCELLED stays, since nobody waits for its answer; everything
// else is a bug or a corruption and becomes INTERNAL_ERROR.
absl::Status StatusForClient(const absl::Status& status);

// As a gRPC status in the caller's language: canonical code, the sentence, and
// a google.rpc.Status with ErrorInfo and LocalizedMessage as its details.
// `status` comes from StatusForClient.
grpc::Status ToGrpcStatus(const absl::Status& status, const Language& language);

}  // namespace entente

#endif  // ENTENTE_SERVICES_RPC_STATUS_MAPPING_H_
