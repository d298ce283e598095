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
  // A timer cannot sign in, and its token opens nothing but counts.
  absl::Duration digest_token_lifetime = absl::Hours(24 * 180);
};

absl::Status CheckIssueCode(const v1::IssueCodeRequest& request);
absl::Status CheckExchangeCode(const v1::ExchangeCodeRequest& request);
absl::Status CheckRevokeToken(const v1::RevokeTokenRequest& request);
absl::Status CheckListTokens(const v1::ListTokensRequest& request);

// In which role the mandate is `actor`'s to keep: as KEEPER of its
// organisation; as ADMINISTRATOR, of a keeper and of the roles of the system.
// ROLE_UNSPECIFIED when it is not theirs.
v1::Mandate::Role RoleThatKeeps(const Actor& actor, const v1::Mandate& mandate);

// Whether `actor` may issue a code to a person with these live mandates: when
// every one of them is the actor's to keep. Whoever issues a code can use it
// themself, and a token opens all that its person holds; so an issuer gains
// nothing that they do not keep. With one mandate of somebody else's a keeper
// could grant a stranger a role and become them.
//
// For that to be usable, a person stays within what one keeper keeps:
// GrantMandate refuses the mandate that would end it, so that nobody is locked
// out by a stranger's grant either. Who acts for two organisations is entered
// once by each, or one keeper keeps both.
//
// The role in which they may: KEEPER when that suffices for all. SELF_GRANT
// for oneself; KEPT_BY_ANOTHER when only some are the actor's; NOT_AVAILABLE
// when none is: a caller learns nothing of persons who are not theirs.
absl::StatusOr<v1::Mandate::Role> MayIssueCode(
    const Actor& actor, const std::string& person_id,
    const std::vector<v1::Mandate>& live_mandates);

// Whether `issuer`, with the mandates that they have now, might still issue
// the code that is presented. What changed since must not open more: a code is
// not exchanged when its issuer keeps mandates no longer, or when its person
// holds one that the issuer does not keep. CODE_NOT_ACCEPTED then.
absl::Status MayStillBeExchanged(const Actor& issuer, const v1::Token& token,
                                 const std::vector<v1::Mandate>& live_mandates);

// Whether this credential has to end when its person is granted `granted`: it
// is open at `now`, and who issued it, and may have it, does not keep that
// mandate.
bool EndsByGrant(const Actor& issuer, const v1::Token& token,
                 const v1::Mandate& granted, absl::Time now);

// Whether `actor` may revoke this credential, whose person has these live
// mandates: their own, as administrator any, as keeper when one of the
// mandates is theirs to keep. Revoking opens nothing. The role in which they
// may; ROLE_UNSPECIFIED for one's own. NOT_AVAILABLE otherwise.
absl::StatusOr<v1::Mandate::Role> MayRevokeToken(
    const Actor& actor, const v1::Token& token,
    const std::vector<v1::Mandate>& live_mandates);

// The credential as its bearer or keeper sees it at `now`: EXPIRED when its
// time is over, and SIGN_IN where nothing is stated of its kind.
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

// A new token for the digest of the person who is signed in by `sign_in`. Of
// both, who issued the code that led to them is the same: what ends the one for
// the issuer's sake ends the other. `code_digest` is that of a code which
// nobody has.
v1::Event IssueDigestToken(const std::string& token_id,
                           const v1::Token& sign_in,
                           const std::string& code_digest,
                           const std::string& token_digest, absl::Time now,
                           const CredentialLimits& limits);

// Whether this credential is a token for the digest that is accepted at `now`.
bool IsOpenDigestToken(const v1::Token& token, absl::Time now);

// Revokes it. WRONG_STATE when it is revoked.
absl::StatusOr<v1::Event> RevokeToken(const v1::Token& token, absl::Time now);

}  // namespace entente

#endif  // ENTENTE_SERVICES_ACCESS_ACCESS_RULES_H_
