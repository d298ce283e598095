#include "services/grievances/import_known_rows.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/grievances/import_rules.h"
#include "storage/import_store.h"

namespace entente {
namespace {

using v1::Import;
using R = v1::Refusal;

constexpr std::size_t kRowKeyBytes = 16;
// After the last group that rows may have.
constexpr uint32_t kFiledRowsGroup = kImportRowsMax + 1;
// How many imports are read at a time.
constexpr int kImportsRead = 50;

std::string KeyOf(const ReadCall& call, absl::string_view what,
                  const std::string& of_row) {
  return call.keyring.Mac(what, of_row).substr(0, kRowKeyBytes);
}

std::string FiledKey(const ReadCall& call, const v1::ImportRow& row,
                     const v1::FileGrievanceRequest& filing) {
  return KeyOf(call, "filed import row", IdentityOfRow(row, filing));
}

// The field that says whose grievance it is.
const char* OwnerField(const v1::ImportRow& row,
                       const v1::FileGrievanceRequest& filing) {
  if (row.has_new_grievor()) return "new_grievor";
  return filing.grievor_ids().empty() ? "statement" : "grievor_ids";
}

}  // namespace

absl::StatusOr<KnownRows> KnownRows::Read(ReadCall& call,
                                          bool repeats_allowed) {
  KnownRows known(call, repeats_allowed);
  ImportList list;
  list.person_id = call.actor.person_id;
  list.state = Import::PUBLISHED;
  list.limit = kImportsRead;
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<Import> page,
                     ListImports(call.snapshot, list));
    for (const Import& import : page) {
      if (!import.has_filed_rows()) continue;
      ASSIGN_OR_RETURN(const std::string bytes,
                       OpenImportGroup(call.snapshot, call.keyring, import,
                                       import.filed_rows()));
      v1::FiledRows filed;
      if (!filed.ParseFromString(bytes)) {
        return absl::DataLossError("what an import filed cannot be read");
      }
      for (const v1::FiledRows::Row& row : filed.rows()) {
        known.filed_.emplace(row.key(), Place{filed.filed_date(), row.line()});
      }
    }
    if (static_cast<int>(page.size()) < kImportsRead) return known;
    list.before_time = FromProto(page.back().create_time());
    list.before_id = page.back().import_id();
  }
}

absl::StatusOr<std::string> KnownRows::Take(
    const v1::ImportRow& row, const v1::FileGrievanceRequest& filing) {
  if (!filed_.empty()) {
    const auto filed = filed_.find(FiledKey(*call_, row, filing));
    if (filed != filed_.end()) {
      return Refuse(R::ROW_FILED_BEFORE,
                    {{"field", OwnerField(row, filing)},
                     {"line", absl::StrCat(row.line())},
                     {"other_line", absl::StrCat(filed->second.line)},
                     {"date", filed->second.filed_date}});
    }
  }
  const std::string same = SamenessOfRow(row, filing);
  if (same.empty()) return same;
  std::string key = KeyOf(*call_, "import row", same);
  const auto [before, is_new] = seen_.emplace(key, row.line());
  if (is_new || repeats_allowed_) return key;
  return Refuse(R::ROW_REPEATED,
                {{"field", OwnerField(row, filing)},
                 {"line", absl::StrCat(row.line())},
                 {"other_line", absl::StrCat(before->second)}});
}

void AddFiledRow(const ReadCall& call, const v1::ImportRow& row,
                 const v1::FileGrievanceRequest& filing, v1::FiledRows& filed) {
  v1::FiledRows::Row& added = *filed.add_rows();
  added.set_key(FiledKey(call, row, filing));
  added.set_line(row.line());
}

absl::StatusOr<Import::Group> KeepFiledRows(WriteCall& call,
                                            const Import& import,
                                            v1::FiledRows filed) {
  filed.set_filed_date(DayIso(call.actor.today));
  Import::Group group;
  group.set_number(kFiledRowsGroup);
  group.set_row_count(static_cast<uint32_t>(filed.rows_size()));
  ASSIGN_OR_RETURN(*group.mutable_sha256(),
                   PutImportGroup(call.transaction, call.keyring, import,
                                  group.number(), filed.SerializeAsString()));
  return group;
}

}  // namespace entente
