#include "storage/engine/migrate.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "proto/support/status_macros.h"
#include "storage/engine/sqlite_maintenance.h"

namespace entente {
namespace {

constexpr absl::string_view kVersionTable = R"sql(
  CREATE TABLE IF NOT EXISTS schema_migration (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    compatible INTEGER NOT NULL CHECK (compatible BETWEEN 1 AND number),
    name TEXT NOT NULL,
    applied_at INTEGER NOT NULL
  ) STRICT
)sql";

int CompatibleVersion(const Migration& migration) {
  return migration.compatible > 0 ? migration.compatible : migration.number;
}

absl::Status Record(SqliteConnection& connection, const Migration& migration,
                    absl::Time now) {
  ASSIGN_OR_RETURN(Statement* const statement,
                   connection.Prepare("INSERT INTO schema_migration "
                                      "(number, compatible, name, applied_at) "
                                      "VALUES ($1, $2, $3, $4)"));
  absl::Status status = statement->BindInt(1, migration.number);
  status.Update(statement->BindInt(2, CompatibleVersion(migration)));
  status.Update(statement->BindText(3, migration.name));
  status.Update(statement->BindInt(4, absl::ToUnixMicros(now)));
  if (status.ok()) status = statement->Step().status();
  statement->Reset();
  return status;
}

absl::Status RunMigration(SqliteConnection& connection,
                          const Migration& migration, int32_t application_id,
                          absl::Time now) {
  if (migration.number == 1) {
    RETURN_IF_ERROR(SetApplicationId(connection, application_id));
    RETURN_IF_ERROR(connection.ExecuteScript(kVersionTable));
  }
  RETURN_IF_ERROR(connection.ExecuteScript(migration.sql));
  if (!connection.in_transaction()) {
    return absl::InternalError("the script ended its transaction");
  }
  RETURN_IF_ERROR(Record(connection, migration, now));
  RETURN_IF_ERROR(SetUserVersion(connection, migration.number));
  return ForeignKeyCheck(connection);
}

}  // namespace

absl::StatusOr<std::vector<Migration>> MigrationsFrom(
    absl::Span<const std::pair<absl::string_view, absl::string_view>> files) {
  std::vector<Migration> migrations;
  for (const auto& [name, content] : files) {
    Migration migration;
    migration.name = std::string(name);
    migration.sql = std::string(content);
    if (!absl::SimpleAtoi(name.substr(0, name.find('_')), &migration.number)) {
      return absl::InternalError(
          absl::StrCat("a migration without a number: ", name));
    }
    migration.compatible = migration.number;
    absl::string_view line = content.substr(0, content.find('\n'));
    if (absl::ConsumePrefix(&line, "-- compatible: ") &&
        !absl::SimpleAtoi(line, &migration.compatible)) {
      return absl::InternalError(
          absl::StrCat("the compatible version is no number in ", name));
    }
    migrations.push_back(std::move(migration));
  }
  std::sort(migrations.begin(), migrations.end(),
            [](const Migration& a, const Migration& b) {
              return a.number < b.number;
            });
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    if (migrations[i].number != static_cast<int>(i) + 1) {
      return absl::InternalError(
          absl::StrCat("migration ", i + 1, " is missing or there twice"));
    }
  }
  return migrations;
}

absl::StatusOr<SchemaVersion> ReadSchemaVersion(SqliteConnection& connection) {
  SchemaVersion version;
  ASSIGN_OR_RETURN(version.schema, UserVersion(connection));
  if (version.schema == 0) return version;
  ASSIGN_OR_RETURN(Statement* const statement,
                   connection.Prepare("SELECT max(compatible) "
                                      "FROM schema_migration"));
  const absl::StatusOr<bool> row = statement->Step();
  if (row.ok() && *row) version.compatible = statement->Int(0);
  statement->Reset();
  RETURN_IF_ERROR(row.status());
  return version;
}

absl::Status CheckSchemaVersion(const SchemaVersion& version,
                                absl::Span<const Migration> migrations) {
  const int known = migrations.empty() ? 0 : migrations.back().number;
  if (version.compatible <= known) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      "The store was written by a newer version of this program (schema ",
      version.schema, "; this program knows ", known,
      "). Install that version or a later one, or restore a backup that this "
      "version made. Nothing was changed."));
}

absl::Status Migrate(SqliteConnection& connection,
                     absl::Span<const Migration> migrations,
                     int32_t application_id, absl::Time now) {
  ASSIGN_OR_RETURN(const SchemaVersion version, ReadSchemaVersion(connection));
  RETURN_IF_ERROR(CheckSchemaVersion(version, migrations));
  for (const Migration& migration : migrations) {
    if (migration.number <= version.schema) continue;
    // A table is rebuilt by dropping it, which would delete what refers to
    // it; the check before COMMIT takes the place of enforcement.
    RETURN_IF_ERROR(SetForeignKeys(connection, false));
    absl::Status status = connection.Execute("BEGIN IMMEDIATE");
    if (status.ok()) {
      status = RunMigration(connection, migration, application_id, now);
      if (status.ok()) status = connection.Execute("COMMIT");
      if (!status.ok() && connection.in_transaction()) {
        connection.Execute("ROLLBACK").IgnoreError();
      }
    }
    RETURN_IF_ERROR(SetForeignKeys(connection, true));
    if (!status.ok()) {
      return absl::Status(
          status.code(),
          absl::StrCat("Migration ", migration.name, " failed and was undone (",
                       status.message(), "). The store is at schema ",
                       migration.number - 1,
                       "; go on with the version of the program that made "
                       "it, and report this."));
    }
  }
  return absl::OkStatus();
}

}  // namespace entente
