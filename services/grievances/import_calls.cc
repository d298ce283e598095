#include "services/grievances/import_calls.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "proto/support/text/text.h"
#include "services/access/record_change.h"
#include "services/directory/directory_answers.h"
#include "services/directory/person_calls.h"
#include "services/grievances/filing_call.h"
#include "services/grievances/import_known_rows.h"
#include "services/grievances/import_rules.h"
#include "services/grievances/standing_rules.h"
#include "storage/import_store.h"
#include "storage/random_id.h"

namespace entente {
namespace {

using v1::Grievance;
using v1::Import;
using M = v1::Mandate;
using R = v1::Refusal;

constexpr uint32_t kCommonGroup = 0;

Reader ImportReader() {
  Reader reader = AccountReader();
  reader.classes.insert(v1::Confidentiality::SIDE_ADMIN);
  reader.sides = {1};
  return reader;
}

M::Role RoleOf(const Actor& actor) {
  return actor.HasRole(M::UNION_REP) ? M::UNION_REP : M::EMPLOYER_REP;
}

// What the client calls the file tells nobody else what is in it.
std::string KeyedDigest(const ReadCall& call, const std::string& digest) {
  return absl::BytesToHexString(call.keyring.Mac("import", digest));
}

absl::StatusOr<Import> OwnImport(ReadCall& call, absl::string_view id) {
  ASSIGN_OR_RETURN(absl::optional<Import> found,
                   FindImport(call.snapshot, call.actor.person_id, id));
  if (!found.has_value()) return Refuse(R::NOT_AVAILABLE);
  return *std::move(found);
}

absl::StatusOr<Import> OwnImport(ReadCall& call, absl::string_view id,
                                 absl::string_view etag) {
  ASSIGN_OR_RETURN(Import import, OwnImport(call, id));
  Import shown = import;
  Redact(ImportReader(), shown);
  RETURN_IF_ERROR(CheckEtag(call.keyring, etag, shown));
  return import;
}

absl::StatusOr<std::string> KeepMove(WriteCall& call, const Import* before,
                                     v1::Event event,
                                     v1::ImportAnswer& answer) {
  const std::string id = event.record_id();
  *answer.mutable_grievance_import() =
      Shown(call, event.grievance_import(), ImportReader());
  RETURN_IF_ERROR(
      RecordChange(call, before, std::move(event), RoleOf(call.actor)));
  return id;
}

// A row that the rules admit, and that is not kept yet.
struct JudgedRow {
  absl::optional<NewPerson> grievor;
  JudgedFiling filing;
};

absl::StatusOr<JudgedRow> JudgeRow(ReadCall& call, const Procedures& procedures,
                                   const v1::ImportRow& row,
                                   v1::FileGrievanceRequest filing,
                                   const std::string& operation_id,
                                   Names names) {
  RETURN_IF_ERROR(CheckRow(row, filing));
  JudgedRow judged;
  FilingTerms terms;
  terms.operation_id = operation_id;
  terms.names = names;
  if (row.has_new_grievor()) {
    ASSIGN_OR_RETURN(judged.grievor, JudgePerson(call, row.new_grievor()));
    const v1::Person& person = judged.grievor->event.person();
    filing.set_grievor_ids(filing.grievor_ids_size() - 1, person.person_id());
    terms.new_grievor = &person;
  }
  ASSIGN_OR_RETURN(judged.filing, JudgeFiling(call, procedures, filing, terms));
  return judged;
}

absl::Status Count(const JudgedRow& row, Import::Outcome& outcome) {
  const Grievance& grievance = row.filing.changes[0].grievance();
  outcome.set_grievance_count(outcome.grievance_count() + 1);
  if (row.grievor.has_value()) {
    outcome.set_new_person_count(outcome.new_person_count() + 1);
  }
  ASSIGN_OR_RETURN(const v1::Standing::Verdict verdict,
                   VerdictOn(row.filing.held.procedure, grievance));
  switch (verdict) {
    case v1::Standing::TIMELY:
      outcome.set_timely_count(outcome.timely_count() + 1);
      break;
    case v1::Standing::LATE:
      outcome.set_late_count(outcome.late_count() + 1);
      break;
    case v1::Standing::LATE_PROTECTED:
      outcome.set_late_protected_count(outcome.late_protected_count() + 1);
      break;
    default:
      outcome.set_undetermined_count(outcome.undetermined_count() + 1);
  }
  return absl::OkStatus();
}

// Whether a row is to blame, and not the store.
bool IsOfRow(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kPermissionDenied:
      return FindRefusal(status).has_value();
    default:
      return false;
  }
}

// The field of the row to which the refusal of its filing points.
std::string FieldOf(const v1::ImportRow& row,
                    const google::rpc::ErrorInfo& refusal) {
  const auto field = refusal.metadata().find("field");
  if (field == refusal.metadata().end()) return "";
  // All grievors that the row names may be the new one.
  if (field->second == "grievor_ids" && row.has_new_grievor()) {
    return "new_grievor";
  }
  return field->second;
}

absl::Status RowRefused(const absl::Status& cause, const v1::ImportRow& row) {
  if (!IsOfRow(cause)) return cause;
  const google::rpc::ErrorInfo refusal = *FindRefusal(cause);
  const std::string field = FieldOf(row, refusal);
  return Refuse(R::IMPORT_ROW_REFUSED,
                {{"line", absl::StrCat(row.line())},
                 {"field", field.empty() ? "rows" : field},
                 {"cause", refusal.reason()}});
}

absl::StatusOr<v1::FileGrievanceRequest> OpenCommon(ReadCall& call,
                                                    const Import& import) {
  v1::FileGrievanceRequest common;
  for (const Import::Group& group : import.groups()) {
    if (group.number() != kCommonGroup) continue;
    ASSIGN_OR_RETURN(
        const std::string bytes,
        OpenImportGroup(call.snapshot, call.keyring, import, group));
    if (common.ParseFromString(bytes)) return common;
  }
  return absl::DataLossError("an import without what its rows have in common");
}

// One import while it is published.
class Publication {
 public:
  Publication(WriteCall& call, const Procedures& procedures,
              const Import& import, KnownRows known)
      : call_(call),
        procedures_(procedures),
        import_(import),
        known_(std::move(known)) {}

  absl::Status Run() {
    ASSIGN_OR_RETURN(common_, OpenCommon(call_, import_));
    for (const Import::Group& group : import_.groups()) {
      if (group.number() == kCommonGroup) continue;
      ASSIGN_OR_RETURN(
          const std::string bytes,
          OpenImportGroup(call_.snapshot, call_.keyring, import_, group));
      v1::StageImportRowsRequest rows;
      if (!rows.ParseFromString(bytes)) {
        return absl::DataLossError("a group of an import cannot be read");
      }
      for (const v1::ImportRow& row : rows.rows()) {
        RETURN_IF_ERROR(Keep(row));
      }
    }
    return absl::OkStatus();
  }

  const Import::Outcome& outcome() const { return outcome_; }
  const v1::FiledRows& filed() const { return filed_; }

 private:
  absl::StatusOr<JudgedRow> Judge(const v1::ImportRow& row) {
    v1::FileGrievanceRequest filing = FilingOfRow(common_, row, "new");
    RETURN_IF_ERROR(known_.Take(row, filing).status());
    AddFiledRow(call_, row, filing, filed_);
    return JudgeRow(call_, procedures_, row, std::move(filing),
                    call_.operation_id, Names::kOpened);
  }

  absl::Status Keep(const v1::ImportRow& row) {
    absl::StatusOr<JudgedRow> judged = Judge(row);
    if (!judged.ok()) return RowRefused(judged.status(), row);
    RETURN_IF_ERROR(Count(*judged, outcome_));
    const std::string& number = judged->filing.for_union
                                    ? judged->filing.facts.union_number
                                    : judged->filing.facts.employer_number;
    if (outcome_.first_number().empty()) outcome_.set_first_number(number);
    outcome_.set_last_number(number);
    if (judged->grievor.has_value()) {
      RETURN_IF_ERROR(KeepPerson(call_, *std::move(judged->grievor)));
    }
    return KeepFiling(call_, std::move(judged->filing));
  }

  WriteCall& call_;
  const Procedures& procedures_;
  const Import& import_;
  KnownRows known_;
  v1::FileGrievanceRequest common_;
  Import::Outcome outcome_;
  v1::FiledRows filed_;
};

}  // namespace

absl::Status CheckRows(ReadCall& call, const Procedures& procedures,
                       const v1::CheckImportRowsRequest& request,
                       v1::CheckImportRowsResponse& response) {
  ASSIGN_OR_RETURN(KnownRows known,
                   KnownRows::Read(call, request.repeats_allowed()));
  for (const auto& before : request.seen()) {
    known.AddSeen(before.key(), before.line());
  }
  for (const v1::ImportRow& row : request.rows()) {
    v1::FileGrievanceRequest filing = FilingOfRow(request.common(), row, "new");
    const absl::StatusOr<std::string> key = known.Take(row, filing);
    absl::Status status = key.status();
    if (key.ok()) {
      if (!key->empty()) {
        auto& noted = *response.add_seen();
        noted.set_key(*key);
        noted.set_line(row.line());
      }
      const absl::StatusOr<JudgedRow> judged = JudgeRow(
          call, procedures, row, std::move(filing), "", Names::kSealed);
      status = judged.status();
      if (judged.ok()) {
        RETURN_IF_ERROR(Count(*judged, *response.mutable_outcome()));
        continue;
      }
    }
    if (!IsOfRow(status)) return status;
    const google::rpc::ErrorInfo refusal = *FindRefusal(status);
    auto& bad = *response.add_bad_rows();
    bad.set_line(row.line());
    bad.set_field(FieldOf(row, refusal));
    const auto other = refusal.metadata().find("other_field");
    if (other != refusal.metadata().end()) bad.set_other_field(other->second);
    bad.set_reason(refusal.reason());
    bad.set_sentence(RefusalText(call.actor.language, refusal));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> Begin(WriteCall& call,
                                  const v1::BeginImportRequest& request,
                                  v1::ImportAnswer& answer) {
  ImportList same;
  same.person_id = call.actor.person_id;
  same.digest = KeyedDigest(call, request.digest());
  same.limit = 1;
  for (const Import::State state : {Import::STAGING, Import::PUBLISHED}) {
    same.state = state;
    ASSIGN_OR_RETURN(const std::vector<Import> found,
                     ListImports(call.snapshot, same));
    if (!found.empty()) {
      return Refuse(R::IMPORT_BEGUN, {{"import_id", found[0].import_id()}});
    }
  }
  ASSIGN_OR_RETURN(std::string key_id, call.keyring.NewKey());
  v1::Event begun =
      BeginImport(request, call.actor.person_id, NewId(), same.digest,
                  std::move(key_id), call.snapshot.now());
  const Import import = begun.grievance_import();
  // The rows refer to the row of the record.
  v1::ImportAnswer first;
  RETURN_IF_ERROR(KeepMove(call, nullptr, std::move(begun), first).status());
  Import::Group common;
  common.set_number(kCommonGroup);
  ASSIGN_OR_RETURN(
      *common.mutable_sha256(),
      PutImportGroup(call.transaction, call.keyring, import, kCommonGroup,
                     request.common().SerializeAsString()));
  ASSIGN_OR_RETURN(v1::Event staged, StageGroup(import, common));
  return KeepMove(call, &import, std::move(staged), answer);
}

absl::StatusOr<std::string> Stage(WriteCall& call,
                                  const v1::StageImportRowsRequest& request,
                                  v1::ImportAnswer& answer) {
  ASSIGN_OR_RETURN(const Import import, OwnImport(call, request.import_id()));
  Import::Group group;
  group.set_number(request.group_number());
  group.set_row_count(static_cast<uint32_t>(request.rows_size()));
  RETURN_IF_ERROR(StageGroup(import, group).status());
  ASSIGN_OR_RETURN(const v1::FileGrievanceRequest common,
                   OpenCommon(call, import));
  ASSIGN_OR_RETURN(KnownRows known,
                   KnownRows::Read(call, import.repeats_allowed()));
  for (const v1::ImportRow& row : request.rows()) {
    RETURN_IF_ERROR(known.Take(row, FilingOfRow(common, row, "new")).status());
  }
  v1::StageImportRowsRequest rows;
  *rows.mutable_rows() = request.rows();
  ASSIGN_OR_RETURN(*group.mutable_sha256(),
                   PutImportGroup(call.transaction, call.keyring, import,
                                  group.number(), rows.SerializeAsString()));
  ASSIGN_OR_RETURN(v1::Event staged, StageGroup(import, group));
  return KeepMove(call, &import, std::move(staged), answer);
}

absl::StatusOr<std::string> Publish(WriteCall& call,
                                    const Procedures& procedures,
                                    const v1::PublishImportRequest& request,
                                    v1::ImportAnswer& answer) {
  ASSIGN_OR_RETURN(const Import import,
                   OwnImport(call, request.import_id(), request.etag()));
  RETURN_IF_ERROR(CheckComplete(import));
  ASSIGN_OR_RETURN(KnownRows known,
                   KnownRows::Read(call, import.repeats_allowed()));
  Publication publication(call, procedures, import, std::move(known));
  RETURN_IF_ERROR(publication.Run());
  RETURN_IF_ERROR(DeleteImportGroups(call.transaction, import.import_id()));
  ASSIGN_OR_RETURN(const Import::Group filed_rows,
                   KeepFiledRows(call, import, publication.filed()));
  ASSIGN_OR_RETURN(v1::Event published,
                   PublishImport(import, publication.outcome(), filed_rows,
                                 call.snapshot.now()));
  return KeepMove(call, &import, std::move(published), answer);
}

absl::StatusOr<std::string> Abandon(WriteCall& call,
                                    const v1::AbandonImportRequest& request,
                                    v1::ImportAnswer& answer) {
  ASSIGN_OR_RETURN(const Import import,
                   OwnImport(call, request.import_id(), request.etag()));
  ASSIGN_OR_RETURN(v1::Event abandoned,
                   AbandonImport(import, call.snapshot.now()));
  RETURN_IF_ERROR(DeleteImportGroups(call.transaction, import.import_id()));
  return KeepMove(call, &import, std::move(abandoned), answer);
}

absl::Status ShowImport(ReadCall& call, absl::string_view import_id,
                        v1::ImportAnswer& answer) {
  ASSIGN_OR_RETURN(Import import, OwnImport(call, import_id));
  *answer.mutable_grievance_import() =
      Shown(call, std::move(import), ImportReader());
  return absl::OkStatus();
}

absl::Status PageImports(ReadCall& call, const v1::ListImportsRequest& request,
                         v1::ListImportsResponse& response) {
  ImportList list;
  list.person_id = call.actor.person_id;
  list.state = request.state();
  if (!request.digest().empty()) {
    list.digest = KeyedDigest(call, request.digest());
  }
  return PageOf(
      call, request, response, &Import::import_id,
      [&](const EntryPosition& after, int limit) {
        list.before_time = after.time;
        list.before_id = after.id;
        list.limit = limit;
        return ListImports(call.snapshot, list);
      },
      [&](Import import) {
        *response.add_imports() =
            Shown(call, std::move(import), ImportReader());
      });
}

}  // namespace entente
