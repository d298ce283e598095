#include "services/access/access_service.h"

#include <string>
#include <utility>
#include <vector>

#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/alarm.h"
#include "services/access/authenticate.h"
#include "services/access/credential.h"
#include "services/access/record_change.h"
#include "services/access/redact.h"
#include "services/rpc/page_token.h"
#include "storage/mandate_store.h"
#include "storage/organization_store.h"
#include "storage/person_store.h"
#include "storage/random_id.h"
#include "storage/token_store.h"

namespace entente {
namespace {

using R = v1::Refusal;
using Class = v1::Confidentiality;

// Of a credential or a mandate that the caller may see at all they see all but
// the secrets; the secret of ONCE is in the answer that makes it.
Reader CredentialReader() {
  Reader reader;
  reader.classes = {Class::PUBLISHED, Class::ADMIN, Class::ONCE};
  return reader;
}

absl::StatusOr<std::vector<v1::Mandate>> LiveMandates(
    ReadCall& call, const std::string& person_id) {
  return ListLiveMandates(call.snapshot, person_id, call.actor.today);
}

// A credential that the caller may revoke, and in which role.
struct RevocableToken {
  v1::Token token;
  v1::Mandate::Role role;
};

absl::StatusOr<RevocableToken> TokenFor(ReadCall& call,
                                        absl::string_view token_id) {
  ASSIGN_OR_RETURN(const absl::optional<v1::Token> token,
                   FindToken(call.snapshot, token_id));
  if (!token.has_value()) return Refuse(R::NOT_AVAILABLE);
  ASSIGN_OR_RETURN(const std::vector<v1::Mandate> mandates,
                   LiveMandates(call, token->person_id()));
  ASSIGN_OR_RETURN(const v1::Mandate::Role role,
                   MayRevokeToken(call.actor, *token, mandates));
  return RevocableToken{*token, role};
}

template <typename Answer>
absl::Status ShowToken(ReadCall& call, absl::string_view token_id,
                       Answer& answer) {
  ASSIGN_OR_RETURN(const RevocableToken found, TokenFor(call, token_id));
  *answer.mutable_token() = TokenOn(found.token, call.snapshot.now());
  Redact(CredentialReader(), answer);
  return absl::OkStatus();
}

absl::StatusOr<std::string> Issue(WriteCall& call,
                                  const v1::IssueCodeRequest& request,
                                  v1::IssueCodeResponse& response,
                                  const CredentialLimits& limits) {
  ASSIGN_OR_RETURN(const std::vector<v1::Mandate> mandates,
                   LiveMandates(call, request.person_id()));
  ASSIGN_OR_RETURN(const v1::Mandate::Role role,
                   MayIssueCode(call.actor, request.person_id(), mandates));
  const std::string code = NewCode();
  v1::Event event =
      IssueCode(NewId(), request.person_id(), call.actor.person_id,
                SecretDigest(code), call.snapshot.now(), limits);
  *response.mutable_token() = event.token();
  // A dry run keeps no digest: its code would open nothing.
  if (!request.validate_only()) response.set_code(code);
  RETURN_IF_ERROR(RecordChange(call, nullptr, std::move(event), role));
  Redact(CredentialReader(), response);
  return response.token().token_id();
}

// Ends the tokens for the digest that the person has.
absl::Status EndDigestTokens(WriteCall& call, const std::string& person_id) {
  ASSIGN_OR_RETURN(const std::vector<v1::Token> tokens,
                   ListTokensOf(call.snapshot, person_id));
  for (const v1::Token& token : tokens) {
    if (!IsOpenDigestToken(token, call.snapshot.now())) continue;
    ASSIGN_OR_RETURN(v1::Event event, RevokeToken(token, call.snapshot.now()));
    RETURN_IF_ERROR(RecordChange(call, &token, std::move(event),
                                 v1::Mandate::ROLE_UNSPECIFIED));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> IssueForDigest(
    WriteCall& call, const v1::IssueDigestTokenRequest& request,
    v1::IssueDigestTokenResponse& response, const CredentialLimits& limits) {
  ASSIGN_OR_RETURN(const absl::optional<v1::Token> sign_in,
                   FindToken(call.snapshot, call.actor.token_id));
  if (!sign_in.has_value()) {
    return absl::DataLossError("the token of a call is not kept");
  }
  RETURN_IF_ERROR(EndDigestTokens(call, call.actor.person_id));
  const std::string secret = NewTokenSecret();
  v1::Event event =
      IssueDigestToken(NewId(), *sign_in, SecretDigest(NewCode()),
                       SecretDigest(secret), call.snapshot.now(), limits);
  *response.mutable_token() = event.token();
  // A dry run keeps no digest: its token would open nothing.
  if (!request.validate_only()) response.set_secret(secret);
  RETURN_IF_ERROR(RecordChange(call, nullptr, std::move(event),
                               v1::Mandate::ROLE_UNSPECIFIED));
  Redact(CredentialReader(), response);
  return response.token().token_id();
}

absl::Status Exchange(WriteCall& call, const v1::ExchangeCodeRequest& request,
                      v1::ExchangeCodeResponse& response,
                      const CredentialLimits& limits) {
  ASSIGN_OR_RETURN(
      const absl::optional<v1::Token> token,
      FindTokenByCodeDigest(call.snapshot,
                            SecretDigest(NormalizeCode(request.code()))));
  if (!token.has_value()) return Refuse(R::CODE_NOT_ACCEPTED);
  const std::string secret = NewTokenSecret();
  ASSIGN_OR_RETURN(v1::Event event, PresentCode(*token, SecretDigest(secret),
                                                call.snapshot.now(), limits));
  if (event.move() == v1::Event::CODE_EXCHANGED) {
    ASSIGN_OR_RETURN(const Actor issuer,
                     ActorToday(call, token->issued_by_id()));
    ASSIGN_OR_RETURN(const std::vector<v1::Mandate> mandates,
                     LiveMandates(call, token->person_id()));
    RETURN_IF_ERROR(MayStillBeExchanged(issuer, *token, mandates));
  }
  event.set_operation_id(call.operation_id);
  const bool is_alarm = event.move() == v1::Event::CODE_ALARM;
  const v1::Token changed = event.token();
  // Nobody is signed in: the code speaks for the person it was issued to.
  Actor bearer = call.actor;
  bearer.person_id = changed.person_id();
  WriteCall as_bearer(call.transaction, bearer, call.keyring,
                      call.operation_id);
  RETURN_IF_ERROR(RecordChange(as_bearer, &*token, std::move(event),
                               v1::Mandate::ROLE_UNSPECIFIED));
  if (is_alarm) {
    // Whoever had the code may have asked for one.
    RETURN_IF_ERROR(EndDigestTokens(as_bearer, changed.person_id()));
    call.refusal_after_commit = WithAlarm(Refuse(R::CODE_NOT_ACCEPTED));
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const v1::Person person,
                   GetPerson(call.snapshot, changed.person_id()));
  response.set_token(secret);
  *response.mutable_expire_time() = changed.expire_time();
  response.set_person_id(changed.person_id());
  response.set_public_name(person.public_name());
  Redact(CredentialReader(), response);
  return absl::OkStatus();
}

absl::StatusOr<std::string> Revoke(WriteCall& call,
                                   const v1::RevokeTokenRequest& request,
                                   v1::TokenAnswer& response) {
  const std::string& token_id =
      request.token_id().empty() ? call.actor.token_id : request.token_id();
  ASSIGN_OR_RETURN(const RevocableToken found, TokenFor(call, token_id));
  ASSIGN_OR_RETURN(v1::Event event,
                   RevokeToken(found.token, call.snapshot.now()));
  *response.mutable_token() = event.token();
  RETURN_IF_ERROR(
      RecordChange(call, &found.token, std::move(event), found.role));
  Redact(CredentialReader(), response);
  return token_id;
}

absl::Status List(ReadCall& call, const v1::ListTokensRequest& request,
                  v1::ListTokensResponse& response) {
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const EntryPosition before,
                   OpenEntryToken(call, request, request.page_token()));
  TokenList list;
  list.person_id = request.person_id();
  list.all =
      call.actor.HasAnyRole({v1::Mandate::ADMINISTRATOR, v1::Mandate::AUDITOR});
  list.caller_id = call.actor.person_id;
  list.today = call.actor.today;
  list.after_time = before.time;
  list.after_id = before.id;
  list.limit = limit + 1;
  ASSIGN_OR_RETURN(std::vector<v1::Token> tokens,
                   ListTokens(call.snapshot, list));
  const bool has_more = CutToPage(tokens, limit);
  for (v1::Token& token : tokens) {
    *response.add_tokens() = TokenOn(std::move(token), call.snapshot.now());
  }
  if (has_more) {
    const v1::Token& last = response.tokens(response.tokens_size() - 1);
    response.set_next_page_token(SealEntryToken(
        call, request, FromProto(last.issue_time()), last.token_id()));
  }
  Redact(CredentialReader(), response);
  return absl::OkStatus();
}

absl::Status Who(ReadCall& call, const v1::WhoAmIRequest&,
                 v1::WhoAmIResponse& response) {
  ASSIGN_OR_RETURN(*response.mutable_person(),
                   GetPerson(call.snapshot, call.actor.person_id));
  for (const v1::Mandate& mandate : call.actor.mandates) {
    v1::HeldMandate& held = *response.add_mandates();
    *held.mutable_mandate() = mandate;
    if (mandate.organization_id().empty()) continue;
    ASSIGN_OR_RETURN(const v1::Organization organization,
                     GetOrganization(call.snapshot, mandate.organization_id()));
    held.set_organization_name(organization.name());
  }
  *response.mutable_expire_time() = ToProto(call.actor.token_expire_time);
  Redact(CredentialReader(), response);
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* AccessService::IssueCode(
    grpc::CallbackServerContext* context, const v1::IssueCodeRequest* request,
    v1::IssueCodeResponse* response) {
  return rpc_.Write(
      context, request, response, CheckIssueCode,
      [this](WriteCall& call, const v1::IssueCodeRequest& issue,
             v1::IssueCodeResponse& answer) {
        return Issue(call, issue, answer, limits_);
      },
      ShowToken<v1::IssueCodeResponse>);
}

grpc::ServerUnaryReactor* AccessService::ExchangeCode(
    grpc::CallbackServerContext* context,
    const v1::ExchangeCodeRequest* request,
    v1::ExchangeCodeResponse* response) {
  return rpc_.OpenWrite(
      context, request, response, CheckExchangeCode,
      [this](WriteCall& call, const v1::ExchangeCodeRequest& exchange,
             v1::ExchangeCodeResponse& answer) {
        return Exchange(call, exchange, answer, limits_);
      });
}

grpc::ServerUnaryReactor* AccessService::IssueDigestToken(
    grpc::CallbackServerContext* context,
    const v1::IssueDigestTokenRequest* request,
    v1::IssueDigestTokenResponse* response) {
  return rpc_.Write(
      context, request, response, NoCheck(),
      [this](WriteCall& call, const v1::IssueDigestTokenRequest& issue,
             v1::IssueDigestTokenResponse& answer) {
        return IssueForDigest(call, issue, answer, limits_);
      },
      ShowToken<v1::IssueDigestTokenResponse>);
}

grpc::ServerUnaryReactor* AccessService::RevokeToken(
    grpc::CallbackServerContext* context, const v1::RevokeTokenRequest* request,
    v1::TokenAnswer* response) {
  return rpc_.Write(context, request, response, CheckRevokeToken, Revoke,
                    ShowToken<v1::TokenAnswer>);
}

grpc::ServerUnaryReactor* AccessService::ListTokens(
    grpc::CallbackServerContext* context, const v1::ListTokensRequest* request,
    v1::ListTokensResponse* response) {
  return rpc_.Read(context, request, response, CheckListTokens, List);
}

grpc::ServerUnaryReactor* AccessService::WhoAmI(
    grpc::CallbackServerContext* context, const v1::WhoAmIRequest* request,
    v1::WhoAmIResponse* response) {
  return rpc_.Read(context, request, response, NoCheck(), Who);
}

}  // namespace entente
