#include "services/grievances/kept_deadlines.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/proto_time.h"

namespace entente {
namespace {

using v1::TimeLimit;

std::string NextId(absl::string_view file_id, int count) {
  return absl::StrCat(file_id, "-", count + 1);
}

// The place of the standing deadline among those kept; -1 for none.
int IndexOf(const Deadlines& kept, TimeLimit::Act act, int step) {
  for (int i = kept.size() - 1; i >= 0; --i) {
    const v1::Deadline& deadline = kept[i];
    if (deadline.act() == act && deadline.step() == step &&
        deadline.superseded_by_deadline_id().empty()) {
      return i;
    }
  }
  return -1;
}

void MarkMet(const Entry& entry, absl::string_view date,
             v1::Deadline& deadline) {
  deadline.set_met_by_event_id(entry.event_id);
  deadline.set_met_date(std::string(date));
  *deadline.mutable_met_time() = ToProto(entry.now);
}

// The deadline that stands for the same act and step, if it is of the same run
// of it; null when what is wanted runs for the first time, or anew.
v1::Deadline* FindKept(const WantedDeadline& wanted, Deadlines& all) {
  const int index = IndexOf(all, wanted.act, wanted.step);
  if (index < 0) return nullptr;
  v1::Deadline* const kept = all.Mutable(index);
  const bool changed =
      wanted.deadline.has_value() && !SameResult(*kept, *wanted.deadline);
  // What was done stays done: a second deliberation, or another arbitrator,
  // has a deadline of its own.
  if (!kept->met_date().empty() && wanted.met_date.empty() && changed) {
    return nullptr;
  }
  return kept;
}

}  // namespace

bool SameResult(const v1::Deadline& kept, const v1::Deadline& computed) {
  v1::Deadline bare = kept;
  bare.clear_deadline_id();
  bare.clear_opened_by_event_id();
  bare.clear_met_by_event_id();
  bare.clear_met_date();
  bare.clear_superseded_by_deadline_id();
  bare.clear_ended_by_event_id();
  bare.clear_open_time();
  bare.clear_met_time();
  bare.clear_end_time();
  return bare.SerializeAsString() == computed.SerializeAsString();
}

void MarkEnded(const Entry& entry, v1::Deadline& deadline) {
  deadline.set_ended_by_event_id(entry.event_id);
  *deadline.mutable_end_time() = ToProto(entry.now);
}

v1::Deadline& OpenDeadlineOf(const Entry& entry, v1::Deadline deadline,
                             absl::string_view file_id, Deadlines& kept) {
  deadline.set_deadline_id(NextId(file_id, kept.size()));
  deadline.set_opened_by_event_id(entry.event_id);
  *deadline.mutable_open_time() = ToProto(entry.now);
  v1::Deadline& opened = *kept.Add();
  opened = std::move(deadline);
  return opened;
}

void KeepDeadline(const Entry& entry, WantedDeadline wanted,
                  absl::string_view file_id, Deadlines& all) {
  v1::Deadline* kept = FindKept(wanted, all);
  if (kept != nullptr && !kept->ended_by_event_id().empty()) {
    // What ended stays so, until it is asked for again: at the next step, or
    // since the grievance was taken up again.
    if (wanted.over || !wanted.deadline.has_value()) return;
    kept = nullptr;
  }
  if (!wanted.deadline.has_value()) {
    if (kept != nullptr && kept->met_date().empty()) MarkEnded(entry, *kept);
    return;
  }
  const bool is_met = !wanted.met_date.empty();
  if (kept == nullptr) {
    // What is over when it would open was never owed.
    if (wanted.over && !is_met) return;
    v1::Deadline& opened =
        OpenDeadlineOf(entry, *std::move(wanted.deadline), file_id, all);
    if (is_met) MarkMet(entry, wanted.met_date, opened);
    return;
  }
  const bool was_met = !kept->met_date().empty();
  if (SameResult(*kept, *wanted.deadline) &&
      (!was_met || !is_met || kept->met_date() == wanted.met_date)) {
    if (was_met) return;
    if (is_met) {
      MarkMet(entry, wanted.met_date, *kept);
    } else if (wanted.over) {
      MarkEnded(entry, *kept);
    }
    return;
  }
  // Other dates, or another day on which it was met: a correction.
  v1::Deadline& next =
      OpenDeadlineOf(entry, *std::move(wanted.deadline), file_id, all);
  if (is_met) {
    MarkMet(entry, wanted.met_date, next);
    // A correction does not change which event met it.
    if (was_met) next.set_met_by_event_id(kept->met_by_event_id());
  } else if (wanted.over) {
    MarkEnded(entry, next);
  }
  kept->set_superseded_by_deadline_id(next.deadline_id());
  MarkEnded(entry, *kept);
}

void ReopenDeadlines(const Entry& entry, absl::string_view ended_by_event_id,
                     absl::string_view file_id, Deadlines& kept) {
  const int count = kept.size();
  for (int i = 0; i < count; ++i) {
    const v1::Deadline& ended = kept[i];
    // Not what another took the place of, or what was opened again already.
    if (ended.ended_by_event_id() != ended_by_event_id ||
        IndexOf(kept, ended.act(), ended.step()) != i) {
      continue;
    }
    v1::Deadline next = ended;
    next.clear_ended_by_event_id();
    next.clear_end_time();
    OpenDeadlineOf(entry, std::move(next), file_id, kept);
  }
}

const v1::Deadline* StandingDeadline(const Deadlines& kept, TimeLimit::Act act,
                                     int step) {
  const int index = IndexOf(kept, act, step);
  return index < 0 ? nullptr : &kept[index];
}

absl::string_view FileOfDeadline(absl::string_view deadline_id) {
  const size_t dash = deadline_id.rfind('-');
  if (dash == absl::string_view::npos) return "";
  return deadline_id.substr(0, dash);
}

}  // namespace entente
