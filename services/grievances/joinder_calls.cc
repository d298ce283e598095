#include "services/grievances/joinder_calls.h"

#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/redact.h"
#include "services/grievances/file_access.h"
#include "services/grievances/joinder_rules.h"
#include "services/grievances/move_call.h"

namespace entente {
namespace {

using v1::Grievance;
using R = v1::Refusal;

}  // namespace

absl::StatusOr<std::string> Join(WriteCall& call, const Procedures& procedures,
                                 const v1::JoinGrievancesRequest& request,
                                 v1::JoinGrievancesResponse& response) {
  ASSIGN_OR_RETURN(
      StartedMove lead,
      StartMove(call, procedures, request.grievance_id(), request.etag()));
  RETURN_IF_ERROR(CheckLead(lead.grievance, request, lead.entry).status());
  std::set<std::string> joined_ids;
  for (int i = 0; i < request.joined_ids_size(); ++i) {
    JoinderFacts facts;
    facts.lead = &lead.grievance;
    facts.field = absl::StrCat("joined_ids[", i, "]");
    // The caller sees every one that is joined.
    absl::StatusOr<StartedMove> started =
        StartMove(call, procedures, request.joined_ids(i), "");
    if (!started.ok()) return RefusedAt(facts.field, started.status());
    StartedMove& joined = *started;
    if (!joined_ids.insert(joined.grievance.grievance_id()).second) {
      return Refuse(R::NAMED_TWICE,
                    {{"field", facts.field}, {"value", request.joined_ids(i)}});
    }
    ASSIGN_OR_RETURN(
        const std::vector<std::string> followers,
        ListJoined(call.snapshot, joined.grievance.grievance_id()));
    facts.is_lead = !followers.empty();
    ASSIGN_OR_RETURN(Changes changes,
                     JoinGrievance(joined.grievance, request, facts,
                                   joined.held.procedure, joined.entry));
    RETURN_IF_ERROR(KeepMove(call, joined, std::move(changes)));
  }
  std::string lead_id = lead.grievance.grievance_id();
  Redact(FileReader(lead.entry.side), lead.grievance);
  *response.mutable_grievance() = std::move(lead.grievance);
  response.set_joined_count(request.joined_ids_size());
  return lead_id;
}

absl::Status ShowJoinedAgain(ReadCall& call, absl::string_view lead_id,
                             v1::JoinGrievancesResponse& response) {
  ASSIGN_OR_RETURN(SeenGrievance seen,
                   SeeGrievance(call, lead_id, Counts::kWithout));
  ASSIGN_OR_RETURN(const std::vector<std::string> followers,
                   ListJoined(call.snapshot, seen.grievance.grievance_id()));
  int count = 0;
  for (const std::string& id : followers) {
    ASSIGN_OR_RETURN(const absl::optional<SeenGrievance> joined,
                     FindGrievance(call.snapshot, ScopeOf(call.actor), id,
                                   Counts::kWithout));
    if (joined.has_value()) ++count;
  }
  response.set_joined_count(count);
  Redact(FileReader(seen.side), seen.grievance);
  *response.mutable_grievance() = std::move(seen.grievance);
  return absl::OkStatus();
}

absl::StatusOr<std::string> Sever(WriteCall& call, const Procedures& procedures,
                                  const v1::SeverGrievanceRequest& request,
                                  v1::GrievanceAnswer& answer) {
  return MoveAlone(call, procedures, request, answer,
                   [&](const Grievance& current, const Procedure& procedure,
                       const Entry& entry) {
                     return SeverGrievance(current, request, procedure, entry);
                   });
}

}  // namespace entente
