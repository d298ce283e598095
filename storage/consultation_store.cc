#include "storage/consultation_store.h"

#include <algorithm>
#include <tuple>

#include "proto/support/day.h"
#include "proto/support/status_macros.h"
#include "storage/assignment_store.h"
#include "storage/deadline_store.h"
#include "storage/file_person_store.h"
#include "storage/number_store.h"
#include "storage/record_row.h"

namespace entente {
namespace {

absl::StatusOr<absl::optional<v1::Consultation>> FindStored(
    Snapshot& snapshot, absl::string_view id) {
  return FindRecord<v1::Consultation>(snapshot.Query(
      "SELECT record FROM consultations WHERE consultation_id = $1", id));
}

}  // namespace

absl::Status PutConsultation(Transaction& transaction,
                             const v1::Consultation& consultation) {
  const std::string& id = consultation.consultation_id();
  ASSIGN_OR_RETURN(const absl::optional<v1::Consultation> before,
                   FindStored(transaction, id));
  RETURN_IF_ERROR(
      transaction
          .Execute("INSERT INTO consultations"
                   " (consultation_id, local_id, state, is_restricted,"
                   " consulted_on, record)"
                   " VALUES ($1, $2, $3, $4, $5, $6)"
                   " ON CONFLICT (consultation_id) DO UPDATE SET"
                   " local_id = excluded.local_id, state = excluded.state,"
                   " is_restricted = excluded.is_restricted,"
                   " consulted_on = excluded.consulted_on,"
                   " record = excluded.record",
                   id, consultation.local_id(), consultation.state(),
                   consultation.restricted(), consultation.consulted_date(),
                   BlobView{consultation.SerializeAsString()})
          .status());
  if (!before.has_value()) {
    RETURN_IF_ERROR(KeepNumber(transaction, consultation.local_id(),
                               consultation.number()));
    RETURN_IF_ERROR(transaction
                        .Execute("INSERT INTO file_numbers"
                                 " (number, organization_id, file_id)"
                                 " VALUES ($1, $2, $3)",
                                 consultation.number(), consultation.local_id(),
                                 id)
                        .status());
  }
  RETURN_IF_ERROR(
      PutAssignments(transaction, id,
                     before.has_value() ? before->assignments() : Assignments(),
                     consultation.assignments()));
  RETURN_IF_ERROR(PutWalls(transaction, id,
                           before.has_value() ? before->walls() : Walls(),
                           consultation.walls()));
  RETURN_IF_ERROR(
      PutFilePersons(transaction, id,
                     before.has_value() ? before->person_tags() : PersonTags(),
                     consultation.person_tags()));
  return PutDeadlines(transaction, DueFileOf(consultation),
                      before.has_value() ? before->deadlines() : Deadlines(),
                      consultation.deadlines());
}

absl::StatusOr<v1::Consultation> GetConsultation(Snapshot& snapshot,
                                                 absl::string_view id) {
  return GetRecord<v1::Consultation>(snapshot.Query(
      "SELECT record FROM consultations WHERE consultation_id = $1", id));
}

absl::StatusOr<absl::optional<v1::Consultation>> FindConsultation(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number) {
  ASSIGN_OR_RETURN(absl::optional<v1::Consultation> by_id,
                   FindConsultationById(snapshot, scope, id_or_number));
  if (by_id.has_value()) return by_id;
  return FindConsultationByNumber(snapshot, scope, id_or_number);
}

absl::StatusOr<absl::optional<v1::Consultation>> FindConsultationById(
    Snapshot& snapshot, const Scope& scope, absl::string_view id) {
  return FindRecord<v1::Consultation>(
      snapshot.Query({"SELECT c.record FROM consultations c WHERE ",
                      kSeesConsultation, " AND c.consultation_id = $3"},
                     scope.person_id, DayIso(scope.today), id));
}

absl::StatusOr<absl::optional<v1::Consultation>> FindConsultationByNumber(
    Snapshot& snapshot, const Scope& scope, absl::string_view number) {
  return FindRecord<v1::Consultation>(snapshot.Query(
      {"SELECT c.record FROM consultations c"
       " JOIN file_numbers n ON n.file_id = c.consultation_id WHERE ",
       kSeesConsultation,
       " AND n.number = $3 AND n.organization_id = c.local_id"
       " ORDER BY c.consultation_id"},
      scope.person_id, DayIso(scope.today), number));
}

absl::StatusOr<absl::optional<v1::Consultation>> FindConsultationForKeeper(
    Snapshot& snapshot, const Scope& scope, absl::string_view id_or_number) {
  return FindRecord<v1::Consultation>(snapshot.Query(
      {"SELECT c.record FROM consultations c"
       " WHERE EXISTS (SELECT 1 FROM mandates m WHERE",
       kKeeps,
       " AND m.organization_id = c.local_id)"
       " AND NOT EXISTS (SELECT 1 FROM file_walls w"
       " WHERE w.file_id = c.consultation_id AND w.person_id = $1"
       " AND w.from_on <= $2 AND (w.until_on IS NULL OR w.until_on >= $2))"
       " AND c.consultation_id IN (SELECT $3 UNION"
       " SELECT n.file_id FROM file_numbers n"
       " WHERE n.number = $3 AND n.organization_id = c.local_id)"},
      scope.person_id, DayIso(scope.today), id_or_number));
}

absl::StatusOr<std::vector<v1::Consultation>> ListConsultations(
    Snapshot& snapshot, const Scope& scope, const ConsultationList& list) {
  ASSIGN_OR_RETURN(const std::vector<ScopeOrganization> organizations,
                   ListScopeOrganizations(snapshot, scope));
  std::vector<v1::Consultation> found;
  for (const ScopeOrganization& each : organizations) {
    ASSIGN_OR_RETURN(
        std::vector<v1::Consultation> page,
        ReadRecords<v1::Consultation>(snapshot.Query(
            {"SELECT c.record FROM consultations c WHERE ", kSeesConsultation,
             " AND c.local_id = $3 AND ($4 = 0 OR c.state = $4)"
             " AND ($5 = '' OR (c.consulted_on, c.consultation_id) < ($6, $5))"
             " ORDER BY c.consulted_on DESC, c.consultation_id DESC LIMIT $7"},
            scope.person_id, DayIso(scope.today), each.organization_id,
            list.state, list.after_id, list.after_consulted, list.limit)));
    std::move(page.begin(), page.end(), std::back_inserter(found));
  }
  std::sort(found.begin(), found.end(),
            [](const v1::Consultation& a, const v1::Consultation& b) {
              return std::tie(b.consulted_date(), b.consultation_id()) <
                     std::tie(a.consulted_date(), a.consultation_id());
            });
  if (found.size() > static_cast<size_t>(list.limit)) {
    found.erase(found.begin() + list.limit, found.end());
  }
  return found;
}

}  // namespace entente
