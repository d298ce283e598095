#include "clients/cli/time_limit_words.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/values.h"
#include "proto/support/text/explanation_text.h"

namespace entente {

Cell ClocksCell(const Session& session,
                const google::protobuf::RepeatedPtrField<v1::Clock>& clocks) {
  std::vector<std::string> shown;
  std::vector<std::string> raw;
  for (const v1::Clock& clock : clocks) {
    shown.push_back(session.Words(
        "PERIOD_FROM",
        {{"period", PeriodText(session.language(), clock.period())},
         {"event", EnumText(session.language(), clock.trigger())}}));
    const auto* unit =
        v1::Period::Unit_descriptor()->FindValueByNumber(clock.period().unit());
    const auto* trigger =
        v1::Clock::Trigger_descriptor()->FindValueByNumber(clock.trigger());
    raw.push_back(absl::StrCat(
        clock.period().count(), " ", unit == nullptr ? "" : CommandName(*unit),
        " ", trigger == nullptr ? "" : CommandName(*trigger)));
  }
  return {absl::StrJoin(shown, "; "), absl::StrJoin(raw, "; ")};
}

std::string ActWords(const Session& session, const v1::Deadline& deadline) {
  const std::string act = EnumText(session.language(), deadline.act());
  if (deadline.step() == 0) return act;
  if (deadline.act() == v1::TimeLimit::PERFORM) {
    return session.Words("ACT_OF_COMMITMENT",
                         {{"act", act}, {"step", deadline.step()}});
  }
  return session.Words("ACT_AT_STEP",
                       {{"act", act}, {"step", deadline.step()}});
}

std::string OwedByWords(const Session& session, const v1::Deadline& deadline,
                        uint32_t own_side) {
  if (deadline.owed_by_side() == 0 || own_side == 0) {
    return EnumText(session.language(), deadline.owner());
  }
  return EnumText(session.language(),
                  deadline.owed_by_side() == own_side
                      ? v1::ListDeadlinesRequest::OWN_SIDE
                      : v1::ListDeadlinesRequest::OTHER_SIDE);
}

std::string DaysLeftWords(const Session& session, int32_t days_left) {
  return session.Words("DAYS_LEFT", {{"days", days_left}});
}

std::string MissingDays(const v1::Deadline& deadline) {
  bool knowledge = false;
  bool fact = false;
  for (const int trigger : deadline.unknown_triggers()) {
    (trigger == v1::Clock::KNOWLEDGE ? knowledge : fact) = true;
  }
  if (knowledge && fact) return "BOTH";
  return knowledge ? "KNOWLEDGE" : "FACT";
}

std::string DueWords(const Session& session, const v1::Deadline& deadline) {
  const std::string day = DayWords(session, deadline.due_date());
  const bool waits =
      !deadline.suspended_since_date().empty() && deadline.met_date().empty();
  if (waits && !day.empty()) {
    return session.Words("DUE_AT_THE_EARLIEST", {{"day", day}});
  }
  if (!deadline.undetermined()) return day;
  return day.empty() ? session.Words("DUE_UNKNOWN",
                                     {{"missing", MissingDays(deadline)}})
                     : session.Words("DUE_AT_THE_LATEST", {{"day", day}});
}

void ShowExplanation(
    const Session& session,
    const google::protobuf::RepeatedPtrField<std::string>& sentences) {
  for (const std::string& line : sentences) {
    session.output().Line(absl::StrCat("  · ", line));
  }
}

}  // namespace entente
