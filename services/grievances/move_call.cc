#include "services/grievances/move_call.h"

#include "proto/support/joinder.h"
#include "proto/support/refusal.h"
#include "services/grievances/file_access.h"
#include "services/grievances/joinder_rules.h"
#include "storage/change_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using v1::Grievance;
using R = v1::Refusal;

}  // namespace

absl::StatusOr<StartedMove> StartMove(WriteCall& call,
                                      const Procedures& procedures,
                                      absl::string_view grievance_id,
                                      absl::string_view etag) {
  ASSIGN_OR_RETURN(SeenGrievance seen, SeeGrievance(call, grievance_id));
  RETURN_IF_ERROR(CheckGrievanceEtag(call, etag, seen.grievance, seen.side));
  StartedMove started;
  ASSIGN_OR_RETURN(started.held,
                   procedures.Pinned(call.snapshot, seen.grievance));
  started.entry =
      EntryFor(call, seen.side, RoleOnSide(seen.grievance, seen.side),
               started.held.time_zone);
  started.grievance = std::move(seen.grievance);
  return started;
}

absl::Status KeepMove(WriteCall& call, const StartedMove& started,
                      Changes changes) {
  return ApplyChange(call.transaction, call.keyring, &started.grievance,
                     std::move(changes[0]));
}

absl::StatusOr<std::string> KeepAndShow(WriteCall& call,
                                        const StartedMove& started,
                                        Changes changes,
                                        v1::GrievanceAnswer& answer) {
  // The store takes the record.
  Grievance after = changes[0].grievance();
  std::string id = after.grievance_id();
  RETURN_IF_ERROR(KeepMove(call, started, std::move(changes)));
  RETURN_IF_ERROR(ShowGrievance(call, started.held, std::move(after),
                                FileReader(started.entry.side),
                                started.entry.today, answer));
  return id;
}

absl::Status CheckGoesOwnWay(ReadCall& call, const Grievance& grievance) {
  const absl::string_view lead_id = LeadOf(grievance);
  if (lead_id.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Grievance lead, GetGrievance(call.snapshot, lead_id));
  if (lead.state() != grievance.state()) return absl::OkStatus();
  return Refuse(R::FOLLOWS_LEAD);
}

absl::StatusOr<std::vector<std::string>> ListFollowers(ReadCall& call,
                                                       const Grievance& lead) {
  return ListJoined(call.snapshot, lead.grievance_id());
}

absl::StatusOr<absl::optional<StartedMove>> StartFollower(
    WriteCall& call, const Procedures& procedures, const StartedMove& lead,
    absl::string_view grievance_id) {
  StartedMove started;
  ASSIGN_OR_RETURN(started.grievance,
                   GetGrievance(call.snapshot, grievance_id));
  // One that was settled or withdrawn apart is where its lead is not.
  if (started.grievance.state() != lead.grievance.state()) {
    return absl::optional<StartedMove>();
  }
  ASSIGN_OR_RETURN(started.held,
                   procedures.Pinned(call.snapshot, started.grievance));
  started.entry = lead.entry;
  started.entry.event_id = NewId();
  started.entry.side =
      SameKindOfSide(lead.grievance, lead.entry.side, started.grievance);
  return absl::optional<StartedMove>(std::move(started));
}

absl::Status JoinedRefuses(ReadCall& call, const Grievance& grievance,
                           const absl::Status& refusal) {
  const auto reason = RefusalReason(refusal);
  if (reason == R::REASON_UNSPECIFIED) return refusal;
  ASSIGN_OR_RETURN(
      const absl::optional<SeenGrievance> seen,
      FindGrievanceBy(call.snapshot, ScopeOf(call.actor), NamedBy::kId,
                      grievance.grievance_id(), Counts::kWithout));
  // Of a file that is not theirs the caller learns neither which it is nor
  // what stands in the way.
  if (!seen.has_value()) return Refuse(R::JOINED_UNSEEN_REFUSES);
  return Refuse(R::JOINED_REFUSES, {{"number", NumberOf(*seen)},
                                    {"reason", R::Reason_Name(reason)}});
}

}  // namespace entente
