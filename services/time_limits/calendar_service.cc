#include "services/time_limits/calendar_service.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/support/day.h"
#include "proto/support/field_checks.h"
#include "proto/support/refusal.h"
#include "proto/support/status_macros.h"
#include "services/access/redact.h"
#include "services/time_limits/profile_text.h"

namespace entente {
namespace {

using R = v1::Refusal;

const Reader& PublishedReader() {
  static const Reader reader = {{v1::Confidentiality::PUBLISHED}, {}, false};
  return reader;
}

absl::Status CheckYear(int year) {
  if (year == 0 || (year >= kFirstYear && year <= kLastYear)) {
    return absl::OkStatus();
  }
  return Refuse(R::NUMBER_OUT_OF_RANGE,
                {{"field", "year"},
                 {"minimum", std::to_string(kFirstYear)},
                 {"maximum", std::to_string(kLastYear)}});
}

absl::Status CheckGetCalendar(const v1::GetCalendarRequest& request) {
  RETURN_IF_ERROR(CheckReference("code", request.code(), true));
  return CheckYear(request.year());
}

absl::Status CheckCheckCalendar(const v1::CheckCalendarRequest& request) {
  return CheckYear(request.year());
}

void Show(const CalendarDays& calendar, int year,
          v1::GetCalendarResponse& answer) {
  *answer.mutable_calendar() = calendar.calendar();
  if (year != 0) {
    for (v1::ClosedDay& day : calendar.Holidays(year)) {
      *answer.add_holidays() = std::move(day);
    }
  }
  Redact(PublishedReader(), answer);
}

}  // namespace

grpc::ServerUnaryReactor* CalendarService::ListCalendars(
    grpc::CallbackServerContext* context,
    const v1::ListCalendarsRequest* request,
    v1::ListCalendarsResponse* response) {
  return rpc_.Read(context, request, response, NoCheck(),
                   [this](ReadCall&, const v1::ListCalendarsRequest&,
                          v1::ListCalendarsResponse& answer) {
                     for (const CalendarDays* calendar : calendars_.Newest()) {
                       *answer.add_calendars() = calendar->calendar();
                     }
                     Redact(PublishedReader(), answer);
                     return absl::OkStatus();
                   });
}

grpc::ServerUnaryReactor* CalendarService::GetCalendar(
    grpc::CallbackServerContext* context, const v1::GetCalendarRequest* request,
    v1::GetCalendarResponse* response) {
  return rpc_.Read(
      context, request, response, CheckGetCalendar,
      [this](ReadCall&, const v1::GetCalendarRequest& get,
             v1::GetCalendarResponse& answer) -> absl::Status {
        const CalendarDays* calendar =
            calendars_.Find(get.code(), get.version());
        if (calendar == nullptr) {
          if (calendars_.Find(get.code(), 0) != nullptr) {
            return Refuse(
                R::VALUE_UNKNOWN,
                {{"field", "version"}, {"value", absl::StrCat(get.version())}});
          }
          return Refuse(R::VALUE_UNKNOWN,
                        {{"field", "code"}, {"value", get.code()}});
        }
        Show(*calendar, get.year(), answer);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* CalendarService::CheckCalendar(
    grpc::CallbackServerContext* context,
    const v1::CheckCalendarRequest* request,
    v1::GetCalendarResponse* response) {
  return rpc_.Read(context, request, response, CheckCheckCalendar,
                   [](ReadCall&, const v1::CheckCalendarRequest& check,
                      v1::GetCalendarResponse& answer) -> absl::Status {
                     ASSIGN_OR_RETURN(v1::Calendar calendar,
                                      ParseCalendar(check.textproto()));
                     ASSIGN_OR_RETURN(const CalendarDays days,
                                      CalendarDays::From(std::move(calendar)));
                     Show(days, check.year(), answer);
                     return absl::OkStatus();
                   });
}

}  // namespace entente
