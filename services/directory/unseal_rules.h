// How an identity custodian comes to read a sealed name: a request with a
// reason, a second person who decides, one reading. Pure.

#ifndef ENTENTE_SERVICES_DIRECTORY_UNSEAL_RULES_H_
#define ENTENTE_SERVICES_DIRECTORY_UNSEAL_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "entente/v1/directory.pb.h"
#include "entente/v1/directory_service.pb.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/unseal_request.pb.h"
#include "services/access/actor.h"

namespace entente {

absl::Status CheckRequestUnseal(const v1::RequestUnsealRequest& request);
absl::Status CheckApproveUnseal(const v1::ApproveUnsealRequest& request);
absl::Status CheckRefuseUnseal(const v1::RefuseUnsealRequest& request);
absl::Status CheckListUnsealRequests(
    const v1::ListUnsealRequestsRequest& request);
absl::Status CheckListUnsealHistory(
    const v1::ListUnsealHistoryRequest& request);

// How long each state holds. Entente's own safeguard: no law, agreement or
// profile sets these spans, so they stand here and not in the data.
struct UnsealLimits {
  // A keeper may be away for a holiday, but a reason grows stale.
  absl::Duration request_lifetime = absl::Hours(24 * 14);
  // Whoever asked for a name needs it now; an approval is no standing key.
  absl::Duration approval_lifetime = absl::Hours(48);
};

// Whose act a move is.
enum class UnsealActOf {
  kCustodian,     // Whoever asks.
  kSecondPerson,  // Who may decide, and did not ask.
  kRequester,     // The custodian who asked.
};

// One move from one state.
struct UnsealTransition {
  v1::UnsealRequest::State from;
  v1::Event::Move move;
  v1::UnsealRequest::State to;
  UnsealActOf act_of;
};

// Every transition there is. What is not in it is refused.
absl::Span<const UnsealTransition> UnsealLifeCycle();
// The transition for `move` in `from`; null when there is none.
const UnsealTransition* FindUnsealTransition(v1::UnsealRequest::State from,
                                             v1::Event::Move move);

// The request as it stands at `now`: EXPIRED when its time is over.
v1::UnsealRequest UnsealRequestOn(v1::UnsealRequest request, absl::Time now);

// Whether `actor` is one of those who decide: a keeper of the organisation
// that entered the person. The name was sealed by that organisation's word, so
// nobody else can give it away; its keepers do not read the name themselves;
// and custodians are appointed by the administrator, who could otherwise
// appoint two and read every name.
bool DecidesUnseal(const Actor& actor, const v1::UnsealRequest& request);
// Whether `actor` may know of the request: who asked, who decides, the
// representatives of the organisation that entered the person, auditors.
bool MayReadUnsealRequest(const Actor& actor, const v1::UnsealRequest& request);
// Whether `actor` reads whose name it is about: not as an auditor.
bool MayReadWhoIsUnsealed(const Actor& actor, const v1::UnsealRequest& request);

// What a request for a name rests on.
struct UnsealFacts {
  std::string id;  // Of the new request.
  absl::Time now;
  // Whose name is asked for; none when nobody has the id.
  absl::optional<v1::Person> person;
  // Whether the caller represents another side, or mediates, on a file of the
  // organisation that entered the person.
  bool works_on_their_files = false;
  // The caller's latest request for this name.
  absl::optional<v1::UnsealRequest> latest;
};

// A custodian is never also mediator or representative on the same file: where
// that would be so, or the name is not sealed, or nobody has the id, the
// refusal is NOT_AVAILABLE alike. ROLES_OPPOSED for a representative of the
// member's own organisation, who reads the name as such. UNSEAL_STATE while
// the caller's earlier request is open.
absl::StatusOr<v1::Event> RequestUnseal(const Actor& actor,
                                        const std::string& reason,
                                        const UnsealFacts& facts,
                                        const UnsealLimits& limits);

// UNSEAL_APPROVED or UNSEAL_REFUSED, of a request that the actor may read.
// OWN_REQUEST; ROLE_REQUIRED; UNSEAL_STATE.
absl::StatusOr<v1::Event> DecideUnseal(
    const Actor& actor, const v1::UnsealRequest& request, v1::Event::Move move,
    const std::string& reason, absl::Time now, const UnsealLimits& limits);

// Uses the approval up. UNSEAL_APPROVAL_REQUIRED when facts.latest is none, or
// ended; UNSEAL_STATE while it waits. Then as RequestUnseal, since a mandate
// may have been granted meanwhile.
absl::StatusOr<v1::Event> ReadUnsealed(const Actor& actor,
                                       const UnsealFacts& facts);

}  // namespace entente

#endif  // ENTENTE_SERVICES_DIRECTORY_UNSEAL_RULES_H_
