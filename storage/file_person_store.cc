#include "storage/file_person_store.h"

#include <set>

#include "absl/strings/escaping.h"
#include "proto/support/day.h"
#include "proto/support/status_macros.h"
#include "storage/grievance_row.h"
#include "storage/record_row.h"

namespace entente {
namespace {

void SetTags(const Keyring& keyring, const std::set<std::string>& person_ids,
             PersonTags& tags) {
  tags.Clear();
  for (const std::string& id : person_ids) {
    *tags.Add() = PersonTag(keyring, id);
  }
}

}  // namespace

std::string PersonTag(const Keyring& keyring, absl::string_view person_id) {
  const std::string mac = keyring.Mac("person of a file", person_id);
  return absl::WebSafeBase64Escape(absl::string_view(mac).substr(0, 18));
}

void TagPersons(const Keyring& keyring, v1::Consultation& consultation) {
  SetTags(keyring,
          {consultation.member_ids().begin(), consultation.member_ids().end()},
          *consultation.mutable_person_tags());
}

void TagPersons(const Keyring& keyring, v1::Grievance& grievance) {
  std::set<std::string> ids;
  for (const auto& grievor : grievance.grievors()) {
    ids.insert(grievor.person_id());
  }
  for (const auto& person : grievance.protected_persons()) {
    ids.insert(person.person_id());
  }
  SetTags(keyring, ids, *grievance.mutable_person_tags());
}

absl::Status PutFilePersons(Transaction& transaction, absl::string_view file_id,
                            const PersonTags& before, const PersonTags& tags) {
  if (std::equal(before.begin(), before.end(), tags.begin(), tags.end())) {
    return absl::OkStatus();
  }
  for (const std::string& tag : before) {
    RETURN_IF_ERROR(transaction
                        .Execute("DELETE FROM file_persons"
                                 " WHERE person_tag = $1 AND file_id = $2",
                                 tag, file_id)
                        .status());
  }
  for (const std::string& tag : tags) {
    RETURN_IF_ERROR(transaction
                        .Execute("INSERT INTO file_persons"
                                 " (person_tag, file_id) VALUES ($1, $2)",
                                 tag, file_id)
                        .status());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<PersonFile>> ListPersonFiles(
    Snapshot& snapshot, const Scope& scope, const PersonFileList& list) {
  ASSIGN_OR_RETURN(
      Rows rows,
      snapshot.Query(
          {"SELECT 1 AS is_grievance, g.submitted_on AS file_on,"
           " g.grievance_id AS file_id, g.record, g.counts"
           " FROM file_persons p"
           " JOIN grievances g ON g.grievance_id = p.file_id",
           kJoinViewer,
           " WHERE p.person_tag = $3 AND v.side = 1"
           " AND ($4 = '' OR (g.submitted_on, g.grievance_id) < ($5, $4))"
           " UNION ALL SELECT 0, c.consulted_on, c.consultation_id, c.record,"
           " NULL FROM file_persons p"
           " JOIN consultations c ON c.consultation_id = p.file_id"
           " WHERE p.person_tag = $3 AND ",
           kSeesConsultation,
           " AND ($4 = '' OR (c.consulted_on, c.consultation_id) < ($5, $4))"
           " ORDER BY file_on DESC, file_id DESC LIMIT $6"},
          scope.person_id, DayIso(scope.today), list.person_tag, list.after_id,
          list.after_date, list.limit));
  std::vector<PersonFile> files;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows.Next());
    if (!more) return files;
    PersonFile& file = files.emplace_back();
    file.file_on = rows.Text(1);
    file.file_id = rows.Text(2);
    if (rows.Int(0) == 1) {
      ASSIGN_OR_RETURN(file.grievance,
                       ReadGrievance(rows, 3, Counts::kWithout));
    } else {
      ASSIGN_OR_RETURN(file.consultation,
                       ReadRecord<v1::Consultation>(rows, 3));
    }
  }
}

}  // namespace entente
