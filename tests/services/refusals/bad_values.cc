// What no request may hold.

#include <string>

#include "tests/services/refusals/situations.h"

namespace entente::refusals {
namespace {

using G = v1::Grievance;
using Calendars = v1::CalendarService::Stub;
using Deadlines = v1::DeadlineService::Stub;

Ask Computing(SmallWorld& world, const std::string& from,
              const std::string& period) {
  v1::ComputeDeadlineRequest request;
  request.add_starts()->set_from_date(from);
  request.mutable_starts(0)->set_period(period);
  request.set_calendar_code("QC-TRIB");
  return Asking(world, world.union_rep, &Deadlines::ComputeDeadline, request);
}

}  // namespace

Situations OfBadValues() {
  return {
      {R::FIELD_REQUIRED,
       [](SmallWorld& world) { return Entering(world, NewMember("")); }},
      {R::FIELD_TOO_LONG,
       [](SmallWorld& world) {
         return Entering(world, NewMember(std::string(5000, 'a')));
       }},
      {R::FIELD_TOO_MANY,
       [](SmallWorld& world) {
         v1::ListGrievancesRequest request;
         for (int i = 0; i < 1000; ++i) request.add_states(G::FILED);
         return Asking(world, world.union_rep, &Grievances::ListGrievances,
                       request);
       }},
      {R::FIELD_BAD_CHARACTER,
       [](SmallWorld& world) {
         return Entering(world, NewMember("a\x1b[1m"));
       }},
      {R::DATE_MALFORMED,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionFiling();
         request.set_submitted_date("2012-02-30");
         return Filing(world, request);
       }},
      {R::DATE_OUT_OF_RANGE,
       [](SmallWorld& world) {
         return Computing(world, "1815-06-18", "30 days");
       }},
      {R::END_OUT_OF_RANGE,
       [](SmallWorld& world) {
         return Computing(world, "2099-12-22", "3 years");
       }},
      {R::DATE_IN_FUTURE,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionFiling();
         request.set_submitted_date("2012-11-23");
         return Filing(world, request);
       }},
      {R::DATE_ORDER,
       [](SmallWorld& world) {
         v1::ReplyGrievanceRequest reply;
         reply.set_grievance_id(File(world, world.union_rep, UnionFiling()));
         reply.set_answer(G::Reply::DENIED);
         reply.set_reply_date("2012-11-19");
         return Asking(world, world.employer_rep, &Grievances::ReplyGrievance,
                       reply);
       }},
      {R::VALUE_UNKNOWN,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionFiling();
         request.set_issue_code("ORG-TEA");
         return Filing(world, request);
       }},
      {R::NUMBER_OUT_OF_RANGE,
       [](SmallWorld& world) {
         v1::ListGrievancesRequest request;
         request.set_page_size(-1);
         return Asking(world, world.union_rep, &Grievances::ListGrievances,
                       request);
       }},
      {R::PAGE_TOKEN_INVALID,
       [](SmallWorld& world) {
         v1::ListPersonsRequest request;
         request.set_page_size(1);
         v1::ListPersonsResponse page;
         Demand(Send(world, world.keeper, &Directory::ListPersons, request,
                     "en", &page));
         // Of another caller.
         request.set_page_token(page.next_page_token());
         return Asking(world, world.other_rep, &Directory::ListPersons,
                       request);
       }},
      {R::REFERENCE_UNKNOWN,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionFiling();
         request.set_local_id("NOWHERE");
         return Filing(world, request);
       }},
      {R::FIELDS_CONFLICT,
       [](SmallWorld& world) {
         v1::CreatePersonRequest request = NewMember("Membre");
         request.mutable_person()->set_public_name("Personne publique");
         return Entering(world, request);
       }},
      {R::NAMED_TWICE,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionFiling();
         request.set_grievance_class(v1::GrievanceClass::GROUP);
         for (int i = 0; i < 2; ++i) request.add_grievor_ids("membre-1");
         return Filing(world, request);
       }},
      {R::REQUEST_TOO_LARGE,
       [](SmallWorld& world) {
         return Entering(world, NewMember(std::string(300 << 10, 'a')));
       }},
      {R::PERIOD_MALFORMED,
       [](SmallWorld& world) {
         return Computing(world, "2012-11-22", "a while");
       }},
      {R::PROFILE_INVALID,
       [](SmallWorld& world) {
         v1::GetProfileRequest get;
         get.set_code("QC-SSS-30");
         v1::GetProfileResponse got;
         Demand(
             Send(world, world.admin, &Profiles::GetProfile, get, "en", &got));
         got.mutable_profile()->set_code("NO-STEP");
         got.mutable_profile()->clear_steps();
         v1::ImportProfileRequest request;
         request.set_textproto(got.profile().DebugString());
         return Asking(world, world.admin, &Profiles::ImportProfile, request);
       }},
      {R::CALENDAR_INVALID,
       [](SmallWorld& world) {
         v1::GetCalendarRequest get;
         get.set_code("QC-CODE");
         v1::GetCalendarResponse got;
         Demand(Send(world, world.union_rep, &Calendars::GetCalendar, get, "en",
                     &got));
         v1::HolidayRule& rule = *got.mutable_calendar()->mutable_holidays(0);
         rule.clear_shifts();
         rule.mutable_fixed()->set_month(2);
         rule.mutable_fixed()->set_day(30);
         v1::CheckCalendarRequest request;
         request.set_textproto(got.calendar().DebugString());
         return Asking(world, world.union_rep, &Calendars::CheckCalendar,
                       request);
       }},
  };
}

}  // namespace entente::refusals
