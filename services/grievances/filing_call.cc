#include "services/grievances/filing_call.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/consultation_rules.h"
#include "services/grievances/file_access.h"
#include "services/grievances/file_references.h"
#include "services/grievances/filing_rules.h"
#include "services/grievances/issue_rules.h"
#include "services/grievances/move_calls.h"
#include "storage/change_store.h"
#include "storage/consultation_store.h"
#include "storage/file_person_store.h"
#include "storage/number_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using v1::Grievance;
using v1::Mandate;
using R = v1::Refusal;

// The consultation that the request names, as it is kept.
absl::StatusOr<absl::optional<v1::Consultation>> ConsultationFor(
    ReadCall& call, const v1::FileGrievanceRequest& request) {
  if (request.consultation_id().empty()) {
    return absl::optional<v1::Consultation>();
  }
  ASSIGN_OR_RETURN(absl::optional<v1::Consultation> found,
                   FindConsultation(call.snapshot, ScopeOf(call.actor),
                                    request.consultation_id()));
  if (!found.has_value()) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "consultation_id"}});
  }
  RETURN_IF_ERROR(CheckOpenFor(call, *found));
  return found;
}

// The side on which the caller works, and the establishment to which their
// mandate is confined, when it is. NOT_AVAILABLE when they represent neither
// party.
absl::StatusOr<uint32_t> SideOfCaller(const Actor& actor,
                                      v1::GrievanceClass::Value grievance_class,
                                      AgreementAnswer& found) {
  const uint32_t union_side = UnionSide(grievance_class);
  const uint32_t employer_side = 3 - union_side;
  if (actor.HasRole(Mandate::UNION_REP, found.agreement.local_id())) {
    return union_side;
  }
  if (actor.HasRole(Mandate::EMPLOYER_REP, found.agreement.employer_id())) {
    return employer_side;
  }
  if (!found.establishment_id.empty() &&
      actor.HasRole(Mandate::EMPLOYER_REP, found.establishment_id)) {
    return employer_side;
  }
  return Refuse(R::NOT_AVAILABLE);
}

// The establishment that is meant when the request names none: the one that
// an employer's representative is confined to.
std::string DefaultEstablishment(const Actor& actor,
                                 const v1::FileGrievanceRequest& request) {
  if (!request.establishment_id().empty()) return request.establishment_id();
  const std::vector<std::string> places =
      actor.OrganizationsAs({Mandate::EMPLOYER_REP});
  const bool for_union = actor.HasRole(Mandate::UNION_REP);
  return !for_union && places.size() == 1 ? places[0] : std::string();
}

absl::StatusOr<AgreementAnswer> AgreementFor(
    ReadCall& call, const v1::FileGrievanceRequest& request) {
  AgreementQuestion question;
  question.agreement_id = request.agreement_id();
  question.local = request.local_id();
  question.establishment = request.establishment_id();
  question.day = DayOfFact(request.occurred_date(), request.known_date(),
                           call.actor.today);
  if (question.establishment.empty()) {
    // A mandate for the employer itself is no establishment; then the request
    // stands as it is.
    question.establishment = DefaultEstablishment(call.actor, request);
    absl::StatusOr<AgreementAnswer> confined = FindAgreementFor(call, question);
    if (confined.ok() || question.establishment.empty()) return confined;
    question.establishment.clear();
  }
  return FindAgreementFor(call, question);
}

absl::Status FindPersons(ReadCall& call,
                         const v1::FileGrievanceRequest& request,
                         const FilingTerms& terms, FilingFacts& facts) {
  for (int i = 0; i < request.grievor_ids_size(); ++i) {
    const std::string& id = request.grievor_ids(i);
    if (terms.new_grievor != nullptr && id == terms.new_grievor->person_id()) {
      facts.grievors.push_back(AsFilePerson(*terms.new_grievor));
      continue;
    }
    ASSIGN_OR_RETURN(FilePerson person,
                     FindFilePerson(call, absl::StrCat("grievor_ids[", i, "]"),
                                    id, terms.names));
    facts.grievors.push_back(std::move(person));
  }
  for (int i = 0; i < request.protected_persons_size(); ++i) {
    ASSIGN_OR_RETURN(
        FilePerson person,
        FindFilePerson(call,
                       absl::StrCat("protected_persons[", i, "].person_id"),
                       request.protected_persons(i).person_id(), terms.names));
    facts.protected_persons.push_back(std::move(person));
  }
  return absl::OkStatus();
}

void AddDifferences(const std::vector<v1::ConsultationDifference>& differences,
                    v1::GrievanceAnswer& answer) {
  answer.mutable_consultation_differences()->Assign(differences.begin(),
                                                    differences.end());
}

// Sealed content that the answer will show, or that went into the file.
absl::Status RecordReadings(WriteCall& call, const JudgedFiling& filing) {
  const FilingFacts& facts = filing.facts;
  const std::string& party_id = filing.for_union
                                    ? facts.agreement.local_id()
                                    : facts.agreement.employer_id();
  if (facts.consultation.has_value()) {
    RETURN_IF_ERROR(
        RecordFileReading(call, facts.consultation->consultation_id(),
                          v1::Confidentiality::SIDE, facts.entry, party_id));
  }
  // Each person once, however often the file names them.
  std::set<std::string> unsealed;
  for (const auto* persons : {&facts.grievors, &facts.protected_persons}) {
    for (const FilePerson& person : *persons) {
      // Of a new person the caller wrote the name.
      if (person.sealed && person.person_id != filing.new_grievor_id) {
        unsealed.insert(person.person_id);
      }
    }
  }
  for (const std::string& person_id : unsealed) {
    RETURN_IF_ERROR(RecordFileReading(call, person_id,
                                      v1::Confidentiality::SEALED_ID,
                                      facts.entry, party_id));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<JudgedFiling> JudgeFiling(
    ReadCall& call, const Procedures& procedures,
    const v1::FileGrievanceRequest& request, const FilingTerms& terms) {
  JudgedFiling filing;
  FilingFacts& facts = filing.facts;
  ASSIGN_OR_RETURN(facts.consultation, ConsultationFor(call, request));
  v1::FileGrievanceRequest complete = request;
  v1::Consultation opened;
  if (facts.consultation.has_value()) {
    opened = *facts.consultation;
    RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring,
                               opened.consultation_id(),
                               v1::Confidentiality::SIDE, opened));
    complete = CompleteFromConsultation(request, opened);
  }
  ASSIGN_OR_RETURN(facts.issue,
                   FindLabourIssue("issue_code", complete.issue_code()));
  ASSIGN_OR_RETURN(AgreementAnswer found, AgreementFor(call, complete));
  ASSIGN_OR_RETURN(filing.side,
                   SideOfCaller(call.actor, complete.grievance_class(), found));
  ASSIGN_OR_RETURN(filing.held,
                   procedures.NewestFor(call.snapshot, found.agreement));
  facts.procedure = filing.held.procedure;
  facts.agreement = std::move(found.agreement);
  facts.establishment_id = std::move(found.establishment_id);
  facts.grievance_id = NewId();
  filing.for_union = filing.side == UnionSide(complete.grievance_class());
  if (terms.new_grievor != nullptr) {
    filing.new_grievor_id = terms.new_grievor->person_id();
  }
  facts.entry =
      EntryFor(call, terms.operation_id, filing.side,
               filing.for_union ? Mandate::UNION_REP : Mandate::EMPLOYER_REP,
               filing.held.time_zone);
  RETURN_IF_ERROR(FindPersons(call, complete, terms, facts));
  const int year = static_cast<int>(
      ParseDay(complete.submitted_date()).value_or(facts.entry.today).year());
  ASSIGN_OR_RETURN(facts.union_number,
                   NextNumber(call.snapshot, facts.agreement.local_id(),
                              kGrievanceSeries, year));
  ASSIGN_OR_RETURN(facts.employer_number,
                   NextNumber(call.snapshot, facts.agreement.employer_id(),
                              kGrievanceSeries, year));
  ASSIGN_OR_RETURN(filing.changes, FileGrievance(complete, facts));
  if (facts.consultation.has_value()) {
    filing.differences =
        DifferencesFromConsultation(filing.changes[0].grievance(), opened);
  }
  TagPersons(call.keyring, *filing.changes[0].mutable_grievance());
  return filing;
}

absl::Status KeepFiling(WriteCall& call, JudgedFiling filing) {
  RETURN_IF_ERROR(RecordReadings(call, filing));
  RETURN_IF_ERROR(ApplyChange(call.transaction, call.keyring, nullptr,
                              std::move(filing.changes[0])));
  if (filing.changes.size() == 1) return absl::OkStatus();
  return ApplyChange(call.transaction, call.keyring,
                     &*filing.facts.consultation, std::move(filing.changes[1]));
}

absl::StatusOr<std::string> File(WriteCall& call, const Procedures& procedures,
                                 const v1::FileGrievanceRequest& request,
                                 v1::GrievanceAnswer& answer) {
  FilingTerms terms;
  terms.operation_id = call.operation_id;
  ASSIGN_OR_RETURN(JudgedFiling filing,
                   JudgeFiling(call, procedures, request, terms));
  std::string id = filing.facts.grievance_id;
  // The store takes the record: the answer is made of it before.
  RETURN_IF_ERROR(
      ShowGrievance(call, filing.held, filing.changes[0].grievance(),
                    FileReader(filing.side), filing.facts.entry.today, answer));
  AddDifferences(filing.differences, answer);
  RETURN_IF_ERROR(KeepFiling(call, std::move(filing)));
  return id;
}

absl::Status ShowFiledAgain(ReadCall& call, const Procedures& procedures,
                            absl::string_view grievance_id,
                            v1::GrievanceAnswer& answer) {
  RETURN_IF_ERROR(ShowAgain(call, procedures, grievance_id, answer));
  ASSIGN_OR_RETURN(const SeenGrievance seen, SeeGrievance(call, grievance_id));
  if (seen.grievance.consultation_id().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const absl::optional<v1::Consultation> consultation,
                   FindConsultation(call.snapshot, ScopeOf(call.actor),
                                    seen.grievance.consultation_id()));
  // Its members stay sealed: to say who they are is a reading of its own.
  if (consultation.has_value()) {
    AddDifferences(DifferencesFromConsultation(seen.grievance, *consultation),
                   answer);
  }
  return absl::OkStatus();
}

}  // namespace entente
