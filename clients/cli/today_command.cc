// today: what has to be done, by which day.

#include "clients/cli/commands.h"
#include "clients/cli/deadline_list.h"
#include "clients/cli/values.h"
#include "entente/v1/time_limit_service.grpc.pb.h"

namespace entente {
namespace {

// How a referral is entered, for who may refer.
void SayReferral(const Session& session,
                 const v1::ListDeadlinesResponse& answer) {
  for (const v1::DeadlineItem& item : answer.items()) {
    if (item.deadline().act() != v1::TimeLimit::REFER ||
        (item.deadline().owed_by_side() != 0 &&
         item.deadline().owed_by_side() != item.number_side())) {
      continue;
    }
    Say(session.Words(
        "REFER_BY",
        {{"number", item.file_number()},
         {"missed", EnumText(session.language(), item.deadline().missed())}}));
    return;
  }
}

}  // namespace

void AddTodayCommand(CommandLine& line) {
  line.Call(&line.app(), "today", &v1::DeadlineService::Stub::ListDeadlines,
            std::function([](Session& session,
                             const v1::ListDeadlinesResponse& answer) {
              session.output().Line(session.Words(
                  "TODAY", {{"day", DayWords(session, answer.as_of_date())}}));
              if (answer.items().empty()) {
                Say(session.Words("NOTHING_DUE"));
                return;
              }
              session.output().Line("");
              ShowDeadlines(session, answer, session.output().is_spreadsheet());
              SayReferral(session, answer);
              Say(session.Words("AFTER.today"));
            }))
      .Flag("--before", "due_before_date");
}

}  // namespace entente
