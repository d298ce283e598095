#include "services/grievances/consultation_calls.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/assignee_checks.h"
#include "services/grievances/consultation_correction.h"
#include "services/grievances/consultation_rules.h"
#include "services/grievances/entrusting_rules.h"
#include "services/grievances/file_access.h"
#include "services/grievances/file_references.h"
#include "services/grievances/issue_rules.h"
#include "services/rpc/page_token.h"
#include "storage/change_store.h"
#include "storage/consultation_store.h"
#include "storage/file_person_store.h"
#include "storage/number_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using v1::Consultation;
using v1::Mandate;
using R = v1::Refusal;

// The procedure of the consultation's agreement, for the day that it is there.
absl::StatusOr<HeldProcedure> ProcedureOf(ReadCall& call,
                                          const Procedures& procedures,
                                          const Consultation& consultation) {
  // A consultation always has a deadline, and a deadline its profile: the last
  // one that of the agreement that counts now.
  const v1::Deadline& deadline = *consultation.deadlines().rbegin();
  return procedures.Version(call.snapshot, deadline.profile_code(),
                            deadline.profile_version());
}

void ShowIdAlone(absl::string_view consultation_id,
                 v1::ConsultationAnswer& answer) {
  answer.mutable_consultation()->set_consultation_id(
      std::string(consultation_id));
}

}  // namespace

absl::StatusOr<std::string> Open(WriteCall& call, const Procedures& procedures,
                                 const v1::OpenConsultationRequest& request,
                                 v1::ConsultationAnswer& answer) {
  AgreementQuestion question;
  question.agreement_id = request.agreement_id();
  question.local = request.local_id();
  question.day =
      DayOfFact(request.occurred_date(), request.known_date(),
                ParseDay(request.consulted_date()).value_or(call.actor.today));
  ASSIGN_OR_RETURN(const AgreementAnswer found,
                   FindAgreementFor(call, question));
  const std::string& local_id = found.agreement.local_id();
  if (!call.actor.HasRole(Mandate::UNION_REP, local_id)) {
    return Refuse(R::NOT_AVAILABLE);
  }
  for (int i = 0; i < request.member_ids_size(); ++i) {
    RETURN_IF_ERROR(FindFilePerson(call, absl::StrCat("member_ids[", i, "]"),
                                   request.member_ids(i), Names::kSealed)
                        .status());
  }
  ASSIGN_OR_RETURN(const HeldProcedure held,
                   procedures.NewestFor(call.snapshot, found.agreement));
  ConsultationFacts facts;
  facts.entry = EntryFor(call, kOwnerSide, Mandate::UNION_REP, held.time_zone);
  ASSIGN_OR_RETURN(facts.issue,
                   FindLabourIssue("issue_code", request.issue_code()));
  facts.consultation_id = NewId();
  facts.local_id = local_id;
  facts.agreement_id = found.agreement.agreement_id();
  facts.procedure = held.procedure;
  const int year = static_cast<int>(
      ParseDay(request.consulted_date()).value_or(facts.entry.today).year());
  ASSIGN_OR_RETURN(facts.number, NextNumber(call.transaction, local_id,
                                            kConsultationSeries, year));
  ASSIGN_OR_RETURN(Changes changes, OpenConsultation(request, facts));
  TagPersons(call.keyring, *changes[0].mutable_consultation());
  ShowConsultation(call, changes[0].consultation(), false, answer);
  RETURN_IF_ERROR(ApplyChange(call.transaction, call.keyring, nullptr,
                              std::move(changes[0])));
  return facts.consultation_id;
}

absl::StatusOr<std::string> CorrectDays(
    WriteCall& call, const Procedures& procedures,
    const v1::CorrectConsultationRequest& request,
    v1::ConsultationAnswer& answer) {
  ASSIGN_OR_RETURN(const Consultation current,
                   SeeConsultation(call, request.consultation_id()));
  RETURN_IF_ERROR(CheckConsultationEtag(call, request.etag(), current));
  RETURN_IF_ERROR(CheckOpenFor(call, current));
  const Consultation moved = WithDay(current, request);
  ASSIGN_OR_RETURN(
      const v1::Agreement agreement,
      AgreementOn(
          call, current.agreement_id(),
          DayOfFact(
              moved.occurred_date(), moved.known_date(),
              ParseDay(moved.consulted_date()).value_or(call.actor.today))));
  ASSIGN_OR_RETURN(const HeldProcedure held,
                   agreement.agreement_id() == current.agreement_id()
                       ? ProcedureOf(call, procedures, current)
                       : procedures.NewestFor(call.snapshot, agreement));
  ASSIGN_OR_RETURN(
      Changes changes,
      CorrectConsultation(
          current, request, agreement.agreement_id(), held.procedure,
          EntryFor(call, kOwnerSide, v1::Mandate::UNION_REP, held.time_zone)));
  ShowConsultation(call, changes[0].consultation(), false, answer);
  RETURN_IF_ERROR(ApplyChange(call.transaction, call.keyring, &current,
                              std::move(changes[0])));
  return current.consultation_id();
}

absl::StatusOr<std::string> Close(WriteCall& call, const Procedures& procedures,
                                  const v1::CloseConsultationRequest& request,
                                  v1::ConsultationAnswer& answer) {
  ASSIGN_OR_RETURN(Consultation current,
                   SeeConsultation(call, request.consultation_id()));
  RETURN_IF_ERROR(CheckConsultationEtag(call, request.etag(), current));
  RETURN_IF_ERROR(CheckOpenFor(call, current));
  ASSIGN_OR_RETURN(const HeldProcedure held,
                   ProcedureOf(call, procedures, current));
  // The reason joins what is sealed already; nothing of it is shown here.
  RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring,
                             current.consultation_id(),
                             v1::Confidentiality::SIDE, current));
  ASSIGN_OR_RETURN(
      Changes changes,
      CloseConsultation(
          current, request,
          EntryFor(call, kOwnerSide, Mandate::UNION_REP, held.time_zone)));
  ShowConsultation(call, changes[0].consultation(), false, answer);
  RETURN_IF_ERROR(ApplyChange(call.transaction, call.keyring, &current,
                              std::move(changes[0])));
  return current.consultation_id();
}

absl::StatusOr<std::string> Entrust(
    WriteCall& call, const Procedures& procedures,
    const v1::AssignConsultationRequest& request,
    v1::ConsultationAnswer& answer) {
  const Scope scope = ScopeOf(call.actor);
  ASSIGN_OR_RETURN(
      absl::optional<Consultation> current,
      FindConsultation(call.snapshot, scope, request.consultation_id()));
  const bool sees = current.has_value();
  if (!sees) {
    ASSIGN_OR_RETURN(current,
                     FindConsultationForKeeper(call.snapshot, scope,
                                               request.consultation_id()));
  }
  if (!current.has_value()) return Refuse(R::NOT_AVAILABLE);
  const Assignable to = AssignableTo(*current);
  if (!sees) {
    RETURN_IF_ERROR(CheckKeeperMayAssign(call, to, current->assignments(),
                                         request.person_id(),
                                         request.remove()));
  }
  RETURN_IF_ERROR(CheckConsultationEtag(call, request.etag(), *current));
  // Ending an assignment needs no mandate: it may be over already.
  if (!request.remove()) {
    RETURN_IF_ERROR(CheckAssignee(call, to, request.person_id()));
  }
  ASSIGN_OR_RETURN(const HeldProcedure held,
                   ProcedureOf(call, procedures, *current));
  ASSIGN_OR_RETURN(
      Changes changes,
      AssignConsultation(*current, request,
                         EntryFor(call, kOwnerSide,
                                  sees ? Mandate::UNION_REP : Mandate::KEEPER,
                                  held.time_zone)));
  if (sees) {
    ShowConsultation(call, changes[0].consultation(), false, answer);
  } else {
    ShowIdAlone(current->consultation_id(), answer);
  }
  RETURN_IF_ERROR(ApplyChange(call.transaction, call.keyring, &*current,
                              std::move(changes[0])));
  return current->consultation_id();
}

absl::StatusOr<std::string> WallOff(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::WallConsultationRequest& request,
                                    v1::ConsultationAnswer& answer) {
  ASSIGN_OR_RETURN(const Consultation current,
                   SeeConsultation(call, request.consultation_id()));
  RETURN_IF_ERROR(CheckConsultationEtag(call, request.etag(), current));
  if (!request.remove()) {
    RETURN_IF_ERROR(
        CheckAssignee(call, AssignableTo(current), request.person_id()));
  }
  ASSIGN_OR_RETURN(const HeldProcedure held,
                   ProcedureOf(call, procedures, current));
  ASSIGN_OR_RETURN(
      Changes changes,
      WallConsultation(
          current, request,
          EntryFor(call, kOwnerSide, Mandate::UNION_REP, held.time_zone)));
  if (!current.grievance_id().empty()) {
    ASSIGN_OR_RETURN(const v1::Grievance grievance,
                     GetGrievance(call.snapshot, current.grievance_id()));
    ASSIGN_OR_RETURN(
        absl::optional<v1::Event> walled,
        WallGrievanceAlike(
            grievance, request,
            EntryFor(call, kOwnerSide, Mandate::UNION_REP, held.time_zone)));
    if (walled.has_value()) {
      RETURN_IF_ERROR(ApplyChange(call.transaction, call.keyring, &grievance,
                                  *std::move(walled)));
    }
  }
  // Who steps aside themself sees no more of it.
  if (request.person_id() == call.actor.person_id) {
    ShowIdAlone(current.consultation_id(), answer);
  } else {
    ShowConsultation(call, changes[0].consultation(), false, answer);
  }
  RETURN_IF_ERROR(ApplyChange(call.transaction, call.keyring, &current,
                              std::move(changes[0])));
  return current.consultation_id();
}

absl::Status GetSealed(WriteCall& call, const Procedures& procedures,
                       const v1::GetConsultationRequest& request,
                       v1::ConsultationAnswer& answer) {
  ASSIGN_OR_RETURN(Consultation seen,
                   SeeConsultation(call, request.consultation_id()));
  ASSIGN_OR_RETURN(const HeldProcedure held,
                   ProcedureOf(call, procedures, seen));
  RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring,
                             seen.consultation_id(), v1::Confidentiality::SIDE,
                             seen));
  RETURN_IF_ERROR(RecordFileReading(
      call, seen.consultation_id(), v1::Confidentiality::SIDE,
      EntryFor(call, kOwnerSide, Mandate::UNION_REP, held.time_zone),
      seen.local_id()));
  ShowConsultation(call, seen, true, answer, request.explain());
  return absl::OkStatus();
}

absl::Status List(ReadCall& call, const v1::ListConsultationsRequest& request,
                  v1::ListConsultationsResponse& response) {
  ConsultationList list;
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::vector<std::string> after,
                   OpenPageToken(call, request, request.page_token()));
  if (after.size() == 2) {
    list.after_consulted = after[0];
    list.after_id = after[1];
  }
  list.state = request.state();
  list.limit = limit + 1;
  ASSIGN_OR_RETURN(std::vector<Consultation> found,
                   ListConsultations(call.snapshot, ScopeOf(call.actor), list));
  if (CutToPage(found, limit)) {
    response.set_next_page_token(SealPageToken(
        call, request,
        {found.back().consulted_date(), found.back().consultation_id()}));
  }
  for (Consultation& each : found) {
    ClearCounts(*each.mutable_deadlines());
    Redact(ListReader(kOwnerSide), each);
    *response.add_consultations() = std::move(each);
  }
  return absl::OkStatus();
}

absl::Status ShowConsultationAgain(ReadCall& call,
                                   absl::string_view consultation_id,
                                   v1::ConsultationAnswer& answer) {
  ASSIGN_OR_RETURN(const Consultation seen,
                   SeeConsultation(call, consultation_id));
  ShowConsultation(call, seen, false, answer);
  return absl::OkStatus();
}

absl::Status ShowEntrustedAgain(ReadCall& call,
                                absl::string_view consultation_id,
                                v1::ConsultationAnswer& answer) {
  absl::Status shown = ShowConsultationAgain(call, consultation_id, answer);
  if (RefusalReason(shown) != R::NOT_AVAILABLE) return shown;
  ASSIGN_OR_RETURN(const absl::optional<Consultation> kept,
                   FindConsultationForKeeper(call.snapshot, ScopeOf(call.actor),
                                             consultation_id));
  if (!kept.has_value()) return shown;
  ShowIdAlone(consultation_id, answer);
  return absl::OkStatus();
}

}  // namespace entente
