#include "services/grievances/reading_calls.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/events/history_page.h"
#include "services/grievances/file_access.h"
#include "services/grievances/move_rules.h"
#include "services/rpc/page_token.h"
#include "storage/change_store.h"
#include "storage/organization_store.h"
#include "storage/person_store.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using R = v1::Refusal;

// Makes `event` what a reader on this side may see; false when that is
// nothing.
bool ShowEvent(uint32_t side, Event& event) {
  const bool is_reading = event.move() == Event::READ;
  // Who reads, who has the file and who is kept from it is for each side its
  // own.
  const bool is_own = is_reading || event.move() == Event::GRIEVANCE_ASSIGNED ||
                      event.move() == Event::GRIEVANCE_WALLED;
  if (is_own && event.acted_by_side() != side) return false;
  // The history says that dates changed; how they were counted the file says.
  if (event.has_grievance()) {
    ClearCounts(*event.mutable_grievance()->mutable_deadlines());
  } else if (event.has_consultation()) {
    ClearCounts(*event.mutable_consultation()->mutable_deadlines());
  }
  Redact(FileReader(side), event);
  return is_reading || !event.set_fields().empty();
}

// The rules see the states once each.
std::vector<Grievance::State> StatesOf(
    const v1::ListGrievancesRequest& request) {
  std::vector<Grievance::State> states;
  for (int value = 1; value < Grievance::State_ARRAYSIZE; ++value) {
    for (const int asked : request.states()) {
      if (asked != value) continue;
      states.push_back(static_cast<Grievance::State>(value));
      break;
    }
  }
  return states;
}

}  // namespace

absl::Status Get(ReadCall& call, const Procedures& procedures,
                 const v1::GetGrievanceRequest& request,
                 v1::GrievanceAnswer& answer) {
  ASSIGN_OR_RETURN(
      SeenGrievance seen,
      SeeGrievance(call, request.grievance_id(),
                   request.explain() ? Counts::kWith : Counts::kWithout));
  ASSIGN_OR_RETURN(const HeldProcedure held,
                   procedures.Pinned(call.snapshot, seen.grievance));
  const absl::CivilDay as_of =
      ParseDay(request.as_of_date())
          .value_or(absl::ToCivilDay(call.snapshot.now(), held.time_zone));
  return ShowGrievance(call, held, std::move(seen.grievance),
                       FileReader(seen.side), as_of, answer, request.explain());
}

absl::Status Unseal(WriteCall& call, const Procedures& procedures,
                    const v1::UnsealGrievancePersonsRequest& request,
                    v1::GrievanceAnswer& answer) {
  ASSIGN_OR_RETURN(SeenGrievance seen,
                   SeeGrievance(call, request.grievance_id()));
  if (seen.side != kOwnerSide) return Refuse(R::NOT_AVAILABLE);
  ASSIGN_OR_RETURN(const HeldProcedure held,
                   procedures.Pinned(call.snapshot, seen.grievance));
  Grievance& grievance = seen.grievance;
  RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring,
                             grievance.grievance_id(),
                             v1::Confidentiality::SEALED_ID, grievance));
  const Entry entry = EntryFor(
      call, seen.side, RoleOnSide(grievance, seen.side), held.time_zone);
  RETURN_IF_ERROR(RecordFileReading(call, grievance.grievance_id(),
                                    v1::Confidentiality::SEALED_ID, entry,
                                    PartyOf(grievance, seen.side)));
  // Who read a sealed name stands on the record of the person too.
  std::set<std::string> unsealed;
  for (const auto& named : grievance.protected_persons()) {
    if (!unsealed.insert(named.person_id()).second) continue;
    ASSIGN_OR_RETURN(const absl::optional<v1::Person> person,
                     FindPerson(call.snapshot, named.person_id()));
    if (!person.has_value() || !person->sealed()) continue;
    RETURN_IF_ERROR(RecordFileReading(call, person->person_id(),
                                      v1::Confidentiality::SEALED_ID, entry,
                                      PartyOf(grievance, seen.side)));
  }
  RETURN_IF_ERROR(ShowGrievance(
      call, held, grievance, FileReader(seen.side, true), entry.today, answer));
  return absl::OkStatus();
}

absl::Status List(ReadCall& call, const v1::ListGrievancesRequest& request,
                  v1::ListGrievancesResponse& response) {
  GrievanceList list;
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::vector<std::string> after,
                   OpenPageToken(call, request, request.page_token()));
  if (after.size() == 2) {
    list.after_submitted = after[0];
    list.after_id = after[1];
  }
  if (!request.organization_id().empty()) {
    ASSIGN_OR_RETURN(
        const absl::optional<v1::Organization> organization,
        FindOrganization(call.snapshot, request.organization_id()));
    if (!organization.has_value()) {
      return Refuse(R::REFERENCE_UNKNOWN, {{"field", "organization_id"}});
    }
    list.organization_id = organization->organization_id();
  }
  if (!request.lead_grievance_id().empty()) {
    ASSIGN_OR_RETURN(
        const SeenGrievance lead,
        SeeGrievance(call, request.lead_grievance_id(), Counts::kWithout));
    list.lead_grievance_id = lead.grievance.grievance_id();
  }
  list.oldest_first =
      request.order() == v1::ListGrievancesRequest::OLDEST_FIRST;
  list.states = StatesOf(request);
  list.grievance_class = request.grievance_class();
  list.issue_code = request.issue_code();
  list.submitted_from = request.submitted_from_date();
  list.submitted_until = request.submitted_until_date();
  list.number = request.number();
  list.limit = limit + 1;
  ASSIGN_OR_RETURN(std::vector<SeenGrievance> found,
                   ListGrievances(call.snapshot, ScopeOf(call.actor), list));
  if (CutToPage(found, limit)) {
    const Grievance& last = found.back().grievance;
    response.set_next_page_token(SealPageToken(
        call, request, {last.submitted_date(), last.grievance_id()}));
  }
  for (SeenGrievance& seen : found) {
    Redact(ListReader(seen.side), seen.grievance);
    *response.add_grievances() = std::move(seen.grievance);
  }
  return absl::OkStatus();
}

absl::Status History(ReadCall& call,
                     const v1::ListGrievanceHistoryRequest& request,
                     v1::ListGrievanceHistoryResponse& response) {
  ASSIGN_OR_RETURN(const SeenFile seen,
                   SeeFile(call, request.grievance_id(), Counts::kWithout));
  // Settlements have a history of their own.
  if (seen.settlement.has_value()) return Refuse(R::NOT_AVAILABLE);
  const absl::Time known_at = request.has_known_at_time()
                                  ? FromProto(request.known_at_time())
                                  : absl::InfiniteFuture();
  return FillHistoryPage(
      call, request, seen.id(), known_at,
      [&](Event& event) { return ShowEvent(seen.side, event); }, response);
}

}  // namespace entente
