#include "services/grievances/filing_rules.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/consultation_rules.h"
#include "services/grievances/entrusting_rules.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/grievance_checks.h"
#include "services/grievances/life_cycle.h"
#include "services/grievances/move_rules.h"
#include "services/grievances/prior_step_rules.h"

namespace entente {
namespace {

using v1::Event;
using v1::Grievance;
using R = v1::Refusal;

void AddParty(uint32_t side, v1::Party::Kind kind, const std::string& id,
              const std::string& establishment_id, const std::string& number,
              Grievance& grievance) {
  v1::Party& party = *grievance.add_parties();
  party.set_side(side);
  party.set_kind(kind);
  party.set_organization_id(id);
  party.set_establishment_id(establishment_id);
  party.set_number(number);
}

void AddParties(const FilingFacts& facts, Grievance& grievance) {
  const uint32_t union_side = UnionSide(grievance.grievance_class());
  const auto add_union = [&] {
    AddParty(union_side, v1::Party::UNION, facts.agreement.local_id(), "",
             facts.union_number, grievance);
  };
  if (union_side == kOwnerSide) add_union();
  AddParty(union_side == kOwnerSide ? 2 : 1, v1::Party::EMPLOYER,
           facts.agreement.employer_id(), facts.establishment_id,
           facts.employer_number, grievance);
  if (union_side != kOwnerSide) add_union();
}

absl::Status AddPersons(const v1::FileGrievanceRequest& request,
                        const FilingFacts& facts, Grievance& grievance) {
  for (size_t i = 0; i < facts.grievors.size(); ++i) {
    const FilePerson& person = facts.grievors[i];
    if (person.sealed && !request.reveal_sealed_grievors()) {
      return Refuse(R::SEALED_GRIEVOR,
                    {{"field", absl::StrCat("grievor_ids[", i, "]")}});
    }
    Grievance::Grievor& grievor = *grievance.add_grievors();
    grievor.set_person_id(person.person_id);
    grievor.set_name(person.name);
    grievor.set_pseudonym(person.pseudonym);
  }
  for (size_t i = 0; i < facts.protected_persons.size(); ++i) {
    const FilePerson& person = facts.protected_persons[i];
    Grievance::ProtectedPerson& entered = *grievance.add_protected_persons();
    entered.set_person_id(person.person_id);
    entered.set_name(person.name);
    entered.set_pseudonym(person.pseudonym);
    entered.set_part(request.protected_persons(static_cast<int>(i)).part());
  }
  return absl::OkStatus();
}

// To whoever enters it, and to those who had the consultation; and what was
// walled off from somebody stays so.
void AddAssignments(const FilingFacts& facts, Grievance& grievance) {
  *grievance.add_assignments() =
      AssignmentTo(facts.entry, facts.entry.person_id);
  if (!facts.consultation.has_value()) return;
  for (const auto& each : facts.consultation->assignments()) {
    if (IsOver(each.until_date(), facts.entry.access_day)) continue;
    if (each.person_id() == facts.entry.person_id) {
      // Who stands in for somebody does so in the grievance too.
      grievance.mutable_assignments(0)->set_until_date(each.until_date());
      continue;
    }
    Grievance::Assignment& same = *grievance.add_assignments();
    same = AssignmentTo(facts.entry, each.person_id());
    same.set_until_date(each.until_date());
    same.set_entrusted_by_id(each.entrusted_by_id());
  }
  *grievance.mutable_walls() = facts.consultation->walls();
}

// What the request says, and what is pinned at filing.
void FillIn(const v1::FileGrievanceRequest& request, const FilingFacts& facts,
            Grievance& grievance) {
  const v1::Profile& profile = *facts.procedure.profile;
  grievance.set_grievance_id(facts.grievance_id);
  grievance.set_state(
      FindTransition(Grievance::STATE_UNSPECIFIED, Event::GRIEVANCE_FILED)->to);
  grievance.set_grievance_class(request.grievance_class());
  grievance.set_issue_code(facts.issue->code());
  const bool of_restricted =
      facts.consultation.has_value() && facts.consultation->restricted();
  grievance.set_restricted(request.has_restricted()
                               ? request.restricted()
                               : facts.issue->restricted() || of_restricted);
  AddParties(facts, grievance);
  grievance.set_agreement_id(facts.agreement.agreement_id());
  grievance.set_profile_code(profile.code());
  grievance.set_profile_version(profile.version());
  const CalendarDays* calendar = facts.procedure.calendars->Find(
      profile.calendar_code(), facts.procedure.calendar_version);
  if (calendar != nullptr) {
    grievance.set_calendar_version(calendar->calendar().version());
  }
  grievance.set_statement(request.statement());
  grievance.set_facts(request.facts());
  grievance.set_remedy_sought(request.remedy_sought());
  grievance.set_articles(request.articles());
  grievance.set_occurred_date(request.occurred_date());
  grievance.set_known_date(request.known_date());
  if (request.has_submission()) {
    *grievance.mutable_submission() = request.submission();
  }
  *grievance.mutable_external_numbers() = request.external_numbers();
  *grievance.mutable_create_time() = ToProto(facts.entry.now);
  AddAssignments(facts, grievance);
}

// A consultation becomes a grievance of the union that was consulted: nobody
// else may learn that there was one.
absl::Status CheckConsultation(const v1::FileGrievanceRequest& request,
                               const FilingFacts& facts) {
  if (!facts.consultation.has_value()) return absl::OkStatus();
  if (UnionSide(request.grievance_class()) != kOwnerSide) {
    return Refuse(R::FIELDS_CONFLICT, {{"field", "consultation_id"},
                                       {"other_field", "grievance_class"}});
  }
  if (facts.consultation->local_id() != facts.agreement.local_id()) {
    return Refuse(R::FIELDS_CONFLICT, {{"field", "consultation_id"},
                                       {"other_field", "agreement_id"}});
  }
  return absl::OkStatus();
}

}  // namespace

uint32_t UnionSide(v1::GrievanceClass::Value grievance_class) {
  return grievance_class == v1::GrievanceClass::EMPLOYER ? 2 : 1;
}

v1::FileGrievanceRequest CompleteFromConsultation(
    const v1::FileGrievanceRequest& request,
    const v1::Consultation& consultation) {
  v1::FileGrievanceRequest complete = request;
  // An agreement says of which local it is.
  if (complete.local_id().empty() && complete.agreement_id().empty()) {
    complete.set_local_id(consultation.local_id());
  }
  if (complete.agreement_id().empty()) {
    complete.set_agreement_id(consultation.agreement_id());
  }
  if (complete.issue_code().empty()) {
    complete.set_issue_code(consultation.issue_code());
  }
  if (complete.occurred_date().empty()) {
    complete.set_occurred_date(consultation.occurred_date());
  }
  if (complete.known_date().empty()) {
    complete.set_known_date(consultation.known_date());
  }
  if (complete.grievance_class() == v1::GrievanceClass::UNION) {
    for (const std::string& member : consultation.member_ids()) {
      const auto& given = complete.protected_persons();
      if (std::any_of(given.begin(), given.end(), [&](const auto& person) {
            return person.person_id() == member;
          })) {
        continue;
      }
      auto& beneficiary = *complete.add_protected_persons();
      beneficiary.set_person_id(member);
      beneficiary.set_part(Grievance::ProtectedPerson::BENEFICIARY);
    }
  } else if (complete.grievor_ids().empty()) {
    *complete.mutable_grievor_ids() = consultation.member_ids();
  }
  return complete;
}

std::vector<v1::ConsultationDifference> DifferencesFromConsultation(
    const Grievance& grievance, const v1::Consultation& consultation) {
  std::vector<v1::ConsultationDifference> differences;
  const auto compare = [&](const char* field, const std::string& stated,
                           const std::string& consulted) {
    if (consulted.empty() || stated == consulted) return;
    v1::ConsultationDifference& difference = differences.emplace_back();
    difference.set_field(field);
    difference.set_stated(stated);
    difference.set_consulted(consulted);
  };
  compare("occurred_date", grievance.occurred_date(),
          consultation.occurred_date());
  compare("known_date", grievance.known_date(), consultation.known_date());
  compare("issue_code", grievance.issue_code(), consultation.issue_code());
  compare("agreement_id", grievance.agreement_id(),
          consultation.agreement_id());
  std::set<std::string> grievors;
  for (const Grievance::Grievor& grievor : grievance.grievors()) {
    grievors.insert(grievor.person_id());
  }
  const std::set<std::string> members(consultation.member_ids().begin(),
                                      consultation.member_ids().end());
  if (!grievors.empty() && !members.empty() && grievors != members) {
    // Who the members are is sealed content, which is read in its own call.
    differences.emplace_back().set_field("grievor_ids");
  }
  return differences;
}

absl::Status CheckGrievorCount(v1::GrievanceClass::Value grievance_class,
                               int count) {
  const bool fits = grievance_class == v1::GrievanceClass::INDIVIDUAL
                        ? count == 1
                    : grievance_class == v1::GrievanceClass::GROUP ? count >= 2
                                                                   : count == 0;
  if (fits) return absl::OkStatus();
  return Refuse(
      R::GRIEVOR_COUNT,
      {{"field", "grievor_ids"},
       {"grievance_class", v1::GrievanceClass::Value_Name(grievance_class)},
       {"count", absl::StrCat(count)}});
}

absl::StatusOr<Changes> FileGrievance(const v1::FileGrievanceRequest& request,
                                      const FilingFacts& facts) {
  const Entry& entry = facts.entry;
  RETURN_IF_ERROR(CheckConsultation(request, facts));
  for (int i = 0; i < request.external_numbers_size(); ++i) {
    RETURN_IF_ERROR(
        CheckNumberOfOthers(absl::StrCat("external_numbers[", i, "].number"),
                            request.external_numbers(i).number(),
                            {facts.union_number, facts.employer_number}));
  }
  RETURN_IF_ERROR(CheckGrievorCount(request.grievance_class(),
                                    static_cast<int>(facts.grievors.size())));
  ASSIGN_OR_RETURN(const std::string date,
                   ActDate(entry, "submitted_date", request.submitted_date()));
  RETURN_IF_ERROR(CheckFactDates(entry, request.occurred_date(),
                                 request.known_date(), "submitted_date", date));
  Event event = MakeEvent(entry, Event::GRIEVANCE_FILED, facts.grievance_id,
                          date, kOwnerSide, "");
  RETURN_IF_ERROR(TakeInstrument(entry, kOwnerSide, request.has_instrument(),
                                 request.instrument(), event));
  Grievance& grievance = *event.mutable_grievance();
  FillIn(request, facts, grievance);
  grievance.set_submitted_date(date);
  event.set_acted_by_id(std::string(PartyOf(grievance, kOwnerSide)));
  if (entry.side != kOwnerSide) {
    NoteRecordedFor(entry, event, grievance.mutable_filing_recorded_for());
  }
  RETURN_IF_ERROR(
      TakePriorStep(request, *facts.procedure.profile, entry, grievance));
  RETURN_IF_ERROR(AddPersons(request, facts, grievance));
  RETURN_IF_ERROR(RefreshDeadlines(facts.procedure, entry, grievance));

  Changes changes;
  if (facts.consultation.has_value()) {
    grievance.set_consultation_id(facts.consultation->consultation_id());
    ASSIGN_OR_RETURN(Event filed, TurnConsultationFiled(*facts.consultation,
                                                        grievance, entry));
    changes.push_back(std::move(event));
    changes.push_back(std::move(filed));
    return changes;
  }
  changes.push_back(std::move(event));
  return changes;
}

}  // namespace entente
