// today: what has to be done, by which day.

#include <iostream>
#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/commands.h"
#include "clients/cli/deadline_list.h"
#include "clients/cli/mail.h"
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

// What can still be done for the first file that is late.
void SayOverdue(const Session& session,
                const v1::ListDeadlinesResponse& answer) {
  for (const v1::DeadlineItem& item : answer.items()) {
    const bool ours = item.deadline().owed_by_side() == 0 ||
                      item.deadline().owed_by_side() == item.number_side();
    if (item.standing() != v1::DeadlineStanding::OVERDUE || !ours ||
        item.file_kind() != v1::DeadlineItem::GRIEVANCE) {
      continue;
    }
    Say(session.Words("TODAY_OVERDUE", {{"number", item.file_number()}}));
    return;
  }
}

// What --mail and --unless-empty say.
struct MailFlags {
  bool mail = false;
  bool unless_empty = false;
};

// Sends a mail in place of the list, when that is asked for.
absl::optional<ExitCode> MailInstead(Session& session,
                                     const v1::ListDeadlinesRequest& request,
                                     const CommandInfo& info,
                                     const MailFlags& flags) {
  if (!flags.mail) {
    if (!flags.unless_empty) return absl::nullopt;
    Say(session.Words("MAIL_FLAG_ALONE", {{"flag", "--unless-empty"}}));
    return ExitCode::kUsage;
  }
  if (!request.due_before_date().empty()) {
    Say(session.Words("MAIL_COUNTS_ALL", {{"flag", "--before"}}));
    return ExitCode::kUsage;
  }
  v1::GetDigestResponse digest;
  const ExitCode code = session.Call(&v1::DeadlineService::Stub::GetDigest,
                                     v1::GetDigestRequest(), digest, info);
  if (code != ExitCode::kDone) return code;
  if (flags.unless_empty && SaysNothing(session.zone(), digest))
    return ExitCode::kDone;
  // A mail whatever the format is: that is not for the timer to know.
  std::cout << DigestMail(session.language(), session.zone(), digest);
  std::cout.flush();
  return std::cout.good() ? ExitCode::kDone : ExitCode::kFailed;
}

}  // namespace

void AddTodayCommand(CommandLine& line) {
  auto flags = std::make_shared<MailFlags>();
  RequestFlags& today = line.Call(
      &line.app(), "today", &v1::DeadlineService::Stub::ListDeadlines,
      std::function(
          [](Session& session, const v1::ListDeadlinesResponse& answer) {
            session.output().Line(session.Words(
                "TODAY", {{"day", DayWords(session, answer.as_of_date())}}));
            if (answer.items().empty()) {
              Say(session.Words("NOTHING_DUE"));
              return;
            }
            session.output().Line("");
            ShowDeadlines(session, answer, session.output().is_spreadsheet());
            SayOverdue(session, answer);
            SayReferral(session, answer);
            Say(session.Words("AFTER.today"));
          }),
      nullptr,
      [flags](Session& session, const v1::ListDeadlinesRequest& request,
              const CommandInfo& info) {
        return MailInstead(session, request, info, *flags);
      });
  today.Flag("--before", "due_before_date");
  const auto words = [&](const char* flag) {
    return Text(line.language(), absl::StrCat("help/today.", flag));
  };
  today.command()->add_flag("--mail", flags->mail, words("--mail"));
  today.command()->add_flag("--unless-empty", flags->unless_empty,
                            words("--unless-empty"));
}

}  // namespace entente
