#include "services/access/authenticate.h"

#include <utility>

#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "storage/mandate_store.h"
#include "storage/token_store.h"

namespace entente {

absl::StatusOr<Actor> Authenticate(Snapshot& snapshot, const Policy& policy,
                                   absl::string_view token_digest,
                                   absl::TimeZone time_zone,
                                   Language language) {
  ASSIGN_OR_RETURN(const absl::optional<v1::Token> token,
                   FindTokenByTokenDigest(snapshot, token_digest));
  if (!token.has_value() || token->state() != v1::Token::ACTIVE ||
      FromProto(token->expire_time()) <= snapshot.now()) {
    return Refuse(v1::Refusal::NOT_SIGNED_IN);
  }
  const bool for_digest = token->kind() == v1::Token::DIGEST;
  if (for_digest && !policy.accepts_digest_token) {
    return Refuse(v1::Refusal::NOT_SIGNED_IN);
  }
  Actor actor;
  actor.person_id = token->person_id();
  actor.token_id = token->token_id();
  actor.token_expire_time = FromProto(token->expire_time());
  actor.by_digest_token = for_digest;
  actor.today = absl::ToCivilDay(snapshot.now(), time_zone);
  actor.language = language;
  ASSIGN_OR_RETURN(actor.mandates, ListStandingMandates(
                                       snapshot, actor.person_id, actor.today));
  return actor;
}

absl::StatusOr<Actor> ActorToday(ReadCall& call, absl::string_view person_id) {
  Actor actor;
  actor.person_id = std::string(person_id);
  actor.today = call.actor.today;
  actor.language = call.actor.language;
  ASSIGN_OR_RETURN(actor.mandates,
                   ListStandingMandates(call.snapshot, person_id, actor.today));
  return actor;
}

}  // namespace entente
