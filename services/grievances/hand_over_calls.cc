#include "services/grievances/hand_over_calls.h"

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/types/optional.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/role_refusal.h"
#include "services/directory/directory_rules.h"
#include "services/grievances/assignee_checks.h"
#include "services/grievances/entrusting_rules.h"
#include "services/grievances/file_access.h"
#include "storage/assignment_store.h"
#include "storage/change_store.h"
#include "storage/consultation_store.h"
#include "storage/mandate_store.h"
#include "storage/person_store.h"

namespace entente {
namespace {

using v1::Consultation;
using v1::Grievance;
using v1::Mandate;
using Answer = v1::HandOverFilesResponse::File;
using R = v1::Refusal;

// One call, as its request has it.
struct Task {
  HandOver hand_over;
  bool as_keeper = false;
};

bool IsRestricted(const SeenFile& file) {
  return file.grievance.has_value() ? file.grievance->restricted()
                                    : file.consultation->restricted();
}

// REFERENCE_UNKNOWN of a person who is not there for the caller: neither one
// whom they may read nor one who acts for a side.
absl::Status CheckRecipient(ReadCall& call, const std::string& person_id) {
  ASSIGN_OR_RETURN(const absl::optional<v1::Person> person,
                   FindPerson(call.snapshot, person_id));
  if (person.has_value() && MayReadPerson(call.actor, *person)) {
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(
      const std::vector<Mandate> mandates,
      ListStandingMandates(call.snapshot, person_id, call.actor.today));
  for (const Mandate& mandate : mandates) {
    if (mandate.role() == Mandate::UNION_REP ||
        mandate.role() == Mandate::EMPLOYER_REP) {
      return absl::OkStatus();
    }
  }
  return Refuse(R::REFERENCE_UNKNOWN, {{"field", "to_person_id"}});
}

// By id or number, among those that are the caller's to hand over: grievances
// and consultations.
absl::StatusOr<absl::optional<SeenFile>> FindNamed(ReadCall& call,
                                                   bool as_keeper,
                                                   absl::string_view named) {
  const Scope scope = ScopeOf(call.actor);
  ASSIGN_OR_RETURN(absl::optional<SeenFile> file,
                   as_keeper ? FindFileForKeeper(call.snapshot, scope, named)
                             : FindFile(call.snapshot, scope, named));
  if (file.has_value() && file->settlement.has_value()) file.reset();
  return file;
}

// Those that the request names.
absl::StatusOr<std::vector<SeenFile>> NamedFiles(
    ReadCall& call, const Task& task, const v1::HandOverFilesRequest& request) {
  std::vector<SeenFile> files;
  std::set<std::string> ids;
  for (int i = 0; i < request.file_ids_size(); ++i) {
    ASSIGN_OR_RETURN(absl::optional<SeenFile> file,
                     FindNamed(call, task.as_keeper, request.file_ids(i)));
    const std::string field = absl::StrCat("file_ids[", i, "]");
    if (!file.has_value()) {
      return Refuse(R::REFERENCE_UNKNOWN, {{"field", field}});
    }
    if (!ids.insert(file->id()).second) {
      return Refuse(R::NAMED_TWICE,
                    {{"field", field}, {"value", request.file_ids(i)}});
    }
    files.push_back(*std::move(file));
  }
  return files;
}

// All that are entrusted to the person today.
absl::StatusOr<std::vector<SeenFile>> AllFiles(ReadCall& call,
                                               const Task& task) {
  const Scope scope = ScopeOf(call.actor);
  const std::string& from = task.hand_over.from_person_id;
  ASSIGN_OR_RETURN(
      const std::vector<EntrustedFile> entrusted,
      task.as_keeper ? ListEntrustedForKeeper(call.snapshot, scope, from,
                                              kHandedOverMax + 1)
                     : ListEntrusted(call.snapshot, scope, kHandedOverMax + 1));
  if (entrusted.size() > kHandedOverMax) {
    return Refuse(R::HAND_OVER_TOO_LARGE,
                  {{"limit", absl::StrCat(kHandedOverMax)}});
  }
  std::vector<SeenFile> files;
  for (const EntrustedFile& each : entrusted) {
    SeenFile& file = files.emplace_back();
    file.side = each.side;
    if (each.is_consultation) {
      ASSIGN_OR_RETURN(file.consultation,
                       GetConsultation(call.snapshot, each.file_id));
    } else {
      ASSIGN_OR_RETURN(file.grievance,
                       GetGrievance(call.snapshot, each.file_id));
    }
  }
  return files;
}

absl::StatusOr<HandedOver> Judge(WriteCall& call, const Task& task,
                                 const SeenFile& file) {
  HandedOver result;
  if (task.as_keeper && IsRestricted(file)) {
    result.outcome = Answer::RESTRICTED;
    return result;
  }
  Assignable to;
  if (file.consultation.has_value()) {
    to = AssignableTo(*file.consultation);
  } else {
    ASSIGN_OR_RETURN(to,
                     AssignableTo(call.snapshot, *file.grievance, file.side));
  }
  const Entry entry =
      EntryFor(call, file.side, task.as_keeper ? Mandate::KEEPER : to.role,
               absl::UTCTimeZone());
  if (file.consultation.has_value()) {
    result = HandOverConsultation(*file.consultation, task.hand_over, entry);
  } else {
    ASSIGN_OR_RETURN(result,
                     HandOverGrievance(*file.grievance, task.hand_over, entry));
  }
  if (result.outcome == Answer::NOT_ENTRUSTED) return result;
  const absl::Status may_have =
      CheckAssignee(call, to, task.hand_over.to_person_id);
  if (may_have.ok()) return result;
  if (RefusalReason(may_have) != R::MANDATE_REQUIRED) return may_have;
  HandedOver without;
  without.outcome = Answer::NO_MANDATE;
  return without;
}

absl::Status Keep(WriteCall& call, const SeenFile& file, Changes changes) {
  if (changes.empty()) return absl::OkStatus();
  if (file.consultation.has_value()) {
    return ApplyChange(call.transaction, call.keyring, &*file.consultation,
                       std::move(changes[0]));
  }
  return ApplyChange(call.transaction, call.keyring, &*file.grievance,
                     std::move(changes[0]));
}

// `file` is null when the caller does not read it.
void AddAnswer(const std::string& file_id, Answer::Kind kind,
               Answer::Outcome outcome, const SeenFile* file,
               v1::HandOverFilesResponse& response) {
  Answer& answer = *response.add_files();
  answer.set_file_id(file_id);
  answer.set_kind(kind);
  answer.set_outcome(outcome);
  if (file != nullptr) {
    answer.set_number_side(file->side);
    answer.set_file_number(file->number());
    Redact(ListReader(file->side), answer);
  }
  const bool is_there =
      outcome == Answer::HANDED_OVER || outcome == Answer::ALREADY_THERE;
  if (is_there) {
    response.set_there_count(response.there_count() + 1);
  } else {
    response.set_left_count(response.left_count() + 1);
  }
}

Answer::Kind KindOf(const SeenFile& file) {
  return file.consultation.has_value() ? Answer::CONSULTATION
                                       : Answer::GRIEVANCE;
}

// What is kept for a repeated call: to whom, until when, and each file's kind,
// outcome and id. No part of it holds a separator.
std::string Noted(const v1::HandOverFilesResponse& response) {
  std::vector<std::string> parts = {response.to_person_id(),
                                    response.until_date()};
  for (const Answer& each : response.files()) {
    parts.push_back(
        absl::StrCat(each.kind(), ":", each.outcome(), ":", each.file_id()));
  }
  return absl::StrJoin(parts, ",");
}

}  // namespace

absl::Status CheckHandOverFiles(const v1::HandOverFilesRequest& request) {
  RETURN_IF_ERROR(
      CheckReference("from_person_id", request.from_person_id(), false));
  RETURN_IF_ERROR(CheckReference("to_person_id", request.to_person_id(), true));
  RETURN_IF_ERROR(CheckDay("until_date", request.until_date(), false).status());
  RETURN_IF_ERROR(
      CheckCount("file_ids", request.file_ids_size(), kHandedOverMax));
  for (int i = 0; i < request.file_ids_size(); ++i) {
    RETURN_IF_ERROR(CheckReference(absl::StrCat("file_ids[", i, "]"),
                                   request.file_ids(i), true));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> HandFilesOver(
    WriteCall& call, const v1::HandOverFilesRequest& request,
    v1::HandOverFilesResponse& response) {
  const std::string& caller = call.actor.person_id;
  Task task;
  task.hand_over.from_person_id =
      request.from_person_id().empty() ? caller : request.from_person_id();
  task.hand_over.to_person_id = request.to_person_id();
  task.hand_over.until = ParseDay(request.until_date());
  task.as_keeper = task.hand_over.from_person_id != caller;
  if (task.hand_over.to_person_id == task.hand_over.from_person_id) {
    return Refuse(R::FIELDS_CONFLICT, {{"field", "to_person_id"},
                                       {"other_field", "from_person_id"}});
  }
  if (task.as_keeper) {
    if (!call.actor.HasRole(Mandate::KEEPER)) {
      return RoleRequired({Mandate::KEEPER});
    }
    if (task.hand_over.to_person_id == caller) return Refuse(R::SELF_GRANT);
  }
  RETURN_IF_ERROR(CheckRecipient(call, task.hand_over.to_person_id));
  RETURN_IF_ERROR(CheckDateOrder("until_date", request.until_date(),
                                 "from_date", DayIso(call.actor.today)));
  ASSIGN_OR_RETURN(const std::vector<SeenFile> files,
                   request.file_ids().empty()
                       ? AllFiles(call, task)
                       : NamedFiles(call, task, request));
  response.set_to_person_id(request.to_person_id());
  response.set_until_date(request.until_date());
  bool changed = false;
  for (const SeenFile& file : files) {
    ASSIGN_OR_RETURN(HandedOver result, Judge(call, task, file));
    changed = changed || !result.changes.empty();
    RETURN_IF_ERROR(Keep(call, file, std::move(result.changes)));
    AddAnswer(file.id(), KindOf(file), result.outcome,
              task.as_keeper ? nullptr : &file, response);
  }
  return changed ? Noted(response) : std::string();
}

absl::Status ShowHandOverAgain(ReadCall& call, absl::string_view handed_over,
                               v1::HandOverFilesResponse& response) {
  const std::vector<std::string> parts = absl::StrSplit(handed_over, ',');
  if (parts.size() < 2) return absl::DataLossError("a hand-over is cut off");
  response.set_to_person_id(parts[0]);
  response.set_until_date(parts[1]);
  for (size_t i = 2; i < parts.size(); ++i) {
    const std::vector<std::string> file = absl::StrSplit(parts[i], ':');
    int kind = 0;
    int outcome = 0;
    if (file.size() != 3 || !absl::SimpleAtoi(file[0], &kind) ||
        !absl::SimpleAtoi(file[1], &outcome)) {
      return absl::DataLossError("a hand-over is cut off");
    }
    ASSIGN_OR_RETURN(const absl::optional<SeenFile> seen,
                     FindNamed(call, false, file[2]));
    AddAnswer(file[2], static_cast<Answer::Kind>(kind),
              static_cast<Answer::Outcome>(outcome),
              seen.has_value() ? &*seen : nullptr, response);
  }
  return absl::OkStatus();
}

}  // namespace entente
