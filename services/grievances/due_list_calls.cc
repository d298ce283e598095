#include "services/grievances/due_list_calls.h"

#include <string>
#include <utility>
#include <vector>

#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/proto_time.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "proto/support/text/explanation_text.h"
#include "services/grievances/file_access.h"
#include "services/grievances/file_deadline_rules.h"
#include "services/grievances/kept_deadlines.h"
#include "services/rpc/page_token.h"
#include "services/time_limits/deadline_rules.h"
#include "storage/deadline_store.h"
#include "storage/mediation_store.h"
#include "storage/note_store.h"

namespace entente {
namespace {

using v1::DeadlineItem;
using R = v1::Refusal;

constexpr int kDuePageSizeMax = 500;
constexpr int kCountedAtOnce = 200;
constexpr int kWeekDays = 7;
constexpr int kMonthDays = 30;

DeadlineItem::FileKind KindOf(const SeenFile& file) {
  if (file.grievance.has_value()) return DeadlineItem::GRIEVANCE;
  if (file.mediation.has_value()) return DeadlineItem::MEDIATION;
  return file.consultation.has_value() ? DeadlineItem::CONSULTATION
                                       : DeadlineItem::SETTLEMENT;
}

const Deadlines& DeadlinesOf(const DueRow& row) {
  return row.note.has_value() ? row.note->deadlines() : row.file.deadlines();
}

// The deadline as it was known then.
v1::Deadline KnownAt(v1::Deadline deadline, absl::Time known_at) {
  if (deadline.has_met_time() && FromProto(deadline.met_time()) > known_at) {
    deadline.clear_met_by_event_id();
    deadline.clear_met_date();
    deadline.clear_met_time();
  }
  if (deadline.has_end_time() && FromProto(deadline.end_time()) > known_at) {
    deadline.clear_superseded_by_deadline_id();
    deadline.clear_ended_by_event_id();
    deadline.clear_end_time();
  }
  return deadline;
}

// By which rules a deadline was computed, and the day on which it is judged.
struct Judged {
  HeldProcedure held;
  absl::CivilDay day;
};

// Judged on `stated`, or today where the file is: the same day as the file
// itself shows.
absl::StatusOr<Judged> Judge(ReadCall& call, const Procedures& procedures,
                             const v1::Deadline& deadline,
                             absl::optional<absl::CivilDay> stated) {
  Judged judged;
  ASSIGN_OR_RETURN(judged.held,
                   procedures.Version(call.snapshot, deadline.profile_code(),
                                      deadline.profile_version()));
  judged.day = stated.value_or(
      absl::ToCivilDay(call.snapshot.now(), judged.held.time_zone));
  return judged;
}

// Whether the list still asks for it once its own day is known.
bool Belongs(const DeadlineList& list, const v1::Deadline& deadline,
             absl::CivilDay day) {
  const absl::optional<absl::CivilDay> met = ParseDay(deadline.met_date());
  if (list.overdue_only && !IsPast(deadline, DayIso(day))) return false;
  const bool with_met = list.include_met && !list.overdue_only;
  return with_met || !met.has_value() || *met > day;
}

void FillItem(const ReadCall& call, const Judged& judged, const DueRow& row,
              v1::Deadline deadline, DeadlineItem& item) {
  item.set_file_kind(KindOf(row.file));
  item.set_file_id(row.file.id());
  item.set_number_side(row.file.side);
  item.set_file_number(row.file.number());
  item.set_standing(
      StandingOn(deadline, judged.day, judged.held.profile->due_soon_days()));
  const absl::optional<absl::CivilDay> due = ParseDay(deadline.due_date());
  if (due.has_value()) item.set_days_left(static_cast<int>(*due - judged.day));
  AddExplanation(call.actor.language, deadline);
  *item.mutable_deadline() = std::move(deadline);
  Reader reader = ListReader(row.file.side);
  if (row.file.mediation.has_value() && row.file.side == 0) {
    item.set_office_number(row.file.mediation->office_number());
    reader.classes.insert(v1::Confidentiality::OFFICE);
  }
  Redact(reader, item);
}

// A mediation as a file of the due list; none when the caller does not see it.
absl::StatusOr<absl::optional<SeenFile>> FindMediationFile(
    ReadCall& call, absl::string_view id_or_number) {
  ASSIGN_OR_RETURN(
      absl::optional<SeenMediation> seen,
      FindMediation(call.snapshot, ScopeOf(call.actor), id_or_number));
  if (!seen.has_value()) return absl::optional<SeenFile>();
  SeenFile file;
  file.side = seen->side;
  file.mediation = std::move(seen->mediation);
  return absl::optional<SeenFile>(std::move(file));
}

// The file of a deadline: of one that a note sets, that on which the note is.
absl::StatusOr<DueRow> SeeFileOfDeadline(ReadCall& call,
                                         absl::string_view deadline_id) {
  const absl::string_view record_id = FileOfDeadline(deadline_id);
  ASSIGN_OR_RETURN(absl::optional<v1::Note> note,
                   FindNote(call.snapshot, record_id));
  DueRow row;
  ASSIGN_OR_RETURN(
      absl::optional<SeenFile> file,
      FindFileById(
          call.snapshot, ScopeOf(call.actor),
          note.has_value() ? absl::string_view(note->file_id()) : record_id));
  if (!file.has_value() && !note.has_value()) {
    ASSIGN_OR_RETURN(file, FindMediationFile(call, record_id));
  }
  if (!file.has_value()) return Refuse(R::NOT_AVAILABLE);
  row.file = *std::move(file);
  if (note.has_value() && row.file.side != note->side()) {
    return Refuse(R::NOT_AVAILABLE);
  }
  row.note = std::move(note);
  return row;
}

// Counts a deadline that is not met.
void Count(const v1::Deadline& deadline, const Judged& judged,
           v1::GetDigestResponse& digest) {
  switch (
      StandingOn(deadline, judged.day, judged.held.profile->due_soon_days())) {
    case v1::DeadlineStanding::OVERDUE:
      digest.set_overdue_count(digest.overdue_count() + 1);
      return;
    case v1::DeadlineStanding::UNDETERMINED:
      digest.set_undetermined_count(digest.undetermined_count() + 1);
      return;
    case v1::DeadlineStanding::OPEN:
    case v1::DeadlineStanding::DUE_SOON:
      break;
    default:
      return;
  }
  const int64_t days = *ParseDay(deadline.due_date()) - judged.day;
  // They come by their due dates; what was relieved has none any more.
  if (digest.next_due_date().empty() && days >= 0) {
    digest.set_next_due_date(deadline.due_date());
  }
  if (days == 0) {
    digest.set_due_today_count(digest.due_today_count() + 1);
  } else if (days <= kWeekDays) {
    digest.set_due_within_week_count(digest.due_within_week_count() + 1);
  } else if (days <= kMonthDays) {
    digest.set_due_within_month_count(digest.due_within_month_count() + 1);
  }
}

DeadlineList::OwedBy OwedBy(v1::ListDeadlinesRequest::OwedBy owed_by) {
  switch (owed_by) {
    case v1::ListDeadlinesRequest::OWN_SIDE:
      return DeadlineList::OwedBy::kOwnSide;
    case v1::ListDeadlinesRequest::OTHER_SIDE:
      return DeadlineList::OwedBy::kOtherSide;
    case v1::ListDeadlinesRequest::NEITHER_SIDE:
      return DeadlineList::OwedBy::kNeitherSide;
    default:
      return DeadlineList::OwedBy::kAnyone;
  }
}

}  // namespace

absl::Status CheckListDeadlines(const v1::ListDeadlinesRequest& request) {
  RETURN_IF_ERROR(
      CheckDay("due_before_date", request.due_before_date(), false).status());
  RETURN_IF_ERROR(CheckDay("as_of_date", request.as_of_date(), false).status());
  RETURN_IF_ERROR(CheckKnownEnum("owed_by", request.owed_by(), false));
  RETURN_IF_ERROR(CheckReference("file_id", request.file_id(), false));
  return CheckPageSize(request.page_size(), kDuePageSizeMax).status();
}

absl::Status CheckExplainDeadline(const v1::ExplainDeadlineRequest& request) {
  return CheckReference("deadline_id", request.deadline_id(), true);
}

absl::Status ListDue(ReadCall& call, const Procedures& procedures,
                     const v1::ListDeadlinesRequest& request,
                     v1::ListDeadlinesResponse& response) {
  DeadlineList list;
  ASSIGN_OR_RETURN(const int limit,
                   CheckPageSize(request.page_size(), kDuePageSizeMax));
  ASSIGN_OR_RETURN(const std::vector<std::string> after,
                   OpenPageToken(call, request, request.page_token()));
  if (after.size() == 2) {
    list.after_due = after[0];
    list.after_id = after[1];
  }
  const absl::optional<absl::CivilDay> stated = ParseDay(request.as_of_date());
  list.as_of = stated.value_or(call.actor.today);
  if (!stated.has_value()) list.later_days = 1;
  list.known_at = request.has_known_at_time()
                      ? FromProto(request.known_at_time())
                      : call.snapshot.now();
  list.due_until = ParseDay(request.due_before_date());
  list.overdue_only = request.overdue_only();
  list.include_met = request.include_met();
  list.owed_by = OwedBy(request.owed_by());
  if (!request.file_id().empty()) {
    ASSIGN_OR_RETURN(absl::optional<SeenFile> file,
                     FindMediationFile(call, request.file_id()));
    if (!file.has_value()) {
      ASSIGN_OR_RETURN(file,
                       SeeFile(call, request.file_id(), Counts::kWithout));
    }
    list.file_id = file->id();
  }
  list.limit = limit + 1;
  ASSIGN_OR_RETURN(std::vector<DueRow> rows,
                   ListDeadlines(call.snapshot, ScopeOf(call.actor), list));
  if (CutToPage(rows, limit)) {
    response.set_next_page_token(SealPageToken(
        call, request, {rows.back().due_on, rows.back().deadline_id}));
  }
  for (const DueRow& row : rows) {
    const v1::Deadline* const deadline =
        DeadlineById(DeadlinesOf(row), row.deadline_id);
    if (deadline == nullptr) {
      return absl::DataLossError("a deadline row without its deadline");
    }
    v1::Deadline known = KnownAt(*deadline, list.known_at);
    ASSIGN_OR_RETURN(const Judged judged,
                     Judge(call, procedures, known, stated));
    if (!Belongs(list, known, judged.day)) continue;
    FillItem(call, judged, row, std::move(known), *response.add_items());
  }
  response.set_as_of_date(DayIso(list.as_of));
  *response.mutable_known_at_time() = ToProto(list.known_at);
  return absl::OkStatus();
}

absl::Status CountDue(ReadCall& call, const Procedures& procedures,
                      const v1::GetDigestRequest& /*request*/,
                      v1::GetDigestResponse& response) {
  DeadlineList list;
  list.as_of = call.actor.today;
  list.known_at = call.snapshot.now();
  list.headers_only = true;
  list.limit = kCountedAtOnce + 1;
  // The today of a file may be a day off.
  const std::string last_counted = DayIso(call.actor.today + kMonthDays + 1);
  bool has_more = true;
  while (has_more) {
    ASSIGN_OR_RETURN(std::vector<DueRow> rows,
                     ListDeadlines(call.snapshot, ScopeOf(call.actor), list));
    has_more = CutToPage(rows, kCountedAtOnce);
    for (const DueRow& row : rows) {
      const v1::Deadline* const deadline =
          DeadlineById(DeadlinesOf(row), row.deadline_id);
      if (deadline == nullptr) {
        return absl::DataLossError("a deadline row without its deadline");
      }
      ASSIGN_OR_RETURN(const Judged judged,
                       Judge(call, procedures, *deadline, absl::nullopt));
      if (Belongs(list, *deadline, judged.day)) {
        Count(*deadline, judged, response);
      }
    }
    if (!has_more) break;
    list.after_due = rows.back().due_on;
    list.after_id = rows.back().deadline_id;
    // Further ones are looked through for the next date alone.
    has_more =
        list.after_due <= last_counted || response.next_due_date().empty();
  }
  response.set_as_of_date(DayIso(call.actor.today));
  if (call.actor.by_digest_token) {
    *response.mutable_digest_token_expire_time() =
        ToProto(call.actor.token_expire_time);
  }
  Redact(ListReader(0), response);
  return absl::OkStatus();
}

absl::Status ExplainDue(ReadCall& call, const Procedures& procedures,
                        const v1::ExplainDeadlineRequest& request,
                        v1::ExplainDeadlineResponse& response) {
  ASSIGN_OR_RETURN(const DueRow row,
                   SeeFileOfDeadline(call, request.deadline_id()));
  const v1::Deadline* const deadline =
      DeadlineById(DeadlinesOf(row), request.deadline_id());
  if (deadline == nullptr) return Refuse(R::NOT_AVAILABLE);
  ASSIGN_OR_RETURN(const Judged judged,
                   Judge(call, procedures, *deadline, absl::nullopt));
  FillItem(call, judged, row, *deadline, *response.mutable_item());
  return absl::OkStatus();
}

}  // namespace entente
