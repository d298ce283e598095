// deadline: dates, and why they are what they are.

#include "clients/cli/commands.h"
#include "clients/cli/deadline_list.h"
#include "clients/cli/time_limit_words.h"
#include "clients/cli/values.h"
#include "entente/v1/time_limit_service.grpc.pb.h"

namespace entente {
namespace {

using Deadlines = v1::DeadlineService::Stub;

void ShowComputed(Session& session, const v1::ComputeDeadlineResponse& answer) {
  session.output().Record(TableOf(session, {&answer},
                                  {"raw_date", "due_date", "prudent_date",
                                   "calendar_code", "calendar_version"}));
  session.output().Line("");
  ShowExplanation(session, answer.explanation());
}

void ShowExplained(Session& session,
                   const v1::ExplainDeadlineResponse& answer) {
  const v1::DeadlineItem& item = answer.item();
  Table table = TableOf(
      session, {&item},
      {"file_number=cli/FILE", "deadline.act=cli/WHAT", "deadline.raw_date",
       "deadline.due_date", "deadline.prudent_date",
       "deadline.prudent_from_fact_date", "deadline.not_before_date",
       "deadline.owner=cli/WHO", "deadline.clause", "deadline.nature",
       "deadline.missed", "deadline.profile_code", "deadline.calendar_code",
       "standing=cli/STANDING", "deadline.met_date=cli/DONE_ON"});
  table.rows[0][0].shown = NumberOf(item);
  table.rows[0][1].shown = ActWords(session, item.deadline());
  table.rows[0][3].shown = DueWords(session, item.deadline());
  table.rows[0][13].shown = StandingWords(session, item);
  session.output().Record(table);
  session.output().Line("");
  ShowExplanation(session, item.deadline().explanation());
}

// Pairs each --period with its own --from; one --from serves them all.
ExitCode PairStarts(Session& session, v1::ComputeDeadlineRequest& request,
                    const std::vector<std::string>& from,
                    const std::vector<std::string>& periods) {
  if (from.size() != periods.size() && from.size() != 1) {
    Say(session.Words("STARTS_UNPAIRED",
                      {{"from", static_cast<int64_t>(from.size())},
                       {"periods", static_cast<int64_t>(periods.size())}}));
    return ExitCode::kUsage;
  }
  for (size_t i = 0; i < periods.size(); ++i) {
    v1::ComputeDeadlineRequest::Start& start = *request.add_starts();
    start.set_from_date(from[from.size() == 1 ? 0 : i]);
    start.set_period(periods[i]);
  }
  return ExitCode::kDone;
}

void AddCompute(CommandLine& line, CLI::App* noun) {
  auto from = std::make_shared<std::vector<std::string>>();
  auto periods = std::make_shared<std::vector<std::string>>();
  line.Call(noun, "compute", &Deadlines::ComputeDeadline,
            std::function(ShowComputed),
            std::function([from, periods](Session& session,
                                          v1::ComputeDeadlineRequest& request,
                                          const RequestFlags&) {
              return PairStarts(session, request, *from, *periods);
            }))
      .Custom("--from", "starts.from_date",
              [from](google::protobuf::Message&, const std::string& day) {
                from->push_back(day);
              })
      .Required()
      .Custom("--period", "starts.period",
              [periods](google::protobuf::Message&, const std::string& period) {
                periods->push_back(period);
              })
      .Required()
      .Flag("--calendar", "calendar_code")
      .Required()
      .Flag("--calendar-version", "calendar_version")
      .Flag("--roll", "roll");
}

}  // namespace

void AddDeadlineCommands(CommandLine& line) {
  CLI::App* noun = line.Noun("deadline");
  AddCompute(line, noun);

  line.Call(noun, "list", &Deadlines::ListDeadlines,
            std::function(
                [](Session& session, const v1::ListDeadlinesResponse& answer) {
                  if (answer.items().empty()) Say(session.Words("NO_DEADLINE"));
                  ShowDeadlines(session, answer, true);
                }))
      .Flag("--before", "due_before_date")
      .Flag("--as-of", "as_of_date")
      .Flag("--known-at", "known_at_time")
      .Flag("--overdue", "overdue_only")
      .Flag("--met", "include_met")
      .Flag("--owed-by", "owed_by")
      .Flag("--file", "file_id");

  line.Call(noun, "explain", &Deadlines::ExplainDeadline,
            std::function(ShowExplained))
      .Word("deadline", "deadline_id");
}

}  // namespace entente
