// From what a request names to the records it means: local, agreement,
// establishment, persons.

#ifndef ENTENTE_SERVICES_GRIEVANCES_FILE_REFERENCES_H_
#define ENTENTE_SERVICES_GRIEVANCES_FILE_REFERENCES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "entente/v1/directory.pb.h"
#include "services/grievances/filing_rules.h"
#include "services/rpc/call.h"

namespace entente {

// What a request says of the agreement; each may be empty.
struct AgreementQuestion {
  std::string agreement_id;
  std::string local;          // Id or code.
  std::string establishment;  // Id or code.
  // The day of the fact, on which the agreement has to be in force.
  absl::CivilDay day;
};

// The agreement that is meant, and the establishment's id.
struct AgreementAnswer {
  v1::Agreement agreement;
  std::string establishment_id;
};

// The named agreement; else the one in force on the day between the local
// (named, or the only one that the caller acts for) and the employer (that of
// the establishment, or the one that the caller acts for). REFERENCE_UNKNOWN,
// FIELDS_CONFLICT when an agreement is not of the local, FIELD_REQUIRED when
// more than one comes in question, NO_AGREEMENT_IN_FORCE.
absl::StatusOr<AgreementAnswer> FindAgreementFor(
    ReadCall& call, const AgreementQuestion& question);

// The agreement of a file once the day of its fact is `day`: the one that it
// has, while that is in force then or no other between the same two is.
absl::StatusOr<v1::Agreement> AgreementOn(ReadCall& call,
                                          absl::string_view agreement_id,
                                          absl::CivilDay day);

// What is done with a sealed name.
enum class Names {
  kSealed,  // It stays closed, and `name` empty.
  kOpened,  // It is opened; the caller of the function records the reading.
};

// The person with this id as the caller may name them: one with a public
// profile, or of an organisation that the caller represents.
// REFERENCE_UNKNOWN of `field`, for others as for none.
absl::StatusOr<FilePerson> FindFilePerson(ReadCall& call,
                                          absl::string_view field,
                                          absl::string_view person_id,
                                          Names names);

// A person as a file names them; the name of a sealed one only when it is
// opened in `person`.
FilePerson AsFilePerson(const v1::Person& person);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_FILE_REFERENCES_H_
