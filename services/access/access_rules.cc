#include "services/access/access_rules.h"

#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

using R = v1::Refusal;
using M = v1::Mandate;

bool IsAdministratorsOwn(M::Role role) {
  return role == M::KEEPER || role == M::ADMINISTRATOR || role == M::AUDITOR ||
         role == M::CUSTODIAN;
}

v1::Event EventOf(v1::Event::Move move, v1::Token token) {
  v1::Event event;
  event.set_move(move);
  event.set_record_id(token.token_id());
  *event.mutable_token() = std::move(token);
  return event;
}

}  // namespace

M::Role RoleThatKeeps(const Actor& actor, const v1::Mandate& mandate) {
  if (!mandate.organization_id().empty() &&
      actor.HasRole(M::KEEPER, mandate.organization_id())) {
    return M::KEEPER;
  }
  return IsAdministratorsOwn(mandate.role()) && actor.HasRole(M::ADMINISTRATOR)
             ? M::ADMINISTRATOR
             : M::ROLE_UNSPECIFIED;
}

absl::Status CheckIssueCode(const v1::IssueCodeRequest& request) {
  return CheckReference("person_id", request.person_id(), true);
}

absl::Status CheckExchangeCode(const v1::ExchangeCodeRequest& request) {
  // Nothing is said of its form: one text for all causes.
  if (request.code().empty() || request.code().size() > 200) {
    return Refuse(R::CODE_NOT_ACCEPTED);
  }
  return absl::OkStatus();
}

absl::Status CheckRevokeToken(const v1::RevokeTokenRequest& request) {
  return CheckReference("token_id", request.token_id(), false);
}

absl::Status CheckListTokens(const v1::ListTokensRequest& request) {
  RETURN_IF_ERROR(CheckPageSize(request.page_size()).status());
  return CheckReference("person_id", request.person_id(), false);
}

absl::StatusOr<M::Role> MayIssueCode(
    const Actor& actor, const std::string& person_id,
    const std::vector<v1::Mandate>& live_mandates) {
  if (person_id == actor.person_id) return Refuse(R::SELF_GRANT);
  std::size_t kept = 0;
  M::Role issues_as = M::KEEPER;
  for (const v1::Mandate& mandate : live_mandates) {
    const M::Role role = RoleThatKeeps(actor, mandate);
    if (role == M::ROLE_UNSPECIFIED) continue;
    ++kept;
    if (role == M::ADMINISTRATOR) issues_as = role;
  }
  if (kept == 0) return Refuse(R::NOT_AVAILABLE);
  if (kept < live_mandates.size()) return Refuse(R::KEPT_BY_ANOTHER);
  return issues_as;
}

absl::Status MayStillBeExchanged(
    const Actor& issuer, const v1::Token& token,
    const std::vector<v1::Mandate>& live_mandates) {
  return MayIssueCode(issuer, token.person_id(), live_mandates).ok()
             ? absl::OkStatus()
             : Refuse(R::CODE_NOT_ACCEPTED);
}

bool EndsByGrant(const Actor& issuer, const v1::Token& token,
                 const v1::Mandate& granted, absl::Time now) {
  const v1::Token::State state = TokenOn(token, now).state();
  return (state == v1::Token::ISSUED || state == v1::Token::ACTIVE) &&
         RoleThatKeeps(issuer, granted) == M::ROLE_UNSPECIFIED;
}

absl::StatusOr<M::Role> MayRevokeToken(
    const Actor& actor, const v1::Token& token,
    const std::vector<v1::Mandate>& live_mandates) {
  if (token.person_id() == actor.person_id) return M::ROLE_UNSPECIFIED;
  for (const v1::Mandate& mandate : live_mandates) {
    const M::Role role = RoleThatKeeps(actor, mandate);
    if (role != M::ROLE_UNSPECIFIED) return role;
  }
  if (actor.HasRole(M::ADMINISTRATOR)) return M::ADMINISTRATOR;
  return Refuse(R::NOT_AVAILABLE);
}

v1::Token TokenOn(v1::Token token, absl::Time now) {
  const bool is_over = (token.state() == v1::Token::ISSUED &&
                        FromProto(token.code_expire_time()) <= now) ||
                       (token.state() == v1::Token::ACTIVE &&
                        FromProto(token.expire_time()) <= now);
  if (is_over) token.set_state(v1::Token::EXPIRED);
  if (token.kind() == v1::Token::KIND_UNSPECIFIED) {
    token.set_kind(v1::Token::SIGN_IN);
  }
  return token;
}

v1::Event IssueCode(const std::string& token_id, const std::string& person_id,
                    const std::string& issued_by_id,
                    const std::string& code_digest, absl::Time now,
                    const CredentialLimits& limits) {
  v1::Token token;
  token.set_token_id(token_id);
  token.set_person_id(person_id);
  token.set_state(v1::Token::ISSUED);
  token.set_kind(v1::Token::SIGN_IN);
  token.set_issued_by_id(issued_by_id);
  token.set_code_digest(code_digest);
  *token.mutable_issue_time() = ToProto(now);
  *token.mutable_code_expire_time() = ToProto(now + limits.code_lifetime);
  return EventOf(v1::Event::CODE_ISSUED, std::move(token));
}

absl::StatusOr<v1::Event> PresentCode(const v1::Token& token,
                                      const std::string& token_digest,
                                      absl::Time now,
                                      const CredentialLimits& limits) {
  v1::Token changed = token;
  if (token.has_exchange_time()) {
    // The alarm is raised once: whoever holds a spent code must not be able
    // to fill the log with it.
    if (token.has_alarm_time()) return Refuse(R::CODE_NOT_ACCEPTED);
    *changed.mutable_alarm_time() = ToProto(now);
    if (token.state() != v1::Token::REVOKED) {
      changed.set_state(v1::Token::REVOKED);
      *changed.mutable_revoke_time() = ToProto(now);
    }
    return EventOf(v1::Event::CODE_ALARM, std::move(changed));
  }
  if (TokenOn(token, now).state() != v1::Token::ISSUED) {
    return Refuse(R::CODE_NOT_ACCEPTED);
  }
  changed.set_state(v1::Token::ACTIVE);
  changed.set_token_digest(token_digest);
  *changed.mutable_exchange_time() = ToProto(now);
  *changed.mutable_expire_time() = ToProto(now + limits.token_lifetime);
  return EventOf(v1::Event::CODE_EXCHANGED, std::move(changed));
}

v1::Event IssueDigestToken(const std::string& token_id,
                           const v1::Token& sign_in,
                           const std::string& code_digest,
                           const std::string& token_digest, absl::Time now,
                           const CredentialLimits& limits) {
  v1::Token token;
  token.set_token_id(token_id);
  token.set_person_id(sign_in.person_id());
  token.set_kind(v1::Token::DIGEST);
  token.set_state(v1::Token::ACTIVE);
  token.set_issued_by_id(sign_in.issued_by_id());
  token.set_code_digest(code_digest);
  token.set_token_digest(token_digest);
  *token.mutable_issue_time() = ToProto(now);
  *token.mutable_expire_time() = ToProto(now + limits.digest_token_lifetime);
  return EventOf(v1::Event::DIGEST_TOKEN_ISSUED, std::move(token));
}

bool IsOpenDigestToken(const v1::Token& token, absl::Time now) {
  return token.kind() == v1::Token::DIGEST &&
         TokenOn(token, now).state() == v1::Token::ACTIVE;
}

absl::StatusOr<v1::Event> RevokeToken(const v1::Token& token, absl::Time now) {
  if (token.state() == v1::Token::REVOKED) {
    return Refuse(R::WRONG_STATE, {{"state", "REVOKED"}});
  }
  v1::Token changed = token;
  changed.set_state(v1::Token::REVOKED);
  *changed.mutable_revoke_time() = ToProto(now);
  return EventOf(v1::Event::TOKEN_REVOKED, std::move(changed));
}

}  // namespace entente
