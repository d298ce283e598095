#include "services/members/member_file_calls.h"

#include <string>
#include <utility>
#include <vector>

#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/record_change.h"
#include "services/directory/person_calls.h"
#include "services/grievances/file_access.h"
#include "services/grievances/filing_rules.h"
#include "services/grievances/move_rules.h"
#include "services/rpc/page_token.h"
#include "storage/change_store.h"
#include "storage/file_person_store.h"
#include "storage/person_store.h"

namespace entente {
namespace {

using v1::MemberFile;
using Class = v1::Confidentiality;
using R = v1::Refusal;

void AddPart(MemberFile::Part part, MemberFile& file) {
  for (const int each : file.parts()) {
    if (each == part) return;
  }
  file.add_parts(part);
}

// What the member is in the grievance, of which the protected persons are
// opened.
void AddParts(const v1::Grievance& grievance, const std::string& person_id,
              MemberFile& file) {
  for (const auto& grievor : grievance.grievors()) {
    if (grievor.person_id() == person_id) AddPart(MemberFile::GRIEVOR, file);
  }
  for (const auto& person : grievance.protected_persons()) {
    if (person.person_id() != person_id) continue;
    AddPart(person.part() == v1::Grievance::ProtectedPerson::WITNESS
                ? MemberFile::WITNESS
                : MemberFile::BENEFICIARY,
            file);
  }
}

absl::StatusOr<MemberFile> OfGrievance(WriteCall& call, v1::Grievance grievance,
                                       const v1::Person& person) {
  MemberFile file;
  file.set_grievance_id(grievance.grievance_id());
  for (const v1::Party& party : grievance.parties()) {
    if (party.side() == kOwnerSide) file.set_number(party.number());
  }
  if (!grievance.protected_persons().empty()) {
    RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring,
                               grievance.grievance_id(), Class::SEALED_ID,
                               grievance));
    // On the side of the union, so that its history of the file shows it.
    const uint32_t side = UnionSide(grievance.grievance_class());
    Entry entry =
        EntryFor(call, side, v1::Mandate::UNION_REP, absl::UTCTimeZone());
    entry.today = entry.access_day;
    RETURN_IF_ERROR(RecordFileReading(call, grievance.grievance_id(),
                                      Class::SEALED_ID, entry,
                                      PartyOf(grievance, side)));
  }
  AddParts(grievance, person.person_id(), file);
  file.set_issue_code(grievance.issue_code());
  file.set_grievance_state(grievance.state());
  file.set_step(grievance.step());
  file.set_file_date(grievance.submitted_date());
  return file;
}

MemberFile OfConsultation(const v1::Consultation& consultation) {
  MemberFile file;
  file.set_consultation_id(consultation.consultation_id());
  file.set_number(consultation.number());
  file.add_parts(MemberFile::CONSULTED);
  file.set_issue_code(consultation.issue_code());
  file.set_consultation_state(consultation.state());
  file.set_file_date(consultation.consulted_date());
  return file;
}

absl::StatusOr<MemberFile> AsMemberFile(WriteCall& call, PersonFile found,
                                        const v1::Person& person) {
  if (found.consultation.has_value()) {
    return OfConsultation(*found.consultation);
  }
  return OfGrievance(call, *std::move(found.grievance), person);
}

}  // namespace

absl::Status CheckListMemberFiles(const v1::ListMemberFilesRequest& request) {
  RETURN_IF_ERROR(CheckPageSize(request.page_size()).status());
  return CheckReference("person_id", request.person_id(), true);
}

absl::Status ListFilesOfMember(WriteCall& call,
                               const v1::ListMemberFilesRequest& request,
                               v1::ListMemberFilesResponse& response) {
  ASSIGN_OR_RETURN(const absl::optional<v1::Person> person,
                   FindPerson(call.snapshot, request.person_id()));
  if (!person.has_value() || person->organization_id().empty() ||
      !call.actor.HasRole(v1::Mandate::UNION_REP, person->organization_id())) {
    return Refuse(R::NOT_AVAILABLE);
  }
  const std::string& id = person->person_id();
  PersonFileList list;
  ASSIGN_OR_RETURN(const int limit, CheckPageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::vector<std::string> after,
                   OpenPageToken(call, request, request.page_token()));
  if (after.size() == 2) {
    list.after_date = after[0];
    list.after_id = after[1];
  }
  list.person_tag = PersonTag(call.keyring, id);
  list.limit = limit + 1;
  ASSIGN_OR_RETURN(std::vector<PersonFile> found,
                   ListPersonFiles(call.snapshot, ScopeOf(call.actor), list));
  if (CutToPage(found, limit)) {
    response.set_next_page_token(SealPageToken(
        call, request, {found.back().file_on, found.back().file_id}));
  }
  for (PersonFile& each : found) {
    ASSIGN_OR_RETURN(*response.add_files(),
                     AsMemberFile(call, std::move(each), *person));
  }
  v1::PersonAnswer shown;
  RETURN_IF_ERROR(ShowPerson(call, id, shown));
  *response.mutable_person() = std::move(*shown.mutable_person());
  Reader reader = FileReader(kOwnerSide, true);
  Redact(reader, response);
  return RecordReading(call, id, Class::SIDE, v1::Mandate::UNION_REP,
                       person->organization_id());
}

}  // namespace entente
