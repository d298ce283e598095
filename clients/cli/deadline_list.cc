#include "clients/cli/deadline_list.h"

#include "clients/cli/time_limit_words.h"
#include "clients/cli/values.h"

namespace entente {
namespace {

std::string WhatWords(const Session& session, const v1::DeadlineItem& item) {
  const std::string act = ActWords(session, item.deadline());
  // Before filing, the date is the last one on which to file.
  return item.deadline().act() == v1::TimeLimit::FILE &&
                 item.file_kind() == v1::DeadlineItem::CONSULTATION &&
                 !item.deadline().due_date().empty() &&
                 !item.deadline().undetermined()
             ? session.Words("FILE_BY", {{"act", act}})
             : act;
}

}  // namespace

std::string NumberOf(const v1::DeadlineItem& item) {
  if (!item.file_number().empty()) return item.file_number();
  return item.office_number().empty() ? item.file_id() : item.office_number();
}

std::string StandingWords(const Session& session,
                          const v1::DeadlineItem& item) {
  const std::string label = EnumText(session.language(), item.standing());
  switch (item.standing()) {
    case v1::DeadlineStanding::OVERDUE:
      return session.Words("OVERDUE_BY",
                           {{"days", -int64_t{item.days_left()}}});
    case v1::DeadlineStanding::OPEN:
    case v1::DeadlineStanding::DUE_SOON:
      if (item.days_left() < 0) {
        return session.Words(
            "STANDING_RELIEVED",
            {{"day", DayWords(session, item.deadline().relieved_date())}});
      }
      return session.Words(
          "STANDING_DAYS",
          {{"standing", label},
           {"days", DaysLeftWords(session, item.days_left())}});
    case v1::DeadlineStanding::SUSPENDED:
      return session.Words(
          "SUSPENDED_FROM",
          {{"standing", label},
           {"day", DayWords(session, item.deadline().suspended_since_date())}});
    case v1::DeadlineStanding::UNDETERMINED:
      if (!item.deadline().met_date().empty()) {
        return session.Words("MET_UNDETERMINED");
      }
      if (item.deadline().due_date().empty()) return label;
      return session.Words(
          "UNDETERMINED_DAYS",
          {{"standing", label},
           {"days", DaysLeftWords(session, item.days_left())}});
    default:
      return label;
  }
}

void ShowDeadlines(Session& session, const v1::ListDeadlinesResponse& answer,
                   bool identifiers) {
  std::vector<std::string> columns = {
      "deadline.due_date",      "deadline.prudent_date",
      "deadline.act=cli/WHAT",  "file_number=cli/FILE",
      "deadline.owner=cli/WHO", "standing=cli/STANDING"};
  if (identifiers) columns.push_back("deadline.deadline_id=cli/IDENTIFIER");
  Table table = TableOfAll(session, answer.items(), columns);
  for (int i = 0; i < answer.items_size(); ++i) {
    const v1::DeadlineItem& item = answer.items(i);
    std::vector<Cell>& row = table.rows[i];
    row[0].shown = DueWords(session, item.deadline());
    row[2].shown = WhatWords(session, item);
    const std::string number = NumberOf(item);
    row[3] = {number, number};
    row[4].shown = OwedByWords(session, item.deadline(), item.number_side());
    row[5].shown = StandingWords(session, item);
  }
  session.output().Rows(table);
}

}  // namespace entente
