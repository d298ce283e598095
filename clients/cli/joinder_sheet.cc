// What a sheet says of joining and severing, and of a missed limit.

#include "clients/cli/grievance_words.h"
#include "clients/cli/values.h"

namespace entente {

void ShowLapses(Session& session, const v1::Grievance& grievance) {
  for (const v1::Lapse& lapse : grievance.lapses()) {
    session.output().Line("");
    session.output().Line(session.Words(
        "LAPSED", {{"day", DayWords(session, lapse.lapse_date())},
                   {"basis", EnumText(session.language(), lapse.basis())},
                   {"clause", lapse.clause()},
                   {"due", DayWords(session, lapse.due_date())}}));
    if (!lapse.text().empty()) session.output().Paragraph(lapse.text());
    if (lapse.has_recorded_for()) {
      ShowRecordedFor(session, lapse.recorded_for(), grievance.parties());
    }
    if (lapse.relief_date().empty()) continue;
    session.output().Line(session.Words(
        "RELIEVED",
        {{"day", DayWords(session, lapse.relief_date())},
         {"basis", EnumText(session.language(), lapse.relief_basis())}}));
    if (!lapse.relief_text().empty()) {
      session.output().Paragraph(lapse.relief_text());
    }
    ShowRecordedFor(session, lapse.relief_recorded_for(), grievance.parties());
  }
  ShowContestsOf(session, grievance, v1::Grievance::Contest::LAPSE);
  ShowContestsOf(session, grievance, v1::Grievance::Contest::RELIEF);
}

void ShowJoinders(Session& session, const v1::Grievance& grievance) {
  const bool goes_on = grievance.state() != v1::Grievance::SETTLED &&
                       grievance.state() != v1::Grievance::WITHDRAWN &&
                       grievance.state() != v1::Grievance::DEEMED_WITHDRAWN &&
                       grievance.state() != v1::Grievance::CLOSED;
  for (const v1::Joinder& joinder : grievance.joinders()) {
    const std::string lead =
        session.names().Grievance(joinder.lead_grievance_id());
    session.output().Line("");
    session.output().Line(session.Words(
        "JOINED_TO",
        {{"known", lead.empty() ? "no" : "yes"},
         {"number", lead},
         {"day", DayWords(session, joinder.join_date())},
         {"basis", EnumText(session.language(), joinder.basis())},
         {"follows", goes_on && joinder.sever_date().empty() ? "yes" : "no"}}));
    if (joinder.has_recorded_for()) {
      ShowRecordedFor(session, joinder.recorded_for(), grievance.parties());
    }
    if (joinder.sever_date().empty()) continue;
    session.output().Line(session.Words(
        "SEVERED_ON",
        {{"day", DayWords(session, joinder.sever_date())},
         {"basis", EnumText(session.language(), joinder.sever_basis())}}));
    ShowRecordedFor(session, joinder.sever_recorded_for(), grievance.parties());
  }
  ShowContestsOf(session, grievance, v1::Grievance::Contest::JOINDER);
}

}  // namespace entente
