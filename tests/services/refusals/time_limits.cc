// What may not move a time limit, and what has to come before a grievance.

#include "entente/v1/time_ledger_service.grpc.pb.h"
#include "tests/services/refusals/situations.h"

namespace entente::refusals {
namespace {

using Ledger = v1::TimeLedgerService::Stub;
using L = v1::TimeLimit;

// Received on 6 November 2012: a reply is due on the 12th.
std::string Received(SmallWorld& world) {
  v1::FileGrievanceRequest filing = UnionFiling();
  filing.set_submitted_date("2012-11-05");
  const std::string id = File(world, world.union_rep, filing);
  v1::ReceiveGrievanceRequest request;
  request.set_grievance_id(id);
  request.set_received_date("2012-11-06");
  Demand(Send(world, world.employer_rep, &Grievances::ReceiveGrievance, request,
              "en"));
  return id;
}

template <typename Request>
void AddLetter(Request& request) {
  request.mutable_instrument()->set_kind(v1::Instrument::LETTER);
  request.mutable_instrument()->set_instrument_date("2012-11-20");
  request.mutable_instrument()->set_way(v1::Delivery::HAND);
}

v1::ExtendDeadlineRequest Extension(const std::string& id, const char* until) {
  v1::ExtendDeadlineRequest request;
  request.set_grievance_id(id);
  request.set_act(L::REPLY);
  request.set_new_due_date(until);
  request.set_signed_date("2012-11-08");
  AddLetter(request);
  return request;
}

Ask Extending(SmallWorld& world, const v1::ExtendDeadlineRequest& request) {
  return Asking(world, world.union_rep, &Ledger::ExtendDeadline, request);
}

v1::SuspendLimitsRequest Interval(const std::string& id) {
  v1::SuspendLimitsRequest request;
  request.set_grievance_id(id);
  request.set_ground(v1::Suspension::CLAUSE);
  request.set_clause("10.20");
  request.set_from_date("2012-11-22");
  request.set_until_date("2012-11-23");
  AddLetter(request);
  return request;
}

v1::FileGrievanceRequest OnWorkload() {
  v1::FileGrievanceRequest request = UnionFiling();
  request.set_issue_code("ORG-LOAD");
  return request;
}

}  // namespace

Situations OfTimeLimits() {
  return {
      {R::DEADLINE_NOT_OPEN,
       [](SmallWorld& world) {
         v1::ExtendDeadlineRequest request =
             Extension(Received(world), "2012-12-20");
         request.set_act(L::AWARD);
         return Extending(world, request);
       }},
      {R::EXTENSION_TOO_LATE,
       [](SmallWorld& world) {
         v1::ExtendDeadlineRequest request =
             Extension(Received(world), "2012-12-20");
         request.set_signed_date("2012-11-13");
         return Extending(world, request);
       }},
      {R::EXTENSION_SHORTENS,
       [](SmallWorld& world) {
         return Extending(world, Extension(Received(world), "2012-11-12"));
       }},
      {R::SUSPENSION_OVERLAPS,
       [](SmallWorld& world) {
         const v1::SuspendLimitsRequest request = Interval(Received(world));
         Demand(Send(world, world.union_rep, &Ledger::SuspendLimits, request,
                     "en"));
         return Asking(world, world.union_rep, &Ledger::SuspendLimits, request);
       }},
      {R::SUSPENSION_TOO_LATE,
       [](SmallWorld& world) {
         // Agreed on on the 20th, for a reply that was due on the 12th.
         v1::SuspendLimitsRequest request = Interval(Received(world));
         request.set_ground(v1::Suspension::AGREED);
         request.set_from_date("2012-11-08");
         request.add_acts(L::REPLY);
         return Asking(world, world.union_rep, &Ledger::SuspendLimits, request);
       }},
      {R::CLOSURE_NOT_COVERED,
       [](SmallWorld& world) {
         v1::SuspendLimitsRequest request = Interval(Received(world));
         request.set_ground(v1::Suspension::OFFICE_CLOSURE);
         request.add_acts(L::REPLY);
         return Asking(world, world.union_rep, &Ledger::SuspendLimits, request);
       }},
      {R::NOT_SUSPENDED,
       [](SmallWorld& world) {
         v1::ResumeLimitsRequest request;
         request.set_grievance_id(Received(world));
         return Asking(world, world.union_rep, &Ledger::ResumeLimits, request);
       }},
      {R::OWN_LATENESS,
       [](SmallWorld& world) {
         v1::WaiveLimitRequest request;
         request.set_grievance_id(Received(world));
         request.set_act(L::REFER);
         return Asking(world, world.union_rep, &Ledger::WaiveLimit, request);
       }},
      {R::PRIOR_STEP_REQUIRED,
       [](SmallWorld& world) { return Filing(world, OnWorkload()); }},
      {R::NO_PREREQUISITE,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest request = UnionFiling();
         request.set_override_reason("Rien n'est demandé.");
         return Filing(world, request);
       }},
      {R::PRIOR_DAY_RECORDED,
       [](SmallWorld& world) {
         v1::FileGrievanceRequest filing = OnWorkload();
         filing.mutable_prior_step()->set_complaint_date("2012-11-05");
         v1::RecordPriorStepRequest request;
         request.set_grievance_id(File(world, world.union_rep, filing));
         request.mutable_days()->set_complaint_date("2012-11-06");
         return Asking(world, world.union_rep, &Ledger::RecordPriorStep,
                       request);
       }},
  };
}

}  // namespace entente::refusals
