#include "storage/seen_file.h"

#include <utility>

#include "proto/support/status_macros.h"
#include "storage/consultation_store.h"
#include "storage/grievance_store.h"
#include "storage/settlement_store.h"

namespace entente {
namespace {

using FoundFile = absl::optional<SeenFile>;

FoundFile FileOf(SeenGrievance seen) {
  SeenFile file;
  file.side = seen.side;
  file.grievance = std::move(seen.grievance);
  return file;
}

FoundFile FileOf(absl::optional<v1::Consultation> seen) {
  if (!seen.has_value()) return absl::nullopt;
  SeenFile file;
  file.consultation = *std::move(seen);
  return file;
}

FoundFile FileOf(SeenSettlement seen) {
  SeenFile file;
  file.side = seen.side;
  file.whole = seen.sees_all();
  file.settlement = std::move(seen.settlement);
  return file;
}

// The party on the side of `file`; an empty one when there is none.
const v1::Party& PartyOf(const SeenFile& file) {
  const auto& parties = file.grievance.has_value() ? file.grievance->parties()
                        : file.mediation.has_value()
                            ? file.mediation->parties()
                            : file.settlement->parties();
  for (const v1::Party& party : parties) {
    if (party.side() == file.side) return party;
  }
  return v1::Party::default_instance();
}

}  // namespace

const std::string& SeenFile::id() const {
  if (grievance.has_value()) return grievance->grievance_id();
  if (consultation.has_value()) return consultation->consultation_id();
  if (mediation.has_value()) return mediation->mediation_id();
  return settlement->settlement_id();
}

const std::string& SeenFile::organization_id() const {
  return consultation.has_value() ? consultation->local_id()
                                  : PartyOf(*this).organization_id();
}

const std::string& SeenFile::number() const {
  return consultation.has_value() ? consultation->number()
                                  : PartyOf(*this).number();
}

const google::protobuf::RepeatedPtrField<v1::Deadline>& SeenFile::deadlines()
    const {
  if (grievance.has_value()) return grievance->deadlines();
  if (consultation.has_value()) return consultation->deadlines();
  if (mediation.has_value()) return mediation->deadlines();
  return settlement->deadlines();
}

absl::StatusOr<absl::optional<SeenFile>> FindFile(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number,
    Counts counts) {
  ASSIGN_OR_RETURN(FoundFile by_id,
                   FindFileById(snapshot, scope, id_or_number, counts));
  if (by_id.has_value()) return by_id;
  ASSIGN_OR_RETURN(absl::optional<SeenGrievance> grievance,
                   FindGrievanceBy(snapshot, scope, NamedBy::kOwnNumber,
                                   id_or_number, counts));
  if (grievance.has_value()) return FileOf(*std::move(grievance));
  ASSIGN_OR_RETURN(absl::optional<v1::Consultation> consultation,
                   FindConsultationByNumber(snapshot, scope, id_or_number));
  if (consultation.has_value()) return FileOf(std::move(consultation));
  ASSIGN_OR_RETURN(absl::optional<SeenSettlement> settlement,
                   FindSettlementByNumber(snapshot, scope, id_or_number));
  if (settlement.has_value()) return FileOf(*std::move(settlement));
  ASSIGN_OR_RETURN(grievance,
                   FindGrievanceBy(snapshot, scope, NamedBy::kExternalNumber,
                                   id_or_number, counts));
  if (!grievance.has_value()) return FoundFile();
  return FileOf(*std::move(grievance));
}

absl::StatusOr<absl::optional<SeenFile>> FindFileById(Snapshot& snapshot,
                                                      const Scope& scope,
                                                      absl::string_view id,
                                                      Counts counts) {
  ASSIGN_OR_RETURN(absl::optional<SeenGrievance> grievance,
                   FindGrievanceBy(snapshot, scope, NamedBy::kId, id, counts));
  if (grievance.has_value()) return FileOf(*std::move(grievance));
  ASSIGN_OR_RETURN(absl::optional<v1::Consultation> consultation,
                   FindConsultationById(snapshot, scope, id));
  if (consultation.has_value()) return FileOf(std::move(consultation));
  ASSIGN_OR_RETURN(absl::optional<SeenSettlement> settlement,
                   FindSettlementById(snapshot, scope, id));
  if (!settlement.has_value()) return FoundFile();
  return FileOf(*std::move(settlement));
}

absl::StatusOr<absl::optional<SeenFile>> FindFileForKeeper(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number) {
  ASSIGN_OR_RETURN(absl::optional<SeenGrievance> grievance,
                   FindGrievanceForKeeper(snapshot, scope, id_or_number));
  if (grievance.has_value()) return FileOf(*std::move(grievance));
  ASSIGN_OR_RETURN(absl::optional<v1::Consultation> consultation,
                   FindConsultationForKeeper(snapshot, scope, id_or_number));
  return FileOf(std::move(consultation));
}

}  // namespace entente
