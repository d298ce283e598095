// What the calls on files have in common: finding the file, who the caller is
// in it, and showing it to them.

#ifndef ENTENTE_SERVICES_GRIEVANCES_FILE_ACCESS_H_
#define ENTENTE_SERVICES_GRIEVANCES_FILE_ACCESS_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "entente/v1/consultation_service.pb.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/grievance.pb.h"
#include "entente/v1/grievance_service.pb.h"
#include "services/access/redact.h"
#include "services/grievances/entry.h"
#include "services/grievances/procedures.h"
#include "services/rpc/call.h"
#include "storage/deadline_store.h"
#include "storage/grievance_store.h"
#include "storage/scope.h"
#include "storage/seen_file.h"

namespace entente {

// The caller, as the stores ask for them.
Scope ScopeOf(const Actor& actor);

// What a representative of `side` reads of a file; of one that they open,
// without sealed content unless the call records the reading.
Reader FileReader(uint32_t side, bool sealed_content = false);
// The same in a list: neither texts nor names.
Reader ListReader(uint32_t side);

// A grievance that the caller may see, by id or number; NOT_AVAILABLE else.
absl::StatusOr<SeenGrievance> SeeGrievance(ReadCall& call,
                                           absl::string_view id_or_number,
                                           Counts counts = Counts::kWith);
// The same for a consultation.
absl::StatusOr<v1::Consultation> SeeConsultation(
    ReadCall& call, absl::string_view id_or_number);

// A file of any kind that the caller may see, by id or number; NOT_AVAILABLE
// else.
absl::StatusOr<SeenFile> SeeFile(ReadCall& call, absl::string_view id_or_number,
                                 Counts counts = Counts::kWith);

// The number by which the side that the caller is on keeps a grievance.
std::string NumberOf(const SeenGrievance& seen);

// Sees that the consultation is open. CONSULTATION_FILED, with the number, of
// one that became a grievance which the caller may see too, CONSULTATION_CLOSED
// of any other.
absl::Status CheckOpenFor(ReadCall& call, const v1::Consultation& consultation);

// The caller as the one who enters a move on `side`, with a new event id.
// `role` is the one that they act in. A call that only judges has no operation.
Entry EntryFor(const ReadCall& call, std::string operation_id, uint32_t side,
               v1::Mandate::Role role, const absl::TimeZone& time_zone);
Entry EntryFor(const WriteCall& call, uint32_t side, v1::Mandate::Role role,
               const absl::TimeZone& time_zone);

// What is told of a file that a list in a request names: the place in the
// list, `field`, where it is not there or not seen (REFERENCE_UNKNOWN, the same
// for both); what refused otherwise as it is.
absl::Status RefusedAt(absl::string_view field, absl::Status refusal);

// The role in which representatives of this side act: that of its party.
v1::Mandate::Role RoleOnSide(
    const google::protobuf::RepeatedPtrField<v1::Party>& parties,
    uint32_t side);
v1::Mandate::Role RoleOnSide(const v1::Grievance& grievance, uint32_t side);
// The role in which whoever sees a file acts in it.
v1::Mandate::Role RoleIn(const SeenFile& file);

// Puts the grievance into the answer as a reader on `side` may see it, with
// its etag, and what can be said of it on `as_of`; with `explain`, too, how
// each date was counted, said in the caller's language, which costs as much as
// all the rest of a call.
absl::Status ShowGrievance(ReadCall& call, const HeldProcedure& held,
                           v1::Grievance grievance, const Reader& reader,
                           absl::CivilDay as_of, v1::GrievanceAnswer& answer,
                           bool explain = false);

// The consultation as its local may see it, with its etag; `explain` as above.
void ShowConsultation(ReadCall& call, const v1::Consultation& consultation,
                      bool sealed_content, v1::ConsultationAnswer& answer,
                      bool explain = false);

// The etag that a reader of this grievance, or consultation, is given.
absl::Status CheckGrievanceEtag(ReadCall& call, absl::string_view etag,
                                const v1::Grievance& grievance, uint32_t side);
absl::Status CheckConsultationEtag(ReadCall& call, absl::string_view etag,
                                   const v1::Consultation& consultation);

// Records that the caller, on `side`, was shown a sealed class of a record.
absl::Status RecordFileReading(WriteCall& call, absl::string_view record_id,
                               v1::Confidentiality::Class sealed_class,
                               const Entry& entry, absl::string_view party_id);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_FILE_ACCESS_H_
