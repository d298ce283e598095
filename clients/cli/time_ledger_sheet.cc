// What a sheet says of extensions, waivers and suspensions, and of what had to
// come before the grievance.

#include <string>
#include <vector>

#include "clients/cli/grievance_words.h"
#include "clients/cli/time_limit_words.h"
#include "clients/cli/values.h"
#include "proto/support/text/text.h"

namespace entente {
namespace {

template <typename Record>
std::string ActOf(const Session& session, const Record& record) {
  v1::Deadline deadline;
  deadline.set_act(record.act());
  deadline.set_step(static_cast<int32_t>(record.step()));
  return ActWords(session, deadline);
}

void ShowNote(Session& session, const v1::Grievance& grievance,
              const std::string& text, const v1::RecordedFor& recorded_for) {
  if (!text.empty()) session.output().Paragraph(text);
  // Of what needs no paper, only who entered it is known.
  if (recorded_for.kind() == v1::Instrument::KIND_UNSPECIFIED) return;
  ShowRecordedFor(session, recorded_for, grievance.parties());
}

void ShowSuspension(Session& session, const v1::Grievance& grievance,
                    const v1::Suspension& suspension) {
  std::vector<std::string> acts;
  for (const int act : suspension.acts()) {
    acts.push_back(
        EnumText(session.language(), static_cast<v1::TimeLimit::Act>(act)));
  }
  session.output().Line(session.Words(
      "SUSPENSION",
      {{"number", suspension.number()},
       {"lasts", suspension.until_date().empty() ? "yes" : "no"},
       {"from", DayWords(session, suspension.from_date())},
       {"until", DayWords(session, suspension.until_date())},
       {"ground", EnumText(session.language(), suspension.ground())},
       {"has_clause", suspension.clause().empty() ? "no" : "yes"},
       {"clause", suspension.clause()},
       {"anew",
        suspension.effect() == v1::Suspension::INTERRUPT ? "yes" : "no"},
       {"all", acts.empty() ? "yes" : "no"},
       {"acts", ListText(session.language(), acts)}}));
  ShowNote(session, grievance, suspension.text(), suspension.recorded_for());
  ShowContestsOf(session, grievance, v1::Grievance::Contest::SUSPENSION,
                 suspension.number());
}

}  // namespace

void ShowTimeLedger(Session& session, const v1::Grievance& grievance) {
  if (grievance.extensions().empty() && grievance.waivers().empty() &&
      grievance.suspensions().empty()) {
    return;
  }
  session.output().Line("");
  session.output().Line(session.Words("SECTION.TIME_LEDGER"));
  for (const v1::Suspension& each : grievance.suspensions()) {
    ShowSuspension(session, grievance, each);
  }
  for (const v1::Extension& each : grievance.extensions()) {
    session.output().Line(session.Words(
        "EXTENSION", {{"act", ActOf(session, each)},
                      {"before", DayWords(session, each.old_due_date())},
                      {"day", DayWords(session, each.new_due_date())},
                      {"signed", DayWords(session, each.signed_date())}}));
    ShowNote(session, grievance, each.text(), each.recorded_for());
    ShowContestsOf(session, grievance, v1::Grievance::Contest::EXTENSION,
                   each.number());
  }
  for (const v1::Waiver& each : grievance.waivers()) {
    session.output().Line(session.Words(
        "WAIVER",
        {{"act", ActOf(session, each)},
         {"party", PartyName(session, grievance.parties(), each.by_side())},
         {"day", DayWords(session, each.waiver_date())}}));
    ShowNote(session, grievance, each.text(), each.recorded_for());
  }
  ShowContestsOf(session, grievance, v1::Grievance::Contest::WAIVER);
}

void ShowPriorStep(Session& session, const v1::GrievanceAnswer& answer) {
  const v1::Standing& standing = answer.standing();
  if (standing.prior_step_clause().empty()) return;
  const v1::Grievance::PriorStep& prior = answer.grievance().prior_step();
  const Output& output = session.output();
  output.Line("");
  output.Line(session.Words(
      "PRIOR_STEP", {{"clause", standing.prior_step_clause()},
                     {"standing", EnumText(session.language(),
                                           standing.prior_step_standing())}}));
  if (!prior.complaint_date().empty()) {
    output.Rows(TableOf(
        session, {&prior},
        {"complaint_date", "convened_date", "meeting_date", "decision_date"}));
  }
  if (!prior.override_reason().empty()) {
    output.Line(session.Words("FILED_ALL_THE_SAME"));
    output.Paragraph(prior.override_reason());
  }
}

void SayPriorStep(const Session& session, const v1::GrievanceAnswer& answer) {
  if (answer.standing().prior_step_standing() != v1::Standing::NOT_EXHAUSTED) {
    return;
  }
  Say(session.Words("PRIOR_STEP_OPEN",
                    {{"clause", answer.standing().prior_step_clause()}}));
}

}  // namespace entente
