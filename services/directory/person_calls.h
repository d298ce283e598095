// The calls on persons.

#ifndef ENTENTE_SERVICES_DIRECTORY_PERSON_CALLS_H_
#define ENTENTE_SERVICES_DIRECTORY_PERSON_CALLS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "entente/v1/directory_service.pb.h"
#include "entente/v1/event.pb.h"
#include "services/directory/directory_rules.h"
#include "services/rpc/call.h"

namespace entente {

// A person who may be entered, and is not yet.
struct NewPerson {
  v1::Event event;
  Entering entering;
};

// Finds what the request means, and judges it. Writes nothing.
absl::StatusOr<NewPerson> JudgePerson(ReadCall& call, const v1::Person& given);

// Writes what JudgePerson made in this transaction.
absl::Status KeepPerson(WriteCall& call, NewPerson person);

// Enters the person of the request and returns its id.
absl::StatusOr<std::string> EnterPerson(WriteCall& call,
                                        const v1::CreatePersonRequest& request,
                                        v1::PersonAnswer& answer);

absl::StatusOr<std::string> RepairPerson(
    WriteCall& call, const v1::CorrectPersonRequest& request,
    v1::PersonAnswer& answer);
absl::Status ReadPerson(ReadCall& call, const v1::GetPersonRequest& request,
                        v1::PersonAnswer& answer);

absl::Status PagePersons(ReadCall& call, const v1::ListPersonsRequest& request,
                         v1::ListPersonsResponse& response);

// Shows the sealed name too, and records that it was read.
absl::Status ReadSealedPerson(WriteCall& call,
                              const v1::UnsealPersonRequest& request,
                              v1::PersonAnswer& answer);

// Shows the person, by id; NOT_AVAILABLE when it does not exist for the
// caller.
absl::Status ShowPerson(ReadCall& call, absl::string_view id,
                        v1::PersonAnswer& answer);

}  // namespace entente

#endif  // ENTENTE_SERVICES_DIRECTORY_PERSON_CALLS_H_
