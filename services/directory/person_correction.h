// Correcting, or adding, one thing that is known of a person. Pure.

#ifndef ENTENTE_SERVICES_DIRECTORY_PERSON_CORRECTION_H_
#define ENTENTE_SERVICES_DIRECTORY_PERSON_CORRECTION_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "entente/v1/directory.pb.h"
#include "entente/v1/directory_service.pb.h"
#include "entente/v1/event.pb.h"

namespace entente {

// The shape of what is said of somebody's work; `field` is where it stands in
// the request. VALUE_UNKNOWN of a status that there is not; DATE_MALFORMED.
absl::Status CheckEmployment(absl::string_view field,
                             const v1::Employment& employment);

// DATE_IN_FUTURE of `field` when `date`, a day or empty, is after `today`.
absl::Status CheckSeniority(absl::string_view field, absl::string_view date,
                            absl::CivilDay today);

// The shape of a correction: VALUE_UNKNOWN of `field` for a field that there is
// not, or of `value` for a status that there is not; FIELD_REQUIRED of `value`
// for a name that would be empty; DATE_MALFORMED.
absl::Status CheckCorrectPerson(const v1::CorrectPersonRequest& request);

// The person with the value in it. Of a person who asked for protection, whose
// sealed fields `current` holds open, name and work stay sealed.
// NOTHING_TO_CORRECT when it is so already, but never of what is sealed, which
// would be found by guessing; FIELDS_CONFLICT for a pseudonym of a person whose
// identity is not sealed; DATE_IN_FUTURE of a seniority that begins after
// `today`.
absl::StatusOr<v1::Event> CorrectPerson(const v1::Person& current,
                                        const v1::CorrectPersonRequest& request,
                                        absl::CivilDay today);

}  // namespace entente

#endif  // ENTENTE_SERVICES_DIRECTORY_PERSON_CORRECTION_H_
