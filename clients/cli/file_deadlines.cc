// The deadlines of one file.

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/grievance_words.h"
#include "clients/cli/time_limit_words.h"
#include "clients/cli/values.h"

namespace entente {

void ShowFileDeadlines(
    Session& session,
    const google::protobuf::RepeatedPtrField<v1::Deadline>& deadlines,
    uint32_t own_side,
    const google::protobuf::RepeatedPtrField<v1::Party>* parties) {
  std::vector<const v1::Deadline*> standing;
  for (const v1::Deadline& deadline : deadlines) {
    // What ended without being met, or was replaced, binds nobody any more:
    // the history tells of it.
    if (deadline.ended_by_event_id().empty() || !deadline.met_date().empty()) {
      if (deadline.superseded_by_deadline_id().empty()) {
        standing.push_back(&deadline);
      }
    }
  }
  if (standing.empty()) return;
  // A date counted anew was recorded last; it stands where it falls.
  std::stable_sort(standing.begin(), standing.end(),
                   [](const v1::Deadline* a, const v1::Deadline* b) {
                     return a->due_date() < b->due_date();
                   });
  const Output& output = session.output();
  output.Line("");
  output.Line(session.Words("SECTION.DEADLINES"));
  Table table = TableOf(session, {standing.begin(), standing.end()},
                        {"act=cli/WHAT", "due_date", "prudent_date",
                         "prudent_from_fact_date=cli/PRUDENT_FROM_FACT",
                         "owner=cli/WHO", "met_date=cli/DONE_ON", "clause"});
  for (size_t i = 0; i < standing.size(); ++i) {
    table.rows[i][0].shown = ActWords(session, *standing[i]);
    table.rows[i][1].shown = DueWords(session, *standing[i]);
    const uint32_t owed_by = standing[i]->owed_by_side();
    table.rows[i][4].shown =
        parties != nullptr && owed_by != 0 && owed_by != own_side
            ? PartyName(session, *parties, owed_by)
            : OwedByWords(session, *standing[i], own_side);
  }
  output.Rows(table);
  for (const v1::Deadline* deadline : standing) {
    if (!deadline->relieved_date().empty()) {
      output.Line(session.Words(
          "LIMIT_RELIEVED",
          {{"act", ActWords(session, *deadline)},
           {"day", DayWords(session, deadline->relieved_date())}}));
      continue;
    }
    if (deadline->missed() != v1::TimeLimit::DEEMED_WITHDRAWN ||
        !deadline->met_date().empty()) {
      continue;
    }
    output.Line(session.Words(
        "IF_MISSED",
        {{"act", ActWords(session, *deadline)},
         {"missed", EnumText(session.language(), deadline->missed())}}));
  }
  for (const v1::Deadline* deadline : standing) {
    if (deadline->explanation().empty()) continue;
    output.Line("");
    output.Line(session.Words("EXPLANATION_OF",
                              {{"act", ActWords(session, *deadline)}}));
    ShowExplanation(session, deadline->explanation());
  }
}

}  // namespace entente
