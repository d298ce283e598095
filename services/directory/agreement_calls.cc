#include "services/directory/agreement_calls.h"

#include <string>
#include <vector>

#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/status_macros.h"
#include "services/access/record_change.h"
#include "services/directory/directory_answers.h"
#include "services/directory/directory_rules.h"
#include "services/rpc/page_token.h"
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
  const absl::Status profile =
      procedures.Newest(call.snapshot, given.profile_code()).status();
  if (!profile.ok() && !absl::IsNotFound(profile)) return profile;
  facts.profile_is_known = profile.ok();
  ASSIGN_OR_RETURN(v1::Event event, CreateAgreement(call.actor, given, facts));
  const std::string acted_by = call.actor.ActsFor(event.agreement().local_id())
                                   ? event.agreement().local_id()
                                   : event.agreement().employer_id();
  RETURN_IF_ERROR(RecordChange(call, nullptr, std::move(event), acted_by));
  RETURN_IF_ERROR(ShowAgreement(call, facts.id, answer));
  return facts.id;
}

absl::Status ReadAgreement(ReadCall& call,
                           const v1::GetAgreementRequest& request,
                           v1::AgreementAnswer& answer) {
  return ShowAgreement(call, request.agreement_id(), answer);
}

absl::Status PageAgreements(ReadCall& call,
                            const v1::ListAgreementsRequest& request,
                            v1::ListAgreementsResponse& response) {
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const EntryPosition after,
                   OpenEntryToken(call, request, request.page_token()));
  bool unknown = false;
  ASSIGN_OR_RETURN(const std::string organization_id,
                   FilterId(call, request.organization_id(), unknown));
  if (unknown) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<v1::Agreement> agreements,
                   ListAgreements(call.snapshot, organization_id, after.time,
                                  after.id, limit + 1));
  const bool has_more = CutToPage(agreements, limit);
  for (v1::Agreement& agreement : agreements) {
    *response.add_agreements() =
        Shown(call, std::move(agreement), AccountReader());
  }
  if (has_more) {
    const v1::Agreement& last =
        response.agreements(response.agreements_size() - 1);
    response.set_next_page_token(SealEntryToken(
        call, request, FromProto(last.create_time()), last.agreement_id()));
  }
  return absl::OkStatus();
}

}  // namespace entente
