#include "services/directory/person_calls.h"

#include <string>
#include <utility>

#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/record_change.h"
#include "services/directory/directory_answers.h"
#include "services/directory/directory_rules.h"
#include "services/directory/person_correction.h"
#include "services/directory/unseal_calls.h"
#include "services/rpc/etag.h"
#include "storage/change_store.h"
#include "storage/person_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using R = v1::Refusal;
using M = v1::Mandate;
using Class = v1::Confidentiality;

// A member's own representatives and keepers stand on the side of the
// organisation that entered the person.
Reader PersonReader(const Actor& actor, const v1::Person& person,
                    bool sealed_content) {
  Reader reader = AccountReader();
  for (const M::Role role : kMemberReaders) {
    if (!person.organization_id().empty() &&
        actor.HasRole(role, person.organization_id())) {
      reader.classes.insert(Class::SIDE_ADMIN);
      reader.sides = {1};
    }
  }
  if (sealed_content) {
    reader.classes.insert(Class::SEALED_ID);
    reader.sealed_content = true;
  }
  return reader;
}

}  // namespace

absl::Status ShowPerson(ReadCall& call, absl::string_view id,
                        v1::PersonAnswer& answer) {
  ASSIGN_OR_RETURN(
      const v1::Person person,
      Readable(call, FindPerson(call.snapshot, id), MayReadPerson));
  *answer.mutable_person() =
      Shown(call, person, PersonReader(call.actor, person, false));
  return absl::OkStatus();
}

absl::StatusOr<NewPerson> JudgePerson(ReadCall& call, const v1::Person& given) {
  ASSIGN_OR_RETURN(const absl::optional<v1::Organization> stated,
                   Named(call, given.organization_id()));
  if (!given.organization_id().empty() && !stated.has_value()) {
    return Refuse(R::REFERENCE_UNKNOWN, {{"field", "person.organization_id"}});
  }
  RETURN_IF_ERROR(CheckSeniority("person.employment.seniority_date",
                                 given.employment().seniority_date(),
                                 call.actor.today));
  NewPerson person;
  ASSIGN_OR_RETURN(person.entering, EnteringNewPerson(call.actor, stated));
  person.event = CreatePerson(given, NewId(), person.entering.organization_id,
                              call.snapshot.now());
  return person;
}

absl::Status KeepPerson(WriteCall& call, NewPerson person) {
  return RecordChange(call, nullptr, std::move(person.event),
                      person.entering.role, person.entering.organization_id);
}

absl::StatusOr<std::string> EnterPerson(WriteCall& call,
                                        const v1::CreatePersonRequest& request,
                                        v1::PersonAnswer& answer) {
  ASSIGN_OR_RETURN(NewPerson person, JudgePerson(call, request.person()));
  const std::string id = person.event.record_id();
  RETURN_IF_ERROR(KeepPerson(call, std::move(person)));
  RETURN_IF_ERROR(ShowPerson(call, id, answer));
  return id;
}

absl::StatusOr<std::string> RepairPerson(
    WriteCall& call, const v1::CorrectPersonRequest& request,
    v1::PersonAnswer& answer) {
  ASSIGN_OR_RETURN(
      const v1::Person found,
      Readable(call, FindPerson(call.snapshot, request.person_id()),
               MayReadPerson));
  ASSIGN_OR_RETURN(const M::Role role, RoleToCorrectPerson(call.actor, found));
  v1::Person redacted = found;
  Redact(PersonReader(call.actor, found, false), redacted);
  RETURN_IF_ERROR(CheckEtag(call.keyring, request.etag(), redacted));
  v1::Person current = found;
  if (current.sealed()) {
    // What is sealed is changed without being shown.
    RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring, current.person_id(),
                               Class::SEALED_ID, current));
  }
  ASSIGN_OR_RETURN(v1::Event event,
                   CorrectPerson(current, request, call.actor.today));
  RETURN_IF_ERROR(RecordChange(call, &current, std::move(event), role,
                               current.organization_id()));
  RETURN_IF_ERROR(ShowPerson(call, current.person_id(), answer));
  return current.person_id();
}

absl::Status ReadPerson(ReadCall& call, const v1::GetPersonRequest& request,
                        v1::PersonAnswer& answer) {
  return ShowPerson(call, request.person_id(), answer);
}

absl::Status PagePersons(ReadCall& call, const v1::ListPersonsRequest& request,
                         v1::ListPersonsResponse& response) {
  PersonList list;
  list.caller_id = call.actor.person_id;
  list.today = call.actor.today;
  ASSIGN_OR_RETURN(list.organization_id,
                   FilterId(call, request.organization_id()));
  return PageOf(
      call, request, response, &v1::Person::person_id,
      [&](const EntryPosition& after, int limit) {
        list.after_time = after.time;
        list.after_id = after.id;
        list.limit = limit;
        return ListPersons(call.snapshot, list);
      },
      [&](v1::Person person) {
        const Reader reader = PersonReader(call.actor, person, false);
        *response.add_persons() = Shown(call, std::move(person), reader);
      });
}

absl::Status ReadSealedPerson(WriteCall& call,
                              const v1::UnsealPersonRequest& request,
                              v1::PersonAnswer& answer) {
  ASSIGN_OR_RETURN(const absl::optional<v1::Person> found,
                   FindPerson(call.snapshot, request.person_id()));
  M::Role role = found.has_value() ? RoleToUnseal(call.actor, *found)
                                   : M::ROLE_UNSPECIFIED;
  const bool represents = role != M::ROLE_UNSPECIFIED;
  if (!represents) {
    if (!call.actor.HasRole(M::CUSTODIAN)) return Refuse(R::NOT_AVAILABLE);
    ASSIGN_OR_RETURN(const bool may_read,
                     UseUnsealApproval(call, request.person_id(), found));
    if (!may_read) return absl::OkStatus();
    role = M::CUSTODIAN;
  }
  v1::Person person = *found;
  if (person.sealed()) {
    RETURN_IF_ERROR(OpenSealed(call.snapshot, call.keyring, person.person_id(),
                               Class::SEALED_ID, person));
    RETURN_IF_ERROR(
        RecordReading(call, person.person_id(), Class::SEALED_ID, role,
                      represents ? person.organization_id() : std::string()));
  }
  *answer.mutable_person() =
      Shown(call, person, PersonReader(call.actor, person, true));
  return absl::OkStatus();
}

}  // namespace entente
