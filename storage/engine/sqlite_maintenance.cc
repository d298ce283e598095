#include "storage/engine/sqlite_maintenance.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

absl::StatusOr<int> ReadNumber(SqliteConnection& connection,
                               absl::string_view sql) {
  ASSIGN_OR_RETURN(Statement* const statement, connection.Prepare(sql));
  const absl::StatusOr<bool> row = statement->Step();
  const int number = row.ok() && *row ? static_cast<int>(statement->Int(0)) : 0;
  statement->Reset();
  RETURN_IF_ERROR(row.status());
  return number;
}

}  // namespace

absl::StatusOr<int> ApplicationId(SqliteConnection& connection) {
  return ReadNumber(connection, "PRAGMA application_id");
}

absl::StatusOr<int> UserVersion(SqliteConnection& connection) {
  return ReadNumber(connection, "PRAGMA user_version");
}

absl::Status SetApplicationId(SqliteConnection& connection, int32_t id) {
  return connection.ExecuteScript(absl::StrCat("PRAGMA application_id=", id));
}

absl::Status SetUserVersion(SqliteConnection& connection, int version) {
  return connection.ExecuteScript(
      absl::StrCat("PRAGMA user_version=", version));
}

absl::StatusOr<bool> IsEmpty(SqliteConnection& connection) {
  ASSIGN_OR_RETURN(
      const int objects,
      ReadNumber(connection, "SELECT count(*) FROM sqlite_schema"));
  return objects == 0;
}

absl::Status SetForeignKeys(SqliteConnection& connection, bool enforced) {
  RETURN_IF_ERROR(connection.ExecuteScript(
      enforced ? "PRAGMA foreign_keys=ON" : "PRAGMA foreign_keys=OFF"));
  ASSIGN_OR_RETURN(const int found,
                   ReadNumber(connection, "PRAGMA foreign_keys"));
  if (found == (enforced ? 1 : 0)) return absl::OkStatus();
  return absl::InternalError("the setting foreign_keys did not change");
}

absl::Status QuickCheck(SqliteConnection& connection) {
  ASSIGN_OR_RETURN(Statement* const statement,
                   connection.Prepare("PRAGMA quick_check(1)"));
  const absl::StatusOr<bool> row = statement->Step();
  const std::string finding =
      row.ok() && *row ? std::string(statement->Text(0)) : "no answer";
  statement->Reset();
  RETURN_IF_ERROR(row.status());
  if (finding == "ok") return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("quick_check found: ", finding));
}

absl::Status ForeignKeyCheck(SqliteConnection& connection) {
  ASSIGN_OR_RETURN(Statement* const statement,
                   connection.Prepare("PRAGMA foreign_key_check"));
  const absl::StatusOr<bool> row = statement->Step();
  std::string finding;
  if (row.ok() && *row) {
    finding =
        absl::StrCat("row ", statement->Int(1), " of ", statement->Text(0),
                     " refers to no row of ", statement->Text(2));
  }
  statement->Reset();
  RETURN_IF_ERROR(row.status());
  if (finding.empty()) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat("foreign_key_check found: ", finding));
}

absl::Status VacuumInto(SqliteConnection& connection, const std::string& path) {
  // Debian's build reads a name that starts with "file:" as a URI.
  const std::string name =
      absl::StartsWith(path, "file:") ? absl::StrCat("./", path) : path;
  ASSIGN_OR_RETURN(Statement* const statement,
                   connection.Prepare("VACUUM INTO $1"));
  absl::Status status = statement->BindText(1, name);
  if (status.ok()) status = statement->Step().status();
  statement->Reset();
  return status;
}

}  // namespace entente
