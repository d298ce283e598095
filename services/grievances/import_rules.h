// Imports of many grievances: their shape, their life, and what makes two rows
// the same. Each row is filed by filing_rules.h like any other grievance.

#ifndef ENTENTE_SERVICES_GRIEVANCES_IMPORT_RULES_H_
#define ENTENTE_SERVICES_GRIEVANCES_IMPORT_RULES_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "entente/v1/event.pb.h"
#include "entente/v1/import.pb.h"
#include "entente/v1/import_service.pb.h"

namespace entente {

// Technical bounds, not rules of any agreement: so many are published within
// the time that other writers may wait.
inline constexpr uint32_t kImportRowsMax = 10000;
inline constexpr int kImportGroupRowsMax = 256;

absl::Status CheckCheckImportRows(const v1::CheckImportRowsRequest& request);
absl::Status CheckBeginImport(const v1::BeginImportRequest& request);
// ROW_REPEATED is for the service: it depends on the import.
absl::Status CheckStageImportRows(const v1::StageImportRowsRequest& request);
absl::Status CheckPublishImport(const v1::PublishImportRequest& request);
absl::Status CheckAbandonImport(const v1::AbandonImportRequest& request);
absl::Status CheckGetImport(const v1::GetImportRequest& request);
absl::Status CheckListImports(const v1::ListImportsRequest& request);

// The filing that a row stands for: what all rows have in common, then what the
// row says, then its new grievor under the id `new_grievor_id`.
v1::FileGrievanceRequest FilingOfRow(const v1::FileGrievanceRequest& common,
                                     const v1::ImportRow& row,
                                     absl::string_view new_grievor_id);

// The shape of the row and of its filing: as CheckFileGrievance and
// CheckCreatePerson; VALUE_UNKNOWN when it names a consultation, which is filed
// by itself.
absl::Status CheckRow(const v1::ImportRow& row,
                      const v1::FileGrievanceRequest& filing);

// What two rows have in common that are one person's on one issue: the class,
// the issue and the grievors; a new one by name, whatever its blanks, accents
// and capital letters. Empty for a row without grievor.
std::string SamenessOfRow(const v1::ImportRow& row,
                          const v1::FileGrievanceRequest& filing);

// What two rows of different files have in common that are one grievance: the
// same with the days of fact and knowledge; without a grievor, the class, the
// issue, the establishment, the statement and those days.
std::string IdentityOfRow(const v1::ImportRow& row,
                          const v1::FileGrievanceRequest& filing);

// The moves of an import. IMPORT_STATE unless it is STAGING.

// `key_id` is the key that its rows will be encrypted with.
v1::Event BeginImport(const v1::BeginImportRequest& request,
                      absl::string_view person_id, std::string import_id,
                      std::string digest, std::string key_id, absl::Time now);

// Notes that a group was received; in the place of one of the same number.
// IMPORT_TOO_LARGE when there would be more rows than were announced.
absl::StatusOr<v1::Event> StageGroup(const v1::Import& import,
                                     const v1::Import::Group& group);

// IMPORT_INCOMPLETE when fewer rows were received than announced.
absl::Status CheckComplete(const v1::Import& import);
// `filed_rows` is the group of its FiledRows.
absl::StatusOr<v1::Event> PublishImport(const v1::Import& import,
                                        const v1::Import::Outcome& outcome,
                                        const v1::Import::Group& filed_rows,
                                        absl::Time now);

absl::StatusOr<v1::Event> AbandonImport(const v1::Import& import,
                                        absl::Time now);

}  // namespace entente

#endif  // ENTENTE_SERVICES_GRIEVANCES_IMPORT_RULES_H_
