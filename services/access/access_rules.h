// One-time codes and tokens: who may issue, exchange and revoke them. Pure.

#ifndef ENTENTE_SERVICES_ACCESS_ACCESS_RULES_H_
#define ENTENTE_SERVICES_ACCESS_ACCESS_RULES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "entente/v1/access.pb.h"
#include "entente/v1/access_service.pb.h"
#include "entente/v1/directory.pb.h"
#include "entente/v1/event.pb.h"
#include "services/access/actor.h"

namespace entente {

// How long credentials are accepted.
struct CredentialLimits {
  // A code travels by hand or by mail, and its bearer may be off duty.
  absl::Duration code_lifetime = absl::Hours(72);
  // Office computers are shared: a token ends with the working day.
  absl::Duration token_lifetime = absl::Hours(12);
  // The first administrator's, which is written when the store is made.
  absl::Duration first_token_lifetime = absl::Hours(24 * 30);
};

absl::Status CheckIssueCode(const v1::IssueCodeRequest& request);
absl::Status CheckExchangeCode(const v1::ExchangeCodeRequest& request);
absl::Status CheckRevokeToken(const v1::RevokeTokenRequest& request);
absl::Status CheckListTokens(const v1::ListTokensRequest& request);

// Whether `actor` may issue a code to a person with these live mandates: a
// keeper, when one of them is for an organisation that they keep; an
// administrator, when one of them is a keeper's or a role of the system.
// SELF_GRANT for oneself, NOT_AVAILABLE otherwise: a caller learns nothing of
// persons who are not theirs.
absl::Status MayIssueCode(const Actor& actor, const std::string& person_id,
                          const std::vector<v1::Mandate>& live_mandates);

// Whether `actor` may revoke this credential, whose person has these live
// mandates: their own, as administrator any, else as MayIssueCode.
absl::Status MayRevokeToken(const Actor& actor, const v1::Token& token,
                            const std::vector<v1::Mandate>& live_mandates);

// The credential as its bearer or keeper sees it at `now`: EXPIRED when its
// time is over.
v1::Token TokenOn(v1::Token token, absl::Time now);

// A new credential whose code has this digest.
v1::Event IssueCode(const std::string& token_id, const std::string& person_id,
                    const std::string& issued_by_id,
                    const std::string& code_digest, absl::Time now,
                    const CredentialLimits& limits);

// What comes of presenting a code that was found: CODE_EXCHANGED and a token
// of this digest; CODE_ALARM, which revokes the token, when the code was
// exchanged before and no alarm was raised yet. CODE_NOT_ACCEPTED when nothing
// is to be recorded: expired, revoked, alarmed.
absl::StatusOr<v1::Event> PresentCode(const v1::Token& token,
                                      const std::string& token_digest,
                                      absl::Time now,
                                      const CredentialLimits& limits);

// Revokes it. WRONG_STATE when it is revoked.
absl::StatusOr<v1::Event> RevokeToken(const v1::Token& token, absl::Time now);

}  // namespace entente

#endif  // ENTENTE_SERVICES_ACCESS_ACCESS_RULES_H_
