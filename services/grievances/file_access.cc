#include "services/grievances/file_access.h"

#include <string>
#include <utility>

#include "proto/support/day.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "proto/support/text/explanation_text.h"
#include "services/grievances/consultation_rules.h"
#include "services/grievances/move_rules.h"
#include "services/grievances/standing_rules.h"
#include "services/notes/member_duty.h"
#include "services/rpc/etag.h"
#include "storage/change_store.h"
#include "storage/consultation_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using Class = v1::Confidentiality;
using R = v1::Refusal;

v1::Grievance Redacted(v1::Grievance grievance, const Reader& reader) {
  grievance.clear_etag();
  ClearCounts(*grievance.mutable_deadlines());
  Redact(reader, grievance);
  return grievance;
}

v1::Consultation Redacted(const v1::Consultation& consultation,
                          bool sealed_content) {
  v1::Consultation shown = consultation;
  shown.clear_etag();
  ClearCounts(*shown.mutable_deadlines());
  Redact(FileReader(kOwnerSide, sealed_content), shown);
  return shown;
}

// Puts back how each date of a redacted file was counted, which all who read
// the file may see, and says it in the caller's language.
void Explain(const ReadCall& call, Deadlines& counts, Deadlines& shown) {
  PutCountsBack(counts, shown);
  for (v1::Deadline& deadline : shown) {
    AddExplanation(call.actor.language, deadline);
  }
}

}  // namespace

Scope ScopeOf(const Actor& actor) { return {actor.person_id, actor.today}; }

Reader FileReader(uint32_t side, bool sealed_content) {
  Reader reader;
  reader.classes = {Class::PUBLISHED, Class::ADMIN,      Class::SHARED,
                    Class::SIDE,      Class::SIDE_ADMIN, Class::SEALED_ID};
  reader.sides = {side};
  reader.sealed_content = sealed_content;
  return reader;
}

Reader ListReader(uint32_t side) {
  Reader reader;
  reader.classes = {Class::PUBLISHED, Class::ADMIN, Class::SIDE_ADMIN};
  reader.sides = {side};
  return reader;
}

absl::StatusOr<SeenGrievance> SeeGrievance(ReadCall& call,
                                           absl::string_view id_or_number,
                                           Counts counts) {
  ASSIGN_OR_RETURN(
      absl::optional<SeenGrievance> seen,
      FindGrievance(call.snapshot, ScopeOf(call.actor), id_or_number, counts));
  if (!seen.has_value()) return Refuse(R::NOT_AVAILABLE);
  return *std::move(seen);
}

absl::StatusOr<v1::Consultation> SeeConsultation(
    ReadCall& call, absl::string_view id_or_number) {
  ASSIGN_OR_RETURN(
      absl::optional<v1::Consultation> seen,
      FindConsultation(call.snapshot, ScopeOf(call.actor), id_or_number));
  if (!seen.has_value()) return Refuse(R::NOT_AVAILABLE);
  return *std::move(seen);
}

absl::StatusOr<SeenFile> SeeFile(ReadCall& call, absl::string_view id_or_number,
                                 Counts counts) {
  ASSIGN_OR_RETURN(
      absl::optional<SeenFile> seen,
      FindFile(call.snapshot, ScopeOf(call.actor), id_or_number, counts));
  if (!seen.has_value()) return Refuse(R::NOT_AVAILABLE);
  return *std::move(seen);
}

absl::Status RefusedAt(absl::string_view field, absl::Status refusal) {
  if (RefusalReason(refusal) != R::NOT_AVAILABLE) return refusal;
  return Refuse(R::REFERENCE_UNKNOWN, {{"field", std::string(field)}});
}

std::string NumberOf(const SeenGrievance& seen) {
  for (const v1::Party& party : seen.grievance.parties()) {
    if (party.side() == seen.side) return party.number();
  }
  return "";
}

absl::Status CheckOpenFor(ReadCall& call,
                          const v1::Consultation& consultation) {
  absl::Status open = CheckOpenStill(consultation);
  if (open.ok() || consultation.grievance_id().empty()) return open;
  ASSIGN_OR_RETURN(
      const absl::optional<SeenGrievance> seen,
      FindGrievanceBy(call.snapshot, ScopeOf(call.actor), NamedBy::kId,
                      consultation.grievance_id(), Counts::kWithout));
  if (!seen.has_value()) return open;
  return Refuse(R::CONSULTATION_FILED, {{"number", NumberOf(*seen)}});
}

Entry EntryFor(const WriteCall& call, uint32_t side, v1::Mandate::Role role,
               const absl::TimeZone& time_zone) {
  return EntryFor(call, call.operation_id, side, role, time_zone);
}

Entry EntryFor(const ReadCall& call, std::string operation_id, uint32_t side,
               v1::Mandate::Role role, const absl::TimeZone& time_zone) {
  Entry entry;
  entry.event_id = NewId();
  entry.operation_id = std::move(operation_id);
  entry.person_id = call.actor.person_id;
  entry.role = role;
  entry.side = side;
  entry.now = call.snapshot.now();
  entry.today = absl::ToCivilDay(entry.now, time_zone);
  entry.access_day = call.actor.today;
  return entry;
}

v1::Mandate::Role RoleOnSide(
    const google::protobuf::RepeatedPtrField<v1::Party>& parties,
    uint32_t side) {
  for (const v1::Party& party : parties) {
    if (party.side() != side) continue;
    return party.kind() == v1::Party::UNION ? v1::Mandate::UNION_REP
                                            : v1::Mandate::EMPLOYER_REP;
  }
  return v1::Mandate::ROLE_UNSPECIFIED;
}

v1::Mandate::Role RoleOnSide(const v1::Grievance& grievance, uint32_t side) {
  return RoleOnSide(grievance.parties(), side);
}

v1::Mandate::Role RoleIn(const SeenFile& file) {
  if (file.consultation.has_value()) return v1::Mandate::UNION_REP;
  return RoleOnSide(file.grievance.has_value() ? file.grievance->parties()
                                               : file.settlement->parties(),
                    file.side);
}

absl::Status ShowGrievance(ReadCall& call, const HeldProcedure& held,
                           v1::Grievance grievance, const Reader& reader,
                           absl::CivilDay as_of, v1::GrievanceAnswer& answer,
                           bool explain) {
  ASSIGN_OR_RETURN(*answer.mutable_standing(),
                   ComputeStanding(held.procedure, grievance, as_of));
  Redact(reader, *answer.mutable_standing());
  if (reader.sides == std::vector<uint32_t>{kOwnerSide}) {
    ASSIGN_OR_RETURN(absl::optional<v1::MemberDuty> duty,
                     MemberDutyOf(call, &held.procedure, grievance));
    if (duty.has_value()) *answer.mutable_member_duty() = *std::move(duty);
  }
  Deadlines counts;
  if (explain) TakeCounts(*grievance.mutable_deadlines(), counts);
  // The etag is that of the record without its sealed content and without its
  // counts, so that it is the same whichever call shows it.
  std::string etag;
  if (reader.sealed_content) {
    Reader plain = reader;
    plain.sealed_content = false;
    etag = Etag(call.keyring, Redacted(grievance, plain));
  }
  v1::Grievance shown = Redacted(std::move(grievance), reader);
  if (etag.empty()) etag = Etag(call.keyring, shown);
  shown.set_etag(std::move(etag));
  if (explain) Explain(call, counts, *shown.mutable_deadlines());
  *answer.mutable_grievance() = std::move(shown);
  return absl::OkStatus();
}

void ShowConsultation(ReadCall& call, const v1::Consultation& consultation,
                      bool sealed_content, v1::ConsultationAnswer& answer,
                      bool explain) {
  const std::string etag = Etag(call.keyring, Redacted(consultation, false));
  v1::Consultation& shown = *answer.mutable_consultation();
  shown = Redacted(consultation, sealed_content);
  shown.set_etag(etag);
  if (!explain) return;
  Deadlines deadlines = consultation.deadlines();
  Deadlines counts;
  TakeCounts(deadlines, counts);
  Explain(call, counts, *shown.mutable_deadlines());
}

absl::Status CheckGrievanceEtag(ReadCall& call, absl::string_view etag,
                                const v1::Grievance& grievance, uint32_t side) {
  if (etag.empty()) return absl::OkStatus();
  return CheckEtag(call.keyring, etag, Redacted(grievance, FileReader(side)));
}

absl::Status CheckConsultationEtag(ReadCall& call, absl::string_view etag,
                                   const v1::Consultation& consultation) {
  if (etag.empty()) return absl::OkStatus();
  return CheckEtag(call.keyring, etag, Redacted(consultation, false));
}

absl::Status RecordFileReading(WriteCall& call, absl::string_view record_id,
                               v1::Confidentiality::Class sealed_class,
                               const Entry& entry, absl::string_view party_id) {
  v1::Event event = MakeEvent(entry, v1::Event::READ, record_id,
                              DayIso(entry.today), entry.side, party_id);
  // Several readings may belong to one move; the store names each.
  event.clear_event_id();
  event.add_sealed()->set_sealed_class(sealed_class);
  return AppendRead(call.transaction, call.keyring, std::move(event));
}

}  // namespace entente
