#include "services/time_limits/calendar_book.h"

#include <iterator>
#include <limits>

#include "proto/support/status_macros.h"
#include "services/time_limits/rule_text_check.h"

namespace entente {

absl::Status CalendarBook::Add(v1::Calendar calendar) {
  ASSIGN_OR_RETURN(CalendarDays days, CalendarDays::From(std::move(calendar)));
  std::pair<std::string, int> key(days.calendar().code(),
                                  days.calendar().version());
  if (!calendars_.emplace(std::move(key), std::move(days)).second) {
    return RuleProblem{v1::Refusal::CALENDAR_INVALID, "version", "DUPLICATE"}
        .Refused();
  }
  return absl::OkStatus();
}

const CalendarDays* CalendarBook::Find(absl::string_view code,
                                       int version) const {
  if (version != 0) {
    const auto found = calendars_.find({std::string(code), version});
    return found == calendars_.end() ? nullptr : &found->second;
  }
  const auto after = calendars_.upper_bound(
      {std::string(code), std::numeric_limits<int>::max()});
  if (after == calendars_.begin()) return nullptr;
  const auto newest = std::prev(after);
  return newest->first.first == code ? &newest->second : nullptr;
}

std::vector<const CalendarDays*> CalendarBook::Newest() const {
  std::vector<const CalendarDays*> result;
  for (auto each = calendars_.begin(); each != calendars_.end(); ++each) {
    const auto next = std::next(each);
    if (next == calendars_.end() || next->first.first != each->first.first) {
      result.push_back(&each->second);
    }
  }
  return result;
}

}  // namespace entente
