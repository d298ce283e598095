#include "services/grievances/import_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "proto/support/text/plain_word.h"
#include "services/directory/directory_rules.h"
#include "services/grievances/grievance_checks.h"

namespace entente {
namespace {

using v1::Event;
using v1::Import;
using R = v1::Refusal;

constexpr std::size_t kDigestCharacters = 64;

absl::Status CheckRowCount(uint32_t count) {
  if (count <= kImportRowsMax) return absl::OkStatus();
  return Refuse(R::IMPORT_TOO_LARGE, {{"count", absl::StrCat(count)},
                                      {"limit", absl::StrCat(kImportRowsMax)}});
}

// Lines tell the rows apart.
absl::Status CheckLines(
    const google::protobuf::RepeatedPtrField<v1::ImportRow>& rows) {
  RETURN_IF_ERROR(CheckCount("rows", static_cast<std::size_t>(rows.size()),
                             kImportGroupRowsMax));
  uint32_t last = 0;
  for (int i = 0; i < rows.size(); ++i) {
    if (rows[i].line() <= last) {
      return Refuse(R::VALUE_UNKNOWN,
                    {{"field", absl::StrCat("rows[", i, "].line")},
                     {"value", absl::StrCat(rows[i].line())}});
    }
    last = rows[i].line();
  }
  return absl::OkStatus();
}

absl::Status CheckDigest(absl::string_view digest) {
  const bool is_hex = std::all_of(digest.begin(), digest.end(), [](char c) {
    return absl::ascii_isxdigit(static_cast<unsigned char>(c));
  });
  if (is_hex && digest.size() == kDigestCharacters) return absl::OkStatus();
  RETURN_IF_ERROR(CheckText("digest", digest, kDigestCharacters, true));
  return Refuse(R::VALUE_UNKNOWN, {{"field", "digest"}, {"value", digest}});
}

template <typename Request>
absl::Status CheckOfImport(const Request& request) {
  RETURN_IF_ERROR(CheckReference("import_id", request.import_id(), true));
  return CheckReference("etag", request.etag(), false);
}

absl::Status CheckStaging(const Import& import) {
  if (import.state() == Import::STAGING) return absl::OkStatus();
  return Refuse(R::IMPORT_STATE,
                {{"state", absl::StrCat("Import.State.",
                                        Import::State_Name(import.state()))}});
}

Event EventOf(Event::Move move, const Import& import) {
  Event event;
  event.set_move(move);
  event.set_record_id(import.import_id());
  *event.mutable_grievance_import() = import;
  return event;
}

uint32_t ReceivedRows(const Import& import) {
  uint32_t rows = 0;
  for (const Import::Group& group : import.groups()) rows += group.row_count();
  return rows;
}

// "ÉLISE  Tremblay " as "elise tremblay".
std::string Folded(absl::string_view name) {
  std::string folded = PlainWord(name);
  absl::RemoveExtraAsciiWhitespace(&folded);
  return folded;
}

const std::string& NameOf(const v1::Person& person) {
  if (!person.sealed_name().empty()) return person.sealed_name();
  return person.member_name().empty() ? person.public_name()
                                      : person.member_name();
}

}  // namespace

absl::Status CheckCheckImportRows(const v1::CheckImportRowsRequest& request) {
  RETURN_IF_ERROR(CheckRowCount(request.row_count()));
  RETURN_IF_ERROR(CheckCount(
      "seen", static_cast<std::size_t>(request.seen_size()), kImportRowsMax));
  return CheckLines(request.rows());
}

absl::Status CheckBeginImport(const v1::BeginImportRequest& request) {
  RETURN_IF_ERROR(CheckDigest(request.digest()));
  if (request.row_count() == 0) {
    return Refuse(R::FIELD_REQUIRED, {{"field", "row_count"}});
  }
  return CheckRowCount(request.row_count());
}

absl::Status CheckStageImportRows(const v1::StageImportRowsRequest& request) {
  RETURN_IF_ERROR(CheckReference("import_id", request.import_id(), true));
  // As many groups as rows, at most.
  if (request.group_number() == 0 || request.group_number() > kImportRowsMax) {
    return Refuse(R::NUMBER_OUT_OF_RANGE,
                  {{"field", "group_number"},
                   {"minimum", "1"},
                   {"maximum", absl::StrCat(kImportRowsMax)}});
  }
  if (request.rows().empty()) {
    return Refuse(R::FIELD_REQUIRED, {{"field", "rows"}});
  }
  return CheckLines(request.rows());
}

absl::Status CheckPublishImport(const v1::PublishImportRequest& request) {
  return CheckOfImport(request);
}

absl::Status CheckAbandonImport(const v1::AbandonImportRequest& request) {
  return CheckOfImport(request);
}

absl::Status CheckGetImport(const v1::GetImportRequest& request) {
  return CheckReference("import_id", request.import_id(), true);
}

absl::Status CheckListImports(const v1::ListImportsRequest& request) {
  RETURN_IF_ERROR(CheckPage(request));
  if (!request.digest().empty()) RETURN_IF_ERROR(CheckDigest(request.digest()));
  return CheckKnownEnum("state", request.state(), false);
}

v1::FileGrievanceRequest FilingOfRow(const v1::FileGrievanceRequest& common,
                                     const v1::ImportRow& row,
                                     absl::string_view new_grievor_id) {
  v1::FileGrievanceRequest filing = common;
  filing.MergeFrom(row.grievance());
  if (row.has_new_grievor()) {
    filing.add_grievor_ids(std::string(new_grievor_id));
  }
  return filing;
}

absl::Status CheckRow(const v1::ImportRow& row,
                      const v1::FileGrievanceRequest& filing) {
  if (!filing.consultation_id().empty()) {
    return Refuse(R::VALUE_UNKNOWN, {{"field", "consultation_id"},
                                     {"value", filing.consultation_id()}});
  }
  if (row.has_new_grievor()) {
    v1::CreatePersonRequest person;
    *person.mutable_person() = row.new_grievor();
    RETURN_IF_ERROR(CheckCreatePerson(person));
  }
  return CheckFileGrievance(filing);
}

std::string SamenessOfRow(const v1::ImportRow& row,
                          const v1::FileGrievanceRequest& filing) {
  const int known = filing.grievor_ids_size() - (row.has_new_grievor() ? 1 : 0);
  if (filing.grievor_ids().empty()) return "";
  std::string same =
      absl::StrCat(filing.grievance_class(), "\n", filing.issue_code());
  std::vector<std::string> ids(filing.grievor_ids().begin(),
                               filing.grievor_ids().begin() + known);
  std::sort(ids.begin(), ids.end());
  for (const std::string& id : ids) absl::StrAppend(&same, "\nid ", id);
  if (row.has_new_grievor()) {
    absl::StrAppend(&same, "\nname ", Folded(NameOf(row.new_grievor())));
  }
  return same;
}

std::string IdentityOfRow(const v1::ImportRow& row,
                          const v1::FileGrievanceRequest& filing) {
  std::string same = SamenessOfRow(row, filing);
  if (same.empty()) {
    same = absl::StrCat(filing.grievance_class(), "\n", filing.issue_code(),
                        "\nestablishment ", filing.establishment_id(),
                        "\nstatement ", Folded(filing.statement()));
  }
  absl::StrAppend(&same, "\noccurred ", filing.occurred_date(), "\nknown ",
                  filing.known_date());
  return same;
}

Event BeginImport(const v1::BeginImportRequest& request,
                  absl::string_view person_id, std::string import_id,
                  std::string digest, std::string key_id, absl::Time now) {
  Import import;
  import.set_import_id(std::move(import_id));
  import.set_state(Import::STAGING);
  import.set_person_id(std::string(person_id));
  import.set_digest(std::move(digest));
  import.set_row_count(request.row_count());
  import.set_repeats_allowed(request.repeats_allowed());
  import.set_key_id(std::move(key_id));
  *import.mutable_create_time() = ToProto(now);
  return EventOf(Event::IMPORT_BEGUN, import);
}

absl::StatusOr<Event> StageGroup(const Import& import,
                                 const Import::Group& group) {
  RETURN_IF_ERROR(CheckStaging(import));
  Import after = import;
  auto& groups = *after.mutable_groups();
  const auto at =
      std::lower_bound(groups.begin(), groups.end(), group,
                       [](const Import::Group& a, const Import::Group& b) {
                         return a.number() < b.number();
                       });
  if (at != groups.end() && at->number() == group.number()) {
    *at = group;
  } else {
    const int place = static_cast<int>(at - groups.begin());
    *groups.Add() = group;
    std::rotate(groups.begin() + place, groups.end() - 1, groups.end());
  }
  if (ReceivedRows(after) > import.row_count()) {
    return Refuse(R::IMPORT_TOO_LARGE,
                  {{"count", absl::StrCat(ReceivedRows(after))},
                   {"limit", absl::StrCat(import.row_count())}});
  }
  return EventOf(Event::IMPORT_STAGED, after);
}

absl::Status CheckComplete(const Import& import) {
  RETURN_IF_ERROR(CheckStaging(import));
  const uint32_t received = ReceivedRows(import);
  if (received == import.row_count()) return absl::OkStatus();
  return Refuse(R::IMPORT_INCOMPLETE,
                {{"count", absl::StrCat(received)},
                 {"limit", absl::StrCat(import.row_count())}});
}

absl::StatusOr<Event> PublishImport(const Import& import,
                                    const Import::Outcome& outcome,
                                    const Import::Group& filed_rows,
                                    absl::Time now) {
  RETURN_IF_ERROR(CheckComplete(import));
  Event event = EventOf(Event::IMPORT_PUBLISHED, import);
  Import& after = *event.mutable_grievance_import();
  after.set_state(Import::PUBLISHED);
  *after.mutable_end_time() = ToProto(now);
  *after.mutable_outcome() = outcome;
  *after.mutable_filed_rows() = filed_rows;
  return event;
}

absl::StatusOr<Event> AbandonImport(const Import& import, absl::Time now) {
  RETURN_IF_ERROR(CheckStaging(import));
  Event event = EventOf(Event::IMPORT_ABANDONED, import);
  event.mutable_grievance_import()->set_state(Import::ABANDONED);
  *event.mutable_grievance_import()->mutable_end_time() = ToProto(now);
  return event;
}

}  // namespace entente
