// The calendars that the server knows.

#ifndef ENTENTE_SERVICES_TIME_LIMITS_CALENDAR_SERVICE_H_
#define ENTENTE_SERVICES_TIME_LIMITS_CALENDAR_SERVICE_H_

#include "entente/v1/time_limit_service.grpc.pb.h"
#include "services/rpc/handler.h"
#include "services/time_limits/calendar_book.h"

namespace entente {

// Owns neither; both outlive it.
class CalendarService final : public v1::CalendarService::CallbackService {
 public:
  CalendarService(Rpc& rpc, const CalendarBook& calendars)
      : rpc_(rpc), calendars_(calendars) {}

  grpc::ServerUnaryReactor* ListCalendars(
      grpc::CallbackServerContext* context,
      const v1::ListCalendarsRequest* request,
      v1::ListCalendarsResponse* response) override;
  grpc::ServerUnaryReactor* GetCalendar(
      grpc::CallbackServerContext* context,
      const v1::GetCalendarRequest* request,
      v1::GetCalendarResponse* response) override;
  grpc::ServerUnaryReactor* CheckCalendar(
      grpc::CallbackServerContext* context,
      const v1::CheckCalendarRequest* request,
      v1::GetCalendarResponse* response) override;

 private:
  Rpc& rpc_;
  const CalendarBook& calendars_;
};

}  // namespace entente

#endif  // ENTENTE_SERVICES_TIME_LIMITS_CALENDAR_SERVICE_H_
