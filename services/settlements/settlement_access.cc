#include "services/settlements/settlement_access.h"

#include <algorithm>
#include <utility>

#include "proto/support/deadline.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "proto/support/text/explanation_text.h"
#include "services/grievances/file_access.h"
#include "services/grievances/settled_rules.h"
#include "services/notes/member_duty.h"
#include "services/rpc/etag.h"
#include "storage/grievance_store.h"

namespace entente {
namespace {

using v1::Settlement;
using R = v1::Refusal;

// What a person on this side reads of a settlement.
Settlement Shown(const SettlementView& view, Settlement settlement) {
  settlement.clear_etag();
  ClearCounts(*settlement.mutable_deadlines());
  ShowPart(view, FileReader(view.side), settlement);
  return settlement;
}

// What it says is of all its grievances alike: who does not see them all reads
// that it stands, between whom, and its days.
void ClearWords(Settlement& settlement) {
  settlement.clear_terms();
  settlement.clear_admission();
  settlement.clear_end_reason();
  for (auto& signatory : *settlement.mutable_signatories()) {
    signatory.clear_recorded_for();
  }
  for (auto& commitment : *settlement.mutable_commitments()) {
    commitment.clear_text();
    for (auto& report : *commitment.mutable_reports()) {
      report.clear_evidence();
      report.clear_sha256();
      report.clear_recorded_for();
    }
  }
}

// One of its grievances, as it stands.
absl::Status AddGrievance(ReadCall& call, const std::string& settlement_id,
                          const SeenGrievance& seen,
                          v1::SettlementAnswer& answer) {
  v1::SettlementAnswer::SettledGrievance& shown = *answer.add_grievances();
  shown.set_grievance_id(seen.grievance.grievance_id());
  shown.set_number_side(seen.side);
  for (const v1::Party& party : seen.grievance.parties()) {
    if (party.side() == seen.side) shown.set_number(party.number());
  }
  shown.set_state(seen.grievance.state());
  const v1::Grievance::SettledBy* const settled =
      FindSettledBy(seen.grievance, settlement_id);
  if (settled != nullptr) *shown.mutable_settled_by() = *settled;
  const v1::Deadline* const limit =
      ReinstatementLimit(seen.grievance, settlement_id);
  if (limit != nullptr) {
    *shown.mutable_reinstatement() = *limit;
    AddExplanation(call.actor.language, *shown.mutable_reinstatement());
  }
  shown.set_reinstated_late(ReinstatedLate(seen.grievance, settlement_id));
  if (seen.side == kOwnerSide && settled != nullptr) {
    ASSIGN_OR_RETURN(absl::optional<v1::MemberDuty> duty,
                     MemberDutyOf(call, nullptr, seen.grievance));
    if (duty.has_value()) *shown.mutable_member_duty() = *std::move(duty);
  }
  Redact(FileReader(seen.side), shown);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SeenSettlement> SeeSettlement(ReadCall& call,
                                             absl::string_view id_or_number) {
  ASSIGN_OR_RETURN(
      absl::optional<SeenSettlement> seen,
      FindSettlement(call.snapshot, ScopeOf(call.actor), id_or_number));
  if (!seen.has_value()) return Refuse(R::NOT_AVAILABLE);
  return *std::move(seen);
}

absl::StatusOr<SettlementView> ViewOf(ReadCall& call,
                                      const SeenSettlement& seen) {
  SettlementView view;
  view.side = seen.side;
  view.grievance_ids = seen.seen_grievance_ids;
  view.whole = seen.sees_all();
  if (view.whole) return view;
  for (const std::string& id : view.grievance_ids) {
    ASSIGN_OR_RETURN(const v1::Grievance grievance,
                     GetGrievance(call.snapshot, id));
    for (const auto& grievor : grievance.grievors()) {
      view.grievor_ids.insert(grievor.person_id());
    }
  }
  return view;
}

void ShowPart(const SettlementView& view, const Reader& reader,
              Settlement& settlement) {
  if (!view.whole) {
    auto& ids = *settlement.mutable_grievance_ids();
    ids.erase(std::remove_if(ids.begin(), ids.end(),
                             [&](const std::string& id) {
                               return view.grievance_ids.count(id) == 0;
                             }),
              ids.end());
    for (auto& signatory : *settlement.mutable_signatories()) {
      if (signatory.part() != Settlement::Signatory::EMPLOYEE ||
          view.grievor_ids.count(signatory.person_id()) > 0) {
        continue;
      }
      signatory.clear_person_id();
      signatory.clear_signed_name();
      signatory.clear_contest_text();
    }
    ClearWords(settlement);
  }
  Redact(reader, settlement);
}

absl::Status ShowSettlement(ReadCall& call, const SeenSettlement& seen,
                            v1::SettlementAnswer& answer) {
  ASSIGN_OR_RETURN(const SettlementView view, ViewOf(call, seen));
  Settlement& shown = *answer.mutable_settlement();
  shown = Shown(view, seen.settlement);
  shown.set_etag(Etag(call.keyring, shown));
  for (const std::string& id : shown.grievance_ids()) {
    ASSIGN_OR_RETURN(const SeenGrievance grievance, SeeGrievance(call, id));
    RETURN_IF_ERROR(
        AddGrievance(call, seen.settlement.settlement_id(), grievance, answer));
  }
  return absl::OkStatus();
}

absl::Status CheckSettlementEtag(ReadCall& call, absl::string_view etag,
                                 const SeenSettlement& seen) {
  if (etag.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const SettlementView view, ViewOf(call, seen));
  return CheckEtag(call.keyring, etag, Shown(view, seen.settlement));
}

absl::Status ShowSettlementAgain(ReadCall& call,
                                 absl::string_view settlement_id,
                                 v1::SettlementAnswer& answer) {
  ASSIGN_OR_RETURN(const SeenSettlement seen,
                   SeeSettlement(call, settlement_id));
  return ShowSettlement(call, seen, answer);
}

}  // namespace entente
