// From a token to who makes the call.

#ifndef ENTENTE_SERVICES_ACCESS_AUTHENTICATE_H_
#define ENTENTE_SERVICES_ACCESS_AUTHENTICATE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/access/actor.h"
#include "services/access/policy.h"
#include "services/rpc/call.h"
#include "storage/engine/transaction.h"

namespace entente {

// The person whose token has this digest (SecretDigest), with the mandates
// that stand in `snapshot` on the day of `time_zone`. NOT_SIGNED_IN, whatever
// the cause: no such token, expired, revoked, or one for the digest where
// `policy` does not accept it.
absl::StatusOr<Actor> Authenticate(Snapshot& snapshot, const Policy& policy,
                                   absl::string_view token_digest,
                                   absl::TimeZone time_zone, Language language);

// Another person with the mandates that they hold in the snapshot of `call`
// on its day; without a token.
absl::StatusOr<Actor> ActorToday(ReadCall& call, absl::string_view person_id);

}  // namespace entente

#endif  // ENTENTE_SERVICES_ACCESS_AUTHENTICATE_H_
