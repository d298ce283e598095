#include "services/directory/agreement_calls.h"

#include <string>
#include <utility>

#include "proto/support/day.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/record_change.h"
#include "services/directory/directory_answers.h"
#include "services/directory/directory_rules.h"
#include "storage/agreement_store.h"
#include "storage/random_id.h"

namespace entente {

absl::Status ShowAgreement(ReadCall& call, absl::string_view id,
                           v1::AgreementAnswer& answer) {
  ASSIGN_OR_RETURN(const v1::Agreement agreement,
                   GetAgreement(call.snapshot, id));
  *answer.mutable_agreement() = Shown(call, agreement, AccountReader());
  return absl::OkStatus();
}

absl::StatusOr<std::string> EnterAgreement(
    WriteCall& call, const Procedures& procedures,
    const v1::CreateAgreementRequest& request, v1::AgreementAnswer& answer) {
  const v1::Agreement& given = request.agreement();
  AgreementFacts facts;
  facts.id = NewId();
  facts.now = call.snapshot.now();
  ASSIGN_OR_RETURN(facts.local, Named(call, given.local_id()));
  ASSIGN_OR_RETURN(facts.employer, Named(call, given.employer_id()));
  const absl::StatusOr<HeldProcedure> profile =
      procedures.Newest(call.snapshot, given.profile_code());
  if (!profile.ok() && !absl::IsNotFound(profile.status())) {
    return profile.status();
  }
  facts.profile_exists = profile.ok();
  facts.profile_is_of_mediations =
      profile.ok() && profile->profile->has_scheme();
  const absl::optional<absl::CivilDay> first = ParseDay(given.from_date());
  if (facts.local.has_value() && facts.employer.has_value() &&
      first.has_value()) {
    ASSIGN_OR_RETURN(
        facts.in_force,
        ListAgreementsInForce(call.snapshot, facts.local->organization_id(),
                              facts.employer->organization_id(), *first));
  }
  ASSIGN_OR_RETURN(v1::Event event, CreateAgreement(call.actor, given, facts));
  const std::string acted_by = event.acted_by_id();
  const v1::Mandate::Role role = event.recorded_as();
  RETURN_IF_ERROR(
      RecordChange(call, nullptr, std::move(event), role, acted_by));
  RETURN_IF_ERROR(ShowAgreement(call, facts.id, answer));
  return facts.id;
}

absl::StatusOr<std::string> CloseAgreement(
    WriteCall& call, const v1::EndAgreementRequest& request,
    v1::AgreementAnswer& answer) {
  ASSIGN_OR_RETURN(const absl::optional<v1::Agreement> found,
                   FindAgreement(call.snapshot, request.agreement_id()));
  if (!found.has_value()) return Refuse(v1::Refusal::NOT_AVAILABLE);
  v1::Agreement redacted = *found;
  Redact(AccountReader(), redacted);
  RETURN_IF_ERROR(CheckEtag(call.keyring, request.etag(), redacted));
  ASSIGN_OR_RETURN(v1::Event event, EndAgreement(call.actor, *found, request));
  const std::string acted_by = event.acted_by_id();
  const v1::Mandate::Role role = event.recorded_as();
  RETURN_IF_ERROR(
      RecordChange(call, &*found, std::move(event), role, acted_by));
  RETURN_IF_ERROR(ShowAgreement(call, found->agreement_id(), answer));
  return found->agreement_id();
}

absl::Status ReadAgreement(ReadCall& call,
                           const v1::GetAgreementRequest& request,
                           v1::AgreementAnswer& answer) {
  return ShowAgreement(call, request.agreement_id(), answer);
}

absl::Status PageAgreements(ReadCall& call,
                            const v1::ListAgreementsRequest& request,
                            v1::ListAgreementsResponse& response) {
  ASSIGN_OR_RETURN(const std::string organization_id,
                   FilterId(call, request.organization_id()));
  return PageOf(
      call, request, response, &v1::Agreement::agreement_id,
      [&](const EntryPosition& after, int limit) {
        return ListAgreements(call.snapshot, organization_id, after.time,
                              after.id, limit);
      },
      [&](v1::Agreement agreement) {
        *response.add_agreements() =
            Shown(call, std::move(agreement), AccountReader());
      });
}

}  // namespace entente
