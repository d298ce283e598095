// The shape of what the requests for moves have in common.

#ifndef ENTENTE_SERVICES_GRIEVANCES_MOVE_CHECKS_H_
#define ENTENTE_SERVICES_GRIEVANCES_MOVE_CHECKS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "entente/v1/party.pb.h"
#include "proto/support/field_checks.h"
#include "proto/support/status_macros.h"

namespace entente {

// "field[2]", as refusals name one of several.
std::string At(absl::string_view field, int index);

// A day of law, or nothing.
absl::Status CheckOptionalDay(absl::string_view field, absl::string_view date);

// The SHA-256 of a scan in hexadecimal, or nothing: VALUE_UNKNOWN.
absl::Status CheckDigest(absl::string_view field, absl::string_view sha256);

// The paper from which an act is recorded, when one is given.
absl::Status CheckInstrument(bool given, const v1::Instrument& instrument);

// The grievance, and the etag that was read of it.
template <typename Request>
absl::Status CheckMove(const Request& request) {
  RETURN_IF_ERROR(CheckReference("grievance_id", request.grievance_id(), true));
  return CheckReference("etag", request.etag(), false);
}

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_MOVE_CHECKS_H_
