#include "services/directory/mandate_calls.h"

#include <string>
#include <utility>

#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/access_rules.h"
#include "services/access/authenticate.h"
#include "services/access/record_change.h"
#include "services/directory/directory_answers.h"
#include "services/directory/directory_rules.h"
#include "services/rpc/etag.h"
#include "storage/mandate_store.h"
#include "storage/person_store.h"
#include "storage/random_id.h"
#include "storage/token_store.h"

namespace entente {
namespace {

using M = v1::Mandate;

constexpr int kTokensAtOnce = 100;

absl::StatusOr<v1::Mandate> MandateFor(ReadCall& call, absl::string_view id) {
  return Readable(call, FindMandate(call.snapshot, id), MayReadMandate);
}

// Ends those credentials of the person through which their issuer would gain
// the mandate.
absl::Status EndCredentials(WriteCall& call, const v1::Mandate& granted,
                            M::Role role) {
  TokenList list;
  list.person_id = granted.person_id();
  list.all = true;
  list.limit = kTokensAtOnce;
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<v1::Token> tokens,
                     ListTokens(call.snapshot, list));
    for (const v1::Token& token : tokens) {
      ASSIGN_OR_RETURN(const Actor issuer,
                       ActorToday(call, token.issued_by_id()));
      if (!EndsByGrant(issuer, token, granted, call.snapshot.now())) continue;
      ASSIGN_OR_RETURN(v1::Event event,
                       RevokeToken(token, call.snapshot.now()));
      RETURN_IF_ERROR(RecordChange(call, &token, std::move(event), role,
                                   granted.organization_id()));
    }
    if (tokens.size() < std::size_t{kTokensAtOnce}) return absl::OkStatus();
    list.after_time = FromProto(tokens.back().issue_time());
    list.after_id = tokens.back().token_id();
  }
}

}  // namespace

absl::Status ShowMandate(ReadCall& call, absl::string_view id,
                         v1::MandateAnswer& answer) {
  ASSIGN_OR_RETURN(const v1::Mandate mandate, MandateFor(call, id));
  *answer.mutable_mandate() = Shown(call, mandate, AccountReader());
  return absl::OkStatus();
}

absl::StatusOr<std::string> EnterMandate(WriteCall& call,
                                         const v1::GrantMandateRequest& request,
                                         v1::MandateAnswer& answer) {
  const v1::Mandate& given = request.mandate();
  MandateFacts facts;
  facts.id = NewId();
  facts.now = call.snapshot.now();
  ASSIGN_OR_RETURN(facts.person, FindPerson(call.snapshot, given.person_id()));
  ASSIGN_OR_RETURN(facts.organization, Named(call, given.organization_id()));
  ASSIGN_OR_RETURN(
      facts.live_mandates,
      ListLiveMandates(call.snapshot, given.person_id(), call.actor.today));
  if (facts.organization.has_value()) {
    ASSIGN_OR_RETURN(
        facts.organization_has_keeper,
        HasLiveKeeper(call.snapshot, facts.organization->organization_id(),
                      call.actor.today));
  }
  ASSIGN_OR_RETURN(v1::Event event, GrantMandate(call.actor, given, facts));
  const v1::Mandate granted = event.mandate();
  const M::Role role = event.recorded_as();
  RETURN_IF_ERROR(RecordChange(call, nullptr, std::move(event), role,
                               granted.organization_id()));
  RETURN_IF_ERROR(EndCredentials(call, granted, role));
  RETURN_IF_ERROR(ShowMandate(call, facts.id, answer));
  return facts.id;
}

absl::StatusOr<std::string> EndMandate(WriteCall& call,
                                       const v1::RevokeMandateRequest& request,
                                       v1::MandateAnswer& answer) {
  ASSIGN_OR_RETURN(const v1::Mandate mandate,
                   MandateFor(call, request.mandate_id()));
  v1::Mandate redacted = mandate;
  Redact(AccountReader(), redacted);
  RETURN_IF_ERROR(CheckEtag(call.keyring, request.etag(), redacted));
  ASSIGN_OR_RETURN(v1::Event event,
                   RevokeMandate(call.actor, mandate, call.snapshot.now()));
  // The keeper may have revoked their own mandate, and reads it no more.
  *answer.mutable_mandate() = Shown(call, event.mandate(), AccountReader());
  const M::Role role = event.recorded_as();
  RETURN_IF_ERROR(RecordChange(call, &mandate, std::move(event), role,
                               mandate.organization_id()));
  return mandate.mandate_id();
}

absl::Status PageMandates(ReadCall& call,
                          const v1::ListMandatesRequest& request,
                          v1::ListMandatesResponse& response) {
  MandateList list;
  list.person_id = request.person_id();
  list.all = call.actor.HasAnyRole({M::ADMINISTRATOR, M::AUDITOR});
  list.caller_id = call.actor.person_id;
  list.today = call.actor.today;
  ASSIGN_OR_RETURN(list.organization_id,
                   FilterId(call, request.organization_id()));
  return PageOf(
      call, request, response, &M::mandate_id,
      [&](const EntryPosition& after, int limit) {
        list.after_time = after.time;
        list.after_id = after.id;
        list.limit = limit;
        return ListMandates(call.snapshot, list);
      },
      [&](M mandate) {
        *response.add_mandates() =
            Shown(call, std::move(mandate), AccountReader());
      });
}

}  // namespace entente
