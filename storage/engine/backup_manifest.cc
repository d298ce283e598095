#include "storage/engine/backup_manifest.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <cmath>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "proto/support/status_macros.h"

namespace entente {
namespace {

using google::protobuf::ListValue;
using google::protobuf::Struct;
using google::protobuf::Value;

// 2: files may be in folders.
constexpr int kFormatVersion = 2;

absl::Status Malformed(absl::string_view what) {
  return absl::DataLossError(
      absl::StrCat("The manifest of the backup is damaged (", what,
                   "). Use another backup."));
}

absl::StatusOr<int64_t> Number(const Struct& object, const char* name) {
  const auto found = object.fields().find(name);
  if (found == object.fields().end() ||
      found->second.kind_case() != Value::kNumberValue) {
    return Malformed(absl::StrCat("no number ", name));
  }
  const double value = found->second.number_value();
  // Every whole number below 2^53 is exact.
  if (value != std::floor(value) || std::fabs(value) > 9007199254740992.0) {
    return Malformed(absl::StrCat(name, " is no whole number"));
  }
  return static_cast<int64_t>(value);
}

absl::StatusOr<std::string> String(const Struct& object, const char* name) {
  const auto found = object.fields().find(name);
  if (found == object.fields().end() ||
      found->second.kind_case() != Value::kStringValue) {
    return Malformed(absl::StrCat("no text ", name));
  }
  return found->second.string_value();
}

absl::StatusOr<BackupFile> ReadFileEntry(const Value& value) {
  const Struct& object = value.struct_value();
  BackupFile file;
  ASSIGN_OR_RETURN(file.name, String(object, "name"));
  ASSIGN_OR_RETURN(file.size, Number(object, "size"));
  ASSIGN_OR_RETURN(file.sha256, String(object, "sha256"));
  for (const absl::string_view part : absl::StrSplit(file.name, '/')) {
    if (part.empty() || part[0] == '.') {
      return Malformed("a file name that leaves the folder");
    }
  }
  return file;
}

// Names of files are the operator's: quotes and backslashes may occur.
std::string Quoted(absl::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted.push_back('\\');
    if (static_cast<unsigned char>(c) < 0x20) {
      absl::StrAppendFormat(&quoted, "\\u%04x", c);
    } else {
      quoted.push_back(c);
    }
  }
  return quoted + "\"";
}

}  // namespace

std::string WriteManifest(const BackupManifest& manifest) {
  std::string text =
      absl::StrCat("{\n  \"formatVersion\": ", kFormatVersion,
                   ",\n  \"applicationId\": ", manifest.application_id,
                   ",\n  \"schemaVersion\": ", manifest.schema_version,
                   ",\n  \"compatibleVersion\": ", manifest.compatible_version,
                   ",\n  \"createdTime\": \"",
                   absl::FormatTime(absl::RFC3339_full, manifest.created,
                                    absl::UTCTimeZone()),
                   "\",\n  \"files\": [");
  const char* separator = "\n";
  for (const BackupFile& file : manifest.files) {
    absl::StrAppend(&text, separator, "    {\"name\": ", Quoted(file.name),
                    ", \"size\": ", file.size, ", \"sha256\": \"", file.sha256,
                    "\"}");
    separator = ",\n";
  }
  return text + "\n  ]\n}\n";
}

absl::StatusOr<BackupManifest> ReadManifest(absl::string_view text) {
  Struct object;
  if (!google::protobuf::util::JsonStringToMessage(std::string(text), &object)
           .ok()) {
    return Malformed("it is not JSON");
  }
  ASSIGN_OR_RETURN(const int64_t format, Number(object, "formatVersion"));
  if (format > kFormatVersion) {
    return absl::FailedPreconditionError(
        "The backup was made by a newer version of this program. Restore it "
        "with that version.");
  }
  BackupManifest manifest;
  ASSIGN_OR_RETURN(manifest.application_id, Number(object, "applicationId"));
  ASSIGN_OR_RETURN(manifest.schema_version, Number(object, "schemaVersion"));
  ASSIGN_OR_RETURN(manifest.compatible_version,
                   Number(object, "compatibleVersion"));
  ASSIGN_OR_RETURN(const std::string created, String(object, "createdTime"));
  if (!absl::ParseTime(absl::RFC3339_full, created, &manifest.created,
                       nullptr)) {
    return Malformed("createdTime is no instant");
  }
  const auto files = object.fields().find("files");
  if (files == object.fields().end() ||
      files->second.list_value().values().empty()) {
    return Malformed("no files");
  }
  for (const Value& value : files->second.list_value().values()) {
    ASSIGN_OR_RETURN(BackupFile file, ReadFileEntry(value));
    manifest.files.push_back(std::move(file));
  }
  return manifest;
}

}  // namespace entente
