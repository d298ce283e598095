// calendar: which days are closed, and by which rule.

#include "clients/cli/commands.h"
#include "clients/cli/values.h"
#include "entente/v1/time_limit_service.grpc.pb.h"

namespace entente {
namespace {

using Calendars = v1::CalendarService::Stub;

void ShowCalendarAndDays(Session& session,
                         const v1::GetCalendarResponse& answer) {
  const Output& output = session.output();
  const Table days = TableOfAll(session, answer.holidays(),
                                {"date", "name", "observed_for_date"});
  if (output.is_spreadsheet() && !days.rows.empty()) {
    output.Rows(days);
    return;
  }
  output.Record(TableOf(session, {&answer.calendar()},
                        {"code", "version", "title", "jurisdiction", "source",
                         "checked_date", "closed_weekdays"}));
  if (output.is_spreadsheet()) return;
  output.Line("");
  if (!days.rows.empty()) {
    output.Rows(days);
    return;
  }
  output.Rows(TableOfAll(session, answer.calendar().holidays(),
                         {"name", "from_year", "until_year", "source"}));
}

void ShowCalendar(Session& session, const v1::GetCalendarResponse& answer) {
  ShowCalendarAndDays(session, answer);
  if (answer.holidays_size() > 0) return;
  session.SayNext("AFTER.calendar.show", {{"code", answer.calendar().code()}});
}

void ShowCalendarThatWasChecked(Session& session,
                                const v1::GetCalendarResponse& answer) {
  ShowCalendarAndDays(session, answer);
  session.SayNext("AFTER.calendar.check");
}

}  // namespace

void AddCalendarCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("calendar");

  line.Call(noun, "list", &Calendars::ListCalendars,
            std::function([](Session& session,
                             const v1::ListCalendarsResponse& answer) {
              ShowList(session, TableOfAll(session, answer.calendars(),
                                           {"code", "version", "jurisdiction",
                                            "checked_date", "title"}));
            }));

  line.Call(noun, "show", &Calendars::GetCalendar, std::function(ShowCalendar))
      .Word("code", "code")
      .Flag("--year", "year")
      .Flag("--version-number", "version");

  line.Call(noun, "check", &Calendars::CheckCalendar,
            std::function(ShowCalendarThatWasChecked))
      .File("file", "textproto")
      .Required()
      .Flag("--year", "year");
}

}  // namespace entente
