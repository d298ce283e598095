#include "services/settlements/settlement_calls.h"

#include <set>
#include <utility>
#include <vector>

#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/file_access.h"
#include "services/grievances/move_call.h"
#include "services/grievances/move_checks.h"
#include "services/grievances/move_rules.h"
#include "services/grievances/settled_rules.h"
#include "services/settlements/commitment_rules.h"
#include "services/settlements/settlement_access.h"
#include "services/settlements/settlement_rules.h"
#include "storage/change_store.h"
#include "storage/number_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using v1::Settlement;
using R = v1::Refusal;

// A grievance with the rules that it pinned, and the caller as the one who
// enters a move in it.
struct Subject {
  SeenGrievance seen;
  HeldProcedure held;
  Entry entry;
};

absl::StatusOr<Subject> SubjectOf(WriteCall& call, const Procedures& procedures,
                                  absl::string_view id_or_number) {
  Subject subject;
  ASSIGN_OR_RETURN(subject.seen, SeeGrievance(call, id_or_number));
  ASSIGN_OR_RETURN(subject.held,
                   procedures.Pinned(call.snapshot, subject.seen.grievance));
  subject.entry =
      EntryFor(call, subject.seen.side,
               RoleOnSide(subject.seen.grievance, subject.seen.side),
               subject.held.time_zone);
  return subject;
}

absl::Status Keep(WriteCall& call, const Subject& subject, Changes changes) {
  return ApplyChange(call.transaction, call.keyring, &subject.seen.grievance,
                     std::move(changes[0]));
}

// A settlement with all of its grievances. The profile of the first says on
// which day it is.
struct Started {
  SeenSettlement seen;
  std::vector<Subject> subjects;
  Entry entry;

  const Procedure& procedure() const { return subjects[0].held.procedure; }
};

// Who does not see every one of its grievances does not change it: what they
// may not see would change too. The answer does not tell why.
template <typename Request>
absl::StatusOr<Started> Start(WriteCall& call, const Procedures& procedures,
                              const Request& request) {
  Started started;
  ASSIGN_OR_RETURN(started.seen, SeeSettlement(call, request.settlement_id()));
  if (!started.seen.sees_all()) return Refuse(R::NOT_AVAILABLE);
  const Settlement& settlement = started.seen.settlement;
  for (const std::string& id : settlement.grievance_ids()) {
    ASSIGN_OR_RETURN(Subject subject, SubjectOf(call, procedures, id));
    started.subjects.push_back(std::move(subject));
  }
  RETURN_IF_ERROR(CheckSettlementEtag(call, request.etag(), started.seen));
  started.entry = EntryFor(call, started.seen.side,
                           RoleOnSide(settlement.parties(), started.seen.side),
                           started.subjects[0].held.time_zone);
  return started;
}

// Keeps what became of the settlement, and shows it.
absl::StatusOr<std::string> Finish(WriteCall& call, Started& started,
                                   Event event, v1::SettlementAnswer& answer) {
  const Settlement before = started.seen.settlement;
  started.seen.settlement = event.settlement();
  RETURN_IF_ERROR(
      ApplyChange(call.transaction, call.keyring, &before, std::move(event)));
  RETURN_IF_ERROR(ShowSettlement(call, started.seen, answer));
  return before.settlement_id();
}

// The two sides of a grievance by their organisations, whichever filed.
std::set<std::string> OrganizationsOf(const Grievance& grievance) {
  std::set<std::string> ids;
  for (const v1::Party& party : grievance.parties()) {
    ids.insert(party.organization_id());
  }
  return ids;
}

// The grievances that are to be settled together, which may be.
absl::StatusOr<std::vector<Subject>> SubjectsOf(
    WriteCall& call, const Procedures& procedures,
    const v1::ProposeSettlementRequest& request) {
  std::vector<Subject> subjects;
  std::set<std::string> ids;
  for (int i = 0; i < request.grievance_ids_size(); ++i) {
    const std::string place = At("grievance_ids", i);
    absl::StatusOr<Subject> subject =
        SubjectOf(call, procedures, request.grievance_ids(i));
    // The first is what the call is about.
    if (!subject.ok() && i == 0) return subject.status();
    if (!subject.ok()) return RefusedAt(place, subject.status());
    const Grievance& grievance = subject->seen.grievance;
    // By its number it may be one that was named by its id.
    if (!ids.insert(grievance.grievance_id()).second) {
      return Refuse(R::NAMED_TWICE,
                    {{"field", place}, {"value", request.grievance_ids(i)}});
    }
    RETURN_IF_ERROR(CheckSettleable(grievance));
    if (!subjects.empty() && OrganizationsOf(grievance) !=
                                 OrganizationsOf(subjects[0].seen.grievance)) {
      return Refuse(R::PARTIES_DIFFER, {{"field", place}});
    }
    ASSIGN_OR_RETURN(
        const bool stands,
        HasStandingSettlement(call.snapshot, grievance.grievance_id()));
    if (stands) return Refuse(R::SETTLEMENT_STANDS, {{"field", place}});
    subjects.push_back(*std::move(subject));
  }
  return subjects;
}

// The side of the union, which answers for the employees.
uint32_t UnionSideOf(const Grievance& grievance) {
  for (const v1::Party& party : grievance.parties()) {
    if (party.kind() == v1::Party::UNION) return party.side();
  }
  return 0;
}

absl::Status AddEmployees(const v1::ProposeSettlementRequest& request,
                          const std::vector<Subject>& subjects,
                          ProposalFacts& facts) {
  std::set<std::string> grievors;
  for (const Subject& subject : subjects) {
    for (const auto& grievor : subject.seen.grievance.grievors()) {
      grievors.insert(grievor.person_id());
    }
  }
  for (int i = 0; i < request.employee_ids_size(); ++i) {
    const std::string& id = request.employee_ids(i);
    if (grievors.count(id) == 0) {
      return Refuse(R::REFERENCE_UNKNOWN, {{"field", At("employee_ids", i)}});
    }
    facts.employees.push_back({id, UnionSideOf(subjects[0].seen.grievance)});
  }
  return absl::OkStatus();
}

// The parties of the first grievance, each with its number for the settlement.
absl::Status AddParties(WriteCall& call,
                        const v1::ProposeSettlementRequest& request,
                        const Grievance& grievance, ProposalFacts& facts) {
  const int year = static_cast<int>(
      ParseDay(request.proposed_date()).value_or(facts.entry.today).year());
  for (v1::Party party : grievance.parties()) {
    ASSIGN_OR_RETURN(*party.mutable_number(),
                     NextNumber(call.transaction, party.organization_id(),
                                kSettlementSeries, year));
    party.clear_establishment_id();
    facts.parties.push_back(std::move(party));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> Propose(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::ProposeSettlementRequest& request,
                                    v1::SettlementAnswer& answer) {
  ASSIGN_OR_RETURN(const std::vector<Subject> subjects,
                   SubjectsOf(call, procedures, request));
  const Subject& first = subjects[0];
  ProposalFacts facts;
  facts.settlement_id = NewId();
  facts.entry = first.entry;
  facts.profile_code = first.seen.grievance.profile_code();
  facts.profile_version = first.seen.grievance.profile_version();
  RETURN_IF_ERROR(AddParties(call, request, first.seen.grievance, facts));
  RETURN_IF_ERROR(AddEmployees(request, subjects, facts));
  SeenSettlement seen;
  seen.side = first.seen.side;
  for (const Subject& subject : subjects) {
    const Grievance& grievance = subject.seen.grievance;
    facts.grievance_ids.push_back(grievance.grievance_id());
    seen.seen_grievance_ids.insert(grievance.grievance_id());
    RETURN_IF_ERROR(CheckDateOrder(
        "proposed_date",
        request.proposed_date().empty() ? DayIso(facts.entry.today)
                                        : request.proposed_date(),
        "submitted_date", grievance.submitted_date()));
  }
  ASSIGN_OR_RETURN(Event event, ProposeSettlement(request, facts));
  seen.settlement = event.settlement();
  RETURN_IF_ERROR(
      ApplyChange(call.transaction, call.keyring, nullptr, std::move(event)));
  RETURN_IF_ERROR(ShowSettlement(call, seen, answer));
  return facts.settlement_id;
}

absl::StatusOr<std::string> Sign(WriteCall& call, const Procedures& procedures,
                                 const v1::SignSettlementRequest& request,
                                 v1::SettlementAnswer& answer) {
  ASSIGN_OR_RETURN(Started started, Start(call, procedures, request));
  ASSIGN_OR_RETURN(Event event,
                   SignSettlement(started.seen.settlement, request,
                                  started.procedure(), started.entry));
  const bool complete = event.settlement().state() == Settlement::SIGNED;
  for (const Subject& subject : started.subjects) {
    // Nobody signs what can no longer be settled.
    RETURN_IF_ERROR(CheckSettleable(subject.seen.grievance));
    if (!complete) continue;
    ASSIGN_OR_RETURN(Changes changes,
                     SettleGrievance(subject.seen.grievance, event,
                                     subject.held.procedure, subject.entry));
    RETURN_IF_ERROR(Keep(call, subject, std::move(changes)));
  }
  return Finish(call, started, std::move(event), answer);
}

absl::StatusOr<std::string> ContestSigned(
    WriteCall& call, const Procedures& procedures,
    const v1::ContestSignatureRequest& request, v1::SettlementAnswer& answer) {
  ASSIGN_OR_RETURN(Started started, Start(call, procedures, request));
  ASSIGN_OR_RETURN(Event event, ContestSignature(started.seen.settlement,
                                                 request, started.entry));
  for (const Subject& subject : started.subjects) {
    const Grievance& grievance = subject.seen.grievance;
    // Where it ended nothing, or others ended it since, no limit was stopped.
    if (grievance.state() != Grievance::SETTLED ||
        grievance.settled_by().rbegin()->settlement_id() !=
            started.seen.settlement.settlement_id() ||
        !grievance.settled_by().rbegin()->contested_date().empty()) {
      continue;
    }
    ASSIGN_OR_RETURN(Changes changes,
                     NoteContestedSignature(grievance, subject.held.procedure,
                                            subject.entry));
    RETURN_IF_ERROR(Keep(call, subject, std::move(changes)));
  }
  return Finish(call, started, std::move(event), answer);
}

absl::StatusOr<std::string> Abandon(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::AbandonSettlementRequest& request,
                                    v1::SettlementAnswer& answer) {
  ASSIGN_OR_RETURN(Started started, Start(call, procedures, request));
  ASSIGN_OR_RETURN(Event event, AbandonSettlement(started.seen.settlement,
                                                  request, started.entry));
  return Finish(call, started, std::move(event), answer);
}

absl::StatusOr<std::string> Report(WriteCall& call,
                                   const Procedures& procedures,
                                   const v1::ReportCommitmentRequest& request,
                                   v1::SettlementAnswer& answer) {
  ASSIGN_OR_RETURN(Started started, Start(call, procedures, request));
  ASSIGN_OR_RETURN(Event event,
                   ReportCommitment(started.seen.settlement, request,
                                    started.procedure(), started.entry));
  const Settlement& after = event.settlement();
  for (const Subject& subject : started.subjects) {
    const Grievance& grievance = subject.seen.grievance;
    const uint32_t union_side = UnionSideOf(grievance);
    // The union alone takes a grievance up again: what the other side says of
    // the union's own commitments opens nothing.
    if (SideInGrievance(grievance, after, event.acted_by_side()) !=
        union_side) {
      break;
    }
    const std::string known = StandingBreachKnown(after, event.acted_by_side());
    if (grievance.settled_by().rbegin()->breach_known_date() == known) continue;
    // A breach that was made good, in the word of the union, opens nothing any
    // more, where it has not been taken up or closed.
    if (request.status() != v1::Commitment::BREACHED &&
        grievance.state() != Grievance::SETTLED) {
      continue;
    }
    ASSIGN_OR_RETURN(Changes changes,
                     NoteBreach(grievance, event, known, subject.held.procedure,
                                subject.entry));
    RETURN_IF_ERROR(Keep(call, subject, std::move(changes)));
  }
  return Finish(call, started, std::move(event), answer);
}

absl::StatusOr<std::string> Repudiate(
    WriteCall& call, const Procedures& procedures,
    const v1::RepudiateSettlementRequest& request,
    v1::SettlementAnswer& answer) {
  ASSIGN_OR_RETURN(Started started, Start(call, procedures, request));
  ASSIGN_OR_RETURN(Event event,
                   RepudiateSettlement(started.seen.settlement, request,
                                       started.procedure(), started.entry));
  for (const Subject& subject : started.subjects) {
    const Grievance& grievance = subject.seen.grievance;
    ASSIGN_OR_RETURN(
        Changes changes,
        ReviveGrievance(grievance, event, request,
                        SideInGrievance(grievance, event.settlement(),
                                        event.acted_by_side()),
                        subject.held.procedure, subject.entry));
    RETURN_IF_ERROR(Keep(call, subject, std::move(changes)));
  }
  return Finish(call, started, std::move(event), answer);
}

absl::StatusOr<std::string> Reinstate(
    WriteCall& call, const Procedures& procedures,
    const v1::ReinstateGrievanceRequest& request,
    v1::SettlementAnswer& answer) {
  ASSIGN_OR_RETURN(Started started, Start(call, procedures, request));
  ASSIGN_OR_RETURN(Event event,
                   ReinstateSettlement(started.seen.settlement, request,
                                       started.procedure(), started.entry));
  for (const Subject& subject : started.subjects) {
    const Grievance& grievance = subject.seen.grievance;
    ASSIGN_OR_RETURN(Changes changes,
                     ReinstateGrievance(grievance, event,
                                        subject.held.procedure, subject.entry));
    RETURN_IF_ERROR(Keep(call, subject, std::move(changes)));
  }
  return Finish(call, started, std::move(event), answer);
}

absl::StatusOr<std::string> CloseFile(WriteCall& call,
                                      const Procedures& procedures,
                                      const v1::CloseGrievanceRequest& request,
                                      v1::GrievanceAnswer& answer) {
  return MoveAlone(
      call, procedures, request, answer,
      [&](const Grievance& current, const Procedure& procedure,
          const Entry& entry) -> absl::StatusOr<Changes> {
        absl::optional<Settlement> settlement;
        if (current.state() == Grievance::SETTLED) {
          ASSIGN_OR_RETURN(
              settlement,
              GetSettlement(call.snapshot,
                            current.settled_by().rbegin()->settlement_id()));
        }
        return CloseGrievance(current, request,
                              settlement.has_value() ? &*settlement : nullptr,
                              procedure, entry);
      });
}

absl::StatusOr<std::string> TakeNoteOfEnd(WriteCall& call,
                                          const Procedures& procedures,
                                          const v1::NoteEndRequest& request,
                                          v1::GrievanceAnswer& answer) {
  return MoveAlone(call, procedures, request, answer,
                   [&](const Grievance& current, const Procedure& procedure,
                       const Entry& entry) {
                     return NoteEnd(current, request, procedure, entry);
                   });
}

}  // namespace entente
