#include "storage/deadline_store.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/proto_time.h"
#include "proto/support/status_macros.h"
#include "storage/grievance_row.h"
#include "storage/record_row.h"

namespace entente {
namespace {

// The place of a deadline in the order of the list. What is undetermined may
// be due any day, so it comes before every day, by the latest that it can be.
constexpr char kUndetermined = '!';
constexpr absl::string_view kLastDay = "9999-12-31";

std::string UndeterminedKey(absl::string_view latest) {
  return absl::StrCat(std::string(1, kUndetermined), latest);
}

std::string DueOn(const v1::Deadline& deadline) {
  if (deadline.due_date().empty()) return UndeterminedKey(kLastDay);
  return deadline.undetermined() ? UndeterminedKey(deadline.due_date())
                                 : deadline.due_date();
}

absl::optional<absl::Time> Instant(
    bool has, const google::protobuf::Timestamp& timestamp) {
  if (!has) return absl::nullopt;
  return FromProto(timestamp);
}

const v1::Deadline* Find(const Deadlines& deadlines, absl::string_view id) {
  for (const v1::Deadline& deadline : deadlines) {
    if (deadline.deadline_id() == id) return &deadline;
  }
  return nullptr;
}

// Whether the rows of both are alike. The law and the dates of a deadline
// never change, only whether it was met or ended.
bool SameRow(const v1::Deadline& a, const v1::Deadline& b) {
  return a.met_date() == b.met_date() && a.has_met_time() == b.has_met_time() &&
         FromProto(a.met_time()) == FromProto(b.met_time()) &&
         a.has_end_time() == b.has_end_time() &&
         FromProto(a.end_time()) == FromProto(b.end_time());
}

absl::Status DeleteRow(Transaction& transaction, const DueFile& file,
                       const v1::Deadline& deadline) {
  for (const DueFile::Holder& holder : file.holders) {
    RETURN_IF_ERROR(
        transaction
            .Execute("DELETE FROM deadlines"
                     " WHERE holder_id = $1 AND file_kind = $2"
                     " AND is_open = $3 AND due_on = $4 AND deadline_id = $5",
                     holder.id, static_cast<int>(file.kind), IsOpen(deadline),
                     DueOn(deadline), deadline.deadline_id())
            .status());
  }
  return absl::OkStatus();
}

absl::Status InsertRow(Transaction& transaction, const DueFile& file,
                       const v1::Deadline& deadline) {
  for (const DueFile::Holder& holder : file.holders) {
    RETURN_IF_ERROR(
        transaction
            .Execute(
                "INSERT INTO deadlines"
                " (holder_id, file_kind, is_open, due_on,"
                " deadline_id, file_id, side, owed_by_side, opened_at,"
                " met_on, met_at, ended_at)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                holder.id, static_cast<int>(file.kind), IsOpen(deadline),
                DueOn(deadline), deadline.deadline_id(), file.file_id,
                holder.side, deadline.owed_by_side(),
                FromProto(deadline.open_time()), OrNull(deadline.met_date()),
                Instant(deadline.has_met_time(), deadline.met_time()),
                Instant(deadline.has_end_time(), deadline.end_time()))
            .status());
  }
  return absl::OkStatus();
}

constexpr SqlText kOfGrievances(
    "SELECT d.due_on, d.deadline_id, v.side, g.record, g.counts"
    " FROM deadlines d"
    " JOIN grievances g ON g.grievance_id = d.file_id");
constexpr SqlText kOfHeaders(
    "SELECT d.due_on, d.deadline_id, v.side, g.header FROM deadlines d"
    " JOIN grievances g ON g.grievance_id = d.file_id");
constexpr SqlText kOfConsultations(
    "SELECT d.due_on, d.deadline_id, 1, c.record FROM deadlines d"
    " JOIN consultations c ON c.consultation_id = d.file_id WHERE ");
constexpr SqlText kOfSettlements(
    "SELECT d.due_on, d.deadline_id, d.side, s.record FROM deadlines d"
    " JOIN settlements s ON s.settlement_id = d.file_id"
    " WHERE EXISTS (SELECT 1 FROM settlement_grievances x"
    " JOIN grievances g ON g.grievance_id = x.grievance_id");
constexpr SqlText kOfGrievanceNotes(
    "SELECT d.due_on, d.deadline_id, v.side, g.record, g.counts, n.record"
    " FROM deadlines d JOIN notes n ON n.deadline_id = d.deadline_id"
    " JOIN grievances g ON g.grievance_id = d.file_id");
// Whoever stands on another side of the file has no row of this one.
constexpr SqlText kOnThisSide(" WHERE v.side = d.side AND");
constexpr SqlText kOfConsultationNotes(
    "SELECT d.due_on, d.deadline_id, 1, c.record, n.record FROM deadlines d"
    " JOIN notes n ON n.deadline_id = d.deadline_id"
    " JOIN consultations c ON c.consultation_id = d.file_id WHERE ");
constexpr SqlText kOfMediations(
    "SELECT d.due_on, d.deadline_id, v.side, x.record FROM deadlines d"
    " JOIN mediations x ON x.mediation_id = d.file_id");
constexpr SqlText kOfThisSettlement(
    " WHERE x.settlement_id = s.settlement_id"
    " AND v.organization_id = $3) AND");

// The filters, once $1 and $2 are the scope's.
constexpr SqlText kDueFilter(
    " d.holder_id = $3 AND d.file_kind = $4"
    " AND d.is_open = $5 AND (d.due_on, d.deadline_id) > ($6, $7)"
    " AND d.opened_at <= $8 AND (d.ended_at IS NULL OR d.ended_at > $8)"
    " AND ($9 = 1 OR d.met_on IS NULL OR d.met_on > $10 OR d.met_at > $8)"
    " AND d.due_on <= $11 AND (d.due_on <= $12 OR d.due_on >= '0')"
    // What was met need not come first, but by the latest day that it had.
    " AND (d.due_on >= '0' OR d.met_on IS NULL OR d.met_on > $10"
    " OR d.met_at > $8 OR substr(d.due_on, 2) <= $11)"
    " AND ($13 = 0 OR ($13 = 1 AND d.owed_by_side = d.side)"
    " OR ($13 = 2 AND d.owed_by_side <> d.side AND d.owed_by_side > 0)"
    " OR ($13 = 3 AND d.owed_by_side = 0))"
    " AND ($14 = '' OR d.file_id = $14)"
    " ORDER BY d.due_on, d.deadline_id LIMIT $15");

Sql SqlOf(DueFile::Kind kind, bool headers_only) {
  switch (kind) {
    case DueFile::Kind::kConsultation:
      return {kOfConsultations, kSeesConsultation, " AND", kDueFilter};
    case DueFile::Kind::kGrievance:
      return {headers_only ? kOfHeaders : kOfGrievances, kJoinViewer, " WHERE",
              kDueFilter};
    case DueFile::Kind::kGrievanceNote:
      return {kOfGrievanceNotes, kJoinViewer, kOnThisSide, kDueFilter};
    case DueFile::Kind::kConsultationNote:
      return {kOfConsultationNotes, kSeesConsultation, " AND", kDueFilter};
    case DueFile::Kind::kMediation:
      return {kOfMediations, kJoinPart, kOnThisSide, kDueFilter};
    case DueFile::Kind::kSettlement:
      break;
  }
  return {kOfSettlements, kJoinViewer, kOfThisSettlement, kDueFilter};
}

absl::StatusOr<Rows> QueryArm(Snapshot& snapshot, const Scope& scope,
                              const DeadlineList& list,
                              absl::string_view holder_id, DueFile::Kind kind,
                              bool open) {
  const Sql sql = SqlOf(kind, list.headers_only);
  const std::string as_of = DayIso(list.as_of);
  // Days as texts sort as days do: what is overdue is a part of the key's
  // range, and what is not is never read.
  std::string until = list.due_until.has_value() ? DayIso(*list.due_until)
                                                 : std::string(kLastDay);
  std::string undetermined_until = UndeterminedKey(kLastDay);
  if (list.overdue_only) {
    const std::string yesterday = DayIso(list.as_of + list.later_days - 1);
    until = std::min(until, yesterday);
    undetermined_until = UndeterminedKey(yesterday);
  }
  // The end of time is no number of microseconds that the engine compares.
  const absl::Time known_at =
      std::min(list.known_at, absl::FromUnixSeconds(253402300799));
  return snapshot.Query(
      sql, scope.person_id, DayIso(scope.today), holder_id,
      static_cast<int>(kind), open, list.after_due, list.after_id, known_at,
      list.include_met && !list.overdue_only, as_of, until, undetermined_until,
      static_cast<int>(list.owed_by), list.file_id, list.limit);
}

absl::Status ReadArm(absl::StatusOr<Rows> rows, DueFile::Kind kind,
                     Counts counts, std::vector<DueRow>& found) {
  if (!rows.ok()) return std::move(rows).status();
  while (true) {
    ASSIGN_OR_RETURN(const bool more, rows->Next());
    if (!more) return absl::OkStatus();
    DueRow& row = found.emplace_back();
    row.due_on = rows->Text(0);
    row.deadline_id = rows->Text(1);
    row.file.side = static_cast<uint32_t>(rows->Int(2));
    switch (kind) {
      case DueFile::Kind::kConsultation: {
        ASSIGN_OR_RETURN(row.file.consultation,
                         ReadRecord<v1::Consultation>(*rows, 3));
        break;
      }
      case DueFile::Kind::kGrievance: {
        ASSIGN_OR_RETURN(row.file.grievance, ReadGrievance(*rows, 3, counts));
        break;
      }
      case DueFile::Kind::kSettlement: {
        ASSIGN_OR_RETURN(row.file.settlement,
                         ReadRecord<v1::Settlement>(*rows, 3));
        break;
      }
      case DueFile::Kind::kMediation: {
        ASSIGN_OR_RETURN(row.file.mediation,
                         ReadRecord<v1::Mediation>(*rows, 3));
        break;
      }
      case DueFile::Kind::kGrievanceNote: {
        ASSIGN_OR_RETURN(row.file.grievance,
                         ReadGrievance(*rows, 3, Counts::kWithout));
        ASSIGN_OR_RETURN(row.note, ReadRecord<v1::Note>(*rows, 5));
        break;
      }
      case DueFile::Kind::kConsultationNote: {
        ASSIGN_OR_RETURN(row.file.consultation,
                         ReadRecord<v1::Consultation>(*rows, 3));
        ASSIGN_OR_RETURN(row.note, ReadRecord<v1::Note>(*rows, 4));
        break;
      }
    }
  }
}

}  // namespace

DueFile DueFileOf(const v1::Grievance& grievance) {
  DueFile file;
  file.file_id = grievance.grievance_id();
  for (const v1::Party& party : grievance.parties()) {
    if (party.organization_id().empty()) continue;
    file.holders.push_back({party.organization_id(), party.side()});
    // For those whose mandate is for the establishment alone.
    if (party.establishment_id().empty()) continue;
    file.holders.push_back({party.establishment_id(), party.side()});
  }
  return file;
}

DueFile DueFileOf(const v1::Consultation& consultation) {
  DueFile file;
  file.file_id = consultation.consultation_id();
  file.kind = DueFile::Kind::kConsultation;
  file.holders.push_back({consultation.local_id(), 1});
  return file;
}

DueFile DueFileOf(const v1::Settlement& settlement) {
  DueFile file;
  file.file_id = settlement.settlement_id();
  file.kind = DueFile::Kind::kSettlement;
  for (const v1::Party& party : settlement.parties()) {
    if (party.organization_id().empty()) continue;
    file.holders.push_back({party.organization_id(), party.side()});
  }
  return file;
}

DueFile DueFileOf(const v1::Note& note) {
  DueFile file;
  file.file_id = note.file_id();
  file.kind = note.file_kind() == v1::Note::CONSULTATION
                  ? DueFile::Kind::kConsultationNote
                  : DueFile::Kind::kGrievanceNote;
  file.holders.push_back({note.organization_id(), note.side()});
  return file;
}

absl::Status PutDeadlines(Transaction& transaction, const DueFile& file,
                          const Deadlines& before, const Deadlines& deadlines) {
  for (const v1::Deadline& old : before) {
    const v1::Deadline* const now = Find(deadlines, old.deadline_id());
    if (now != nullptr && SameRow(old, *now)) continue;
    RETURN_IF_ERROR(DeleteRow(transaction, file, old));
  }
  for (const v1::Deadline& deadline : deadlines) {
    const v1::Deadline* const old = Find(before, deadline.deadline_id());
    if (old != nullptr && SameRow(*old, deadline)) continue;
    RETURN_IF_ERROR(InsertRow(transaction, file, deadline));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<DueRow>> ListDeadlines(Snapshot& snapshot,
                                                  const Scope& scope,
                                                  const DeadlineList& list) {
  ASSIGN_OR_RETURN(const std::vector<ScopeOrganization> organizations,
                   ListScopeOrganizations(snapshot, scope));
  // What is closed by now was open on an earlier day, or was not yet known to
  // be closed.
  const bool also_closed = list.include_met || list.known_at < snapshot.now() ||
                           list.as_of < scope.today;
  std::vector<DueRow> found;
  for (const ScopeOrganization& each : organizations) {
    for (const DueFile::Kind kind :
         {DueFile::Kind::kGrievance, DueFile::Kind::kConsultation,
          DueFile::Kind::kSettlement, DueFile::Kind::kGrievanceNote,
          DueFile::Kind::kConsultationNote}) {
      // Settlements are between employers, and notes those of a party,
      // whatever place they concern.
      const bool of_place = kind == DueFile::Kind::kGrievance ||
                            kind == DueFile::Kind::kConsultation;
      const std::string& where = each.establishment_id.empty() || !of_place
                                     ? each.organization_id
                                     : each.establishment_id;
      for (const bool open : {true, false}) {
        if (!open && !also_closed) continue;
        RETURN_IF_ERROR(ReadArm(
            QueryArm(snapshot, scope, list, where, kind, open), kind,
            list.headers_only ? Counts::kWithout : Counts::kWith, found));
      }
    }
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> holders,
                   ListMediationHolders(snapshot, scope));
  for (const std::string& holder : holders) {
    for (const bool open : {true, false}) {
      if (!open && !also_closed) continue;
      RETURN_IF_ERROR(ReadArm(QueryArm(snapshot, scope, list, holder,
                                       DueFile::Kind::kMediation, open),
                              DueFile::Kind::kMediation, Counts::kWith, found));
    }
  }
  const auto key = [](const DueRow& row) {
    return std::tie(row.due_on, row.deadline_id);
  };
  std::sort(found.begin(), found.end(),
            [&](const DueRow& a, const DueRow& b) { return key(a) < key(b); });
  // An employer and its establishment lead to the same file.
  found.erase(std::unique(found.begin(), found.end(),
                          [&](const DueRow& a, const DueRow& b) {
                            return key(a) == key(b);
                          }),
              found.end());
  if (found.size() > static_cast<size_t>(list.limit)) found.resize(list.limit);
  return found;
}

const v1::Deadline* DeadlineById(const Deadlines& deadlines,
                                 absl::string_view deadline_id) {
  return Find(deadlines, deadline_id);
}

}  // namespace entente
